"""With which form does somebody comment on a draft, and tell others of it?"""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from exports_portal.web.fields import field_of
from proposals.actions.comments import MOST_MENTIONED
from proposals.content.naming import LONGEST_NAMED
from proposals.models import Comment
from proposals.readers import Colleague

SHOWN = [("open", "Open"), ("resolved", "Resolved")]


class ShownForm(forms.Form):
    """Which threads a program asks for."""

    show = forms.ChoiceField(choices=SHOWN, required=False)
    at = forms.CharField(max_length=LONGEST_NAMED, required=False)


def _text(label: str) -> Any:
    return field_of(
        Comment, "text", label=label, required=True, widget=forms.Textarea(attrs={"rows": 4})
    )


class CommentForm(forms.Form):
    """What is said, and who is told of it: only people who may read the place are offered."""

    text = _text("Comment")
    tell = forms.TypedMultipleChoiceField(
        label="Tell these people",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=f"They get a mail with a link, and not your words. {MOST_MENTIONED} at most.",
    )

    def __init__(self, *args: Any, people: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.person.pk, _called(one)) for one in people]
        cast(forms.TypedMultipleChoiceField, self.fields["tell"]).choices = choices
        if not choices:
            del self.fields["tell"]

    @property
    def told(self) -> list[int]:
        """The keys of those who are told, once it is valid."""
        return list(self.cleaned_data.get("tell", ()))


class EditCommentForm(forms.Form):
    text = _text("Comment")


def _called(one: Colleague) -> str:
    return f"{one.person}, {', '.join(str(member) for member in one.organizations)}"
