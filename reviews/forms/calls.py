"""What does the policy steward say about a call for proposals?"""

from typing import Any

from django import forms
from django.utils import timezone

from exports_portal.web.widgets import DateInput
from proposals.models import CallForProposals


class CallDatesForm(forms.ModelForm[CallForProposals]):
    """The dates and the words of a call; its code stays as it was announced."""

    opens_on = forms.DateField(
        label="First day", widget=DateInput, help_text="Opens at 12:00 a.m. Eastern time."
    )
    closes_on = forms.DateField(
        label="Last day", widget=DateInput, help_text="Closes at 11:59 p.m. Eastern time."
    )
    field_order: tuple[str, ...] = ("title", "document_number", "opens_on", "closes_on")

    class Meta:
        model = CallForProposals
        fields: tuple[str, ...] = ("title", "document_number", "allow_late")
        help_texts: dict[str, Any] = {"document_number": "For example 2026-06952."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opens_on"] = timezone.localdate(self.instance.opens_at)
            self.initial["closes_on"] = timezone.localdate(self.instance.closes_at)


class NewCallForm(CallDatesForm):
    field_order = ("code", *CallDatesForm.field_order)

    class Meta(CallDatesForm.Meta):
        fields = ("code", *CallDatesForm.Meta.fields)
        help_texts: dict[str, Any] = CallDatesForm.Meta.help_texts | {
            "code": "For example AAEP-2027-PRESET-1. It cannot be changed."
        }
