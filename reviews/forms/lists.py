"""What does somebody say about a list version, and which two versions do they compare?"""

from typing import Any

from django import forms

from exports_portal.web.fields import LongText
from reviews.forms.desk import ROWS
from reviews.models import ListVersion
from reviews.states import ChangeKind

LONGEST_SOURCE = 200  # characters of the name of a list


class ListDecisionForm(forms.Form):
    reason = LongText(
        min_length=10,
        widget=forms.Textarea(attrs=ROWS),
        help_text="What you checked, and where. At least 10 characters; it is kept for ever.",
    )


class ListChangesForm(forms.Form):
    """Everything is kept in the address, so it can be sent on."""

    before = forms.ModelChoiceField(
        ListVersion.objects.none(), required=False, label="From", empty_label="The one before"
    )
    after = forms.ModelChoiceField(
        ListVersion.objects.none(), required=False, label="To", empty_label="The one in force"
    )
    source = forms.CharField(
        required=False, label="List", max_length=LONGEST_SOURCE, widget=forms.Select
    )
    kind = forms.ChoiceField(
        required=False, label="Change", choices=[("", "Any change"), *ChangeKind.choices]
    )

    def __init__(self, data: Any, *, versions: Any, in_force: ListVersion | None) -> None:
        super().__init__(data)
        for name in ("before", "after"):
            self.fields[name].queryset = versions  # type: ignore[attr-defined]
        self.in_force = in_force

    @property
    def pair(self) -> tuple[ListVersion, ListVersion] | None:
        """One in quarantine is compared with the one in force, another with what it replaced."""
        if not self.is_valid():
            return None
        after = self.cleaned_data["after"] or self.in_force
        if after is None:
            return None
        follows = self.in_force if after.is_quarantined else after.follows
        before = self.cleaned_data["before"] or follows
        return (before, after) if before and before.is_comparable_with(after) else None

    def chosen(self, changes: Any) -> Any:
        """The changes of the list and of the kind that were asked for."""
        asked = {name: self.cleaned_data[name] for name in ("source", "kind")}
        return changes.filter(**{name: value for name, value in asked.items() if value})

    def offer_sources(self, sources: Any) -> None:
        choices = [("", "Every list"), *((source, source) for source in sources)]
        self.fields["source"].widget.choices = choices
