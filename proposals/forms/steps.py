"""What does a person say when starting, submitting or withdrawing a proposal?"""

from typing import Any, cast

from django import forms

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Part
from exports_portal.web.fields import LongText, field_of
from proposals.models import Amendment, CallForProposals, Consortium, Proposal


class StartForm(forms.Form):
    """For which consortium and call: only where this person may write, and what is open."""

    title = field_of(
        Proposal,
        "title",
        help_text="Public after a designation. You can change it while drafting.",
    )
    consortium = forms.ModelChoiceField(
        Consortium.objects.none(),
        empty_label=None,
        help_text="Only consortia whose anchor member you write for.",
    )
    call = forms.ModelChoiceField(
        CallForProposals.objects.none(), label="Call for proposals", empty_label=None
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "consortium": consortia_to_write_for(user),
            "call": CallForProposals.objects.taking_proposals(),
        }
        for name, queryset in offered.items():
            cast(forms.ModelChoiceField, self.fields[name]).queryset = queryset


def consortia_to_write_for(user: User) -> Any:
    """Where this person is an administrator or contributor of the anchor member."""
    return Consortium.objects.filter(
        members__role="ANCHOR",
        members__left_at=None,
        members__organization__memberships__user=user,
        members__organization__memberships__part__in=(Part.ADMIN, Part.CONTRIBUTOR),
    ).distinct()


class SubmitForm(forms.Form):
    confirmed = forms.BooleanField(
        label="I have the authority to submit this proposal for the consortium",
        error_messages={"required": "Confirm that you have the authority to submit."},
    )


class AmendForm(forms.Form):
    reason = field_of(
        Amendment,
        "reason",
        label="Why the proposal is amended",
        help_text="In one line, for every member and the program office: nothing confidential.",
    )


class WithdrawForm(forms.Form):
    reason = LongText(
        widget=forms.Textarea(attrs={"rows": 4}), help_text="The program office reads it."
    )
