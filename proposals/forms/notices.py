"""What does somebody say in a notice, and what do they look for among the notices of others?"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone

from exports_portal.accounts.models import Organization
from exports_portal.policy.markets import OpenMarkets, open_markets
from exports_portal.web.fields import field_of
from exports_portal.web.selects import Choices
from exports_portal.web.widgets import DateInput
from proposals.actions.notices import MOST_NOTICE_DAYS, NOTICE_DAYS, SPEAKING, NoticeText
from proposals.forms.consortia import offer
from proposals.models import CallForProposals, Notice, NoticeAnswer
from proposals.models.notice import LAYERS, NoticeQuerySet

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

NOTHING_CONFIDENTIAL = (
    "People of every organization that is registered here read this. Write nothing confidential: "
    "no prices, no names of partners, nothing from a draft that is not public."
)


def last_day() -> date:
    """The one that is offered."""
    return timezone.localdate() + timedelta(days=NOTICE_DAYS)


class NoticeForm(forms.Form):
    """What a notice says; its organization stays as it was published."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[("SEEKS", "We seek a provider"), ("OFFERS", "We offer to provide")],
        widget=forms.RadioSelect,
    )
    layers = forms.MultipleChoiceField(
        label="Layers of the full stack", choices=LAYERS, widget=forms.CheckboxSelectMultiple
    )
    markets = forms.MultipleChoiceField(
        label="Markets",
        help_text=(
            "Hold Ctrl or Command to choose several. Countries that the program refuses as "
            "destinations, and blocs with one of them, are not offered."
        ),
        widget=forms.SelectMultiple(attrs={"size": 10}),
        error_messages={"invalid_choice": "%(value)s is not a market that the program takes."},
    )
    call = forms.ModelChoiceField(
        CallForProposals.objects.none(),
        required=False,
        label="Call for proposals (optional)",
        empty_label="No specific call",
        to_field_name="code",
    )
    text = field_of(Notice, "text", label="Text", help_text=NOTHING_CONFIDENTIAL)
    ends_on = forms.DateField(
        label="Last day",
        initial=last_day,
        widget=DateInput,
        help_text=(
            f"{NOTICE_DAYS} days unless you choose another day, {MOST_NOTICE_DAYS} at most: "
            "program defaults."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calls = cast("forms.ModelChoiceField[CallForProposals]", self.fields["call"])
        calls.queryset = CallForProposals.objects.filter(closes_at__gte=timezone.now())
        markets = cast("forms.MultipleChoiceField", self.fields["markets"])
        markets.choices = _grouped(open_markets(timezone.localdate()))

    def said(self) -> NoticeText:
        given = self.cleaned_data
        return NoticeText(**{name: given[name] for name in NoticeForm.base_fields})


class NewNoticeForm(NoticeForm):
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label="In the name of",
        empty_label="Choose an organization",
    )
    field_order = ("organization",)

    def __init__(self, *args: Any, by: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organization", Organization.objects.with_part(by, *SPEAKING))


class AnswerForm(forms.Form):
    """An answer in the name of an organization that did not answer yet."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label="In the name of", empty_label="Choose an organization"
    )
    text = field_of(
        NoticeAnswer,
        "text",
        label="Your answer",
        help_text=(
            "The people of both organizations read it, with your name and e-mail address. Write "
            "nothing confidential: what is confidential belongs in the consortium's draft."
        ),
    )

    def __init__(self, *args: Any, notice: Notice, by: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organization", answerable(notice, by))


class TextForm(forms.Form):
    """An answer that is changed, or a reply."""

    text = field_of(
        NoticeAnswer,
        "text",
        label="Text",
        help_text="The people of both organizations read it. Write nothing confidential.",
    )


class NoticeFilter(forms.Form):
    """What is looked for. Everything may stay open."""

    kind = forms.ChoiceField(
        label="Seek or offer",
        required=False,
        choices=[("", "Both"), ("SEEKS", "Seeks a provider"), ("OFFERS", "Offers to provide")],
    )
    layer = forms.ChoiceField(label="Layer", required=False, choices=[("", "Any"), *LAYERS])
    market = forms.ChoiceField(label="Market", required=False)
    call = forms.ModelChoiceField(
        CallForProposals.objects.all(),
        label="Call",
        required=False,
        empty_label="Any",
        to_field_name="code",
    )
    whose = forms.ChoiceField(
        label="Whose",
        required=False,
        choices=[
            ("", "Open notices of all"),
            ("ours", "Published by us"),
            ("answered", "Answered by us"),
        ],
    )

    def __init__(self, *args: Any, markets: OpenMarkets, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.markets = markets
        field = cast("forms.ChoiceField", self.fields["market"])
        field.choices = Choices([("", "Any"), *_grouped(markets).pairs])

    def found(self, by: "User") -> NoticeQuerySet:
        """A notice for a bloc is found by each of its countries, too."""
        given = self.cleaned_data
        found = _OF[given["whose"]](Notice.objects.visible_to(by), by)
        if given["kind"]:
            found = found.filter(kind=given["kind"])
        if given["layer"]:
            found = found.filter(layers__contains=[given["layer"]])
        if given["market"]:
            found = found.filter(markets__overlap=self.markets.reaching(given["market"]))
        if given["call"]:
            found = found.filter(call=given["call"])
        return found


_OF = {
    "": lambda notices, _: notices.open(),
    "ours": lambda notices, by: notices.published_by(by),
    "answered": lambda notices, by: notices.answered_by(by),
}


def answerable(notice: Notice, by: "User") -> Any:
    """The organizations of this person that could answer: not its own, nor one that did."""
    given = notice.answers.filter(withdrawn_at=None).values("organization")
    speaking = Organization.objects.with_part(by, *SPEAKING).exclude(pk=notice.organization_id)
    return speaking.exclude(pk__in=given)


def _grouped(markets: OpenMarkets) -> Choices:
    return Choices(
        [
            ("Regional blocs", list(markets.blocs.items())),
            ("Countries", list(markets.countries.items())),
        ]
    )
