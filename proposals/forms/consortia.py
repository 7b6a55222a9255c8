"""What is asked to found a consortium, to invite into it and to join it?"""

from typing import TYPE_CHECKING, Any, cast

from django import forms

from exports_portal.accounts.models import Organization
from exports_portal.accounts.queries import OrganizationQuerySet
from exports_portal.accounts.roles import Part
from exports_portal.bounds import LONGEST_NOTE
from exports_portal.web.fields import field_of
from proposals.models import Consortium, Invitation

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

MOST_AT_ONCE = 20  # invitations; program default


class ConsortiumForm(forms.Form):
    name = field_of(
        Consortium,
        "name",
        label="Name of the consortium",
        help_text="A consortium needs no legal form. This is the name that reviewers read.",
    )
    anchor = forms.ModelChoiceField(
        Organization.objects.none(),
        label="Anchor member",
        empty_label="Choose an organization",
        help_text="It leads the consortium and submits for it. It must be a U.S. company.",
    )

    def __init__(self, *args: Any, by: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "anchor", Organization.objects.with_part(by, Part.ADMIN))


class InvitationForm(forms.Form):
    """One address or several; `addresses` has each once, once the form is valid."""

    email = forms.CharField(
        label="E-mail addresses",
        max_length=LONGEST_NOTE,
        help_text=(
            f"One on each line, or with commas between them: at most {MOST_AT_ONCE}. Each is of a "
            "person who may bring their organization in. The link works for an account with that "
            "address only."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        """Every address that is none is named."""
        typed: str = self.cleaned_data["email"]
        self.addresses = list(dict.fromkeys(typed.replace(",", " ").replace(";", " ").split()))
        one = field_of(Invitation, "email")
        wrong = [address for address in self.addresses if not _is_taken(one, address)]
        if not self.addresses:
            raise forms.ValidationError("This field is required.")
        if wrong:
            raise forms.ValidationError([f"{address} is no e-mail address." for address in wrong])
        if len(self.addresses) > MOST_AT_ONCE:
            message = f"{len(self.addresses)} addresses: invite at most {MOST_AT_ONCE} at once."
            raise forms.ValidationError(message)
        return typed


def _is_taken(field: forms.Field, value: str) -> bool:
    try:
        field.clean(value)
    except forms.ValidationError:
        return False
    return True


class JoinForm(forms.Form):
    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label="Which organization joins?",
        empty_label="Choose an organization",
    )
    confirmed = forms.BooleanField(
        label="I may act for this organization, and it joins the consortium"
    )

    def __init__(self, *args: Any, consortium: "Consortium", by: "User", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organization", joinable(consortium, by))


def joinable(consortium: "Consortium", by: "User") -> OrganizationQuerySet:
    """The organizations this person may bring in: theirs, without those that are in already."""
    members = consortium.current_members().values("organization")
    return Organization.objects.with_part(by, Part.ADMIN, Part.SIGNATORY).exclude(pk__in=members)


def offer(form: forms.Form, name: str, organizations: OrganizationQuerySet) -> None:
    """Let the field take one of these organizations and no other."""
    cast("forms.ModelChoiceField[Organization]", form.fields[name]).queryset = organizations


class AnchorWritesForm(forms.Form):
    """What the page offered: pressed in a second tab it says the same, and not the opposite."""

    allowed = forms.TypedChoiceField(
        choices=[("True", "Yes"), ("False", "No")],
        coerce=lambda typed: typed == "True",
        widget=forms.HiddenInput,
    )
