"""What does an officer write down while working on a case?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Role
from exports_portal.web.fields import LongText, field_of
from exports_portal.web.widgets import DateInput
from reviews.actions.answers import Given
from reviews.criteria.criterion import Row
from reviews.models import Finding, ReviewTrack
from reviews.permissions import TRACK_ROLES
from reviews.states import GROUNDS, ConsultationResponse, RowFinding, Severity, TrackOutcome

ROWS = {"rows": 4}
LONGEST_REASON = 500  # characters: a sentence or two
HIGHEST_NUMBER = 1_000_000_000  # of a version: as its column takes it


class DueDateField(forms.DateField):
    """A day that is still to come, or none."""

    widget = DateInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "label": "Due date", **options})

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value < timezone.localdate():
            raise forms.ValidationError("This day has passed: choose today or a later day.")


class AssignTrackForm(forms.Form):
    to = forms.ModelChoiceField(
        queryset=User.objects.none(), required=False, label="Assignee", empty_label="Nobody yet"
    )
    due_on = DueDateField()

    def __init__(self, data: Any = None, *, track: ReviewTrack) -> None:
        super().__init__(data, initial={"to": track.assignee, "due_on": track.due_on})
        self.fields["to"].queryset = people_with(*TRACK_ROLES[track.kind])  # type: ignore[attr-defined]


class LeadForm(forms.Form):
    to = forms.ModelChoiceField(
        queryset=User.objects.none(), label="Case lead", empty_label="Choose a person"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people_with(Role.CASE_LEAD)  # type: ignore[attr-defined]


class GiveBackForm(forms.Form):
    reason = LongText(
        label="Why you give it back",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In a sentence or two. Officers read it in the history of the case.",
    )


class ConcludeForm(forms.Form):
    """`rows`: what asks for an answer, or for a finding and why, where the track is satisfied.

    `version` is the number of the version that the page is about.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=HIGHEST_NUMBER)
    outcome = forms.ChoiceField(choices=TrackOutcome.choices, widget=forms.RadioSelect)
    comment = LongText(
        widget=forms.Textarea(attrs=ROWS),
        help_text="What you examined, and why you conclude so. Officers read it.",
    )

    def __init__(self, *args: Any, rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            if row.asks_for_a_finding:
                self.fields |= _finding_of(row)
            elif not row.cannot_be_waived:
                self.fields[f"answer-{row.digest}"] = LongText(
                    required=False,
                    label=_about(row),
                    help_text=f"{row.computed.outcome.label}. {row.computed.said} If you find the "
                    "track satisfied, say why. Officers read it.",
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    def clean(self) -> dict[str, Any]:
        """The answers together, with the findings, by the digest of each row."""
        given = super().clean() or self.cleaned_data
        findings = _taken_out(given, "finding-")
        answers = {
            key: Given(answer, findings.get(key, ""))
            for key, answer in _taken_out(given, "answer-").items()
        }
        if given.get("outcome") == TrackOutcome.SATISFIED:
            for row in self.rows:
                if row.cannot_be_waived:
                    message = f"{row.computed.said} This cannot be waived here."
                    self.add_error("outcome", message)
        return given | {"answers": answers}


def _finding_of(row: Row) -> dict[str, forms.Field]:
    return {
        f"finding-{row.digest}": forms.ChoiceField(
            required=False,
            label=_about(row),
            help_text=row.computed.said,
            choices=[("", "Choose what you found"), *RowFinding.choices],
        ),
        f"answer-{row.digest}": LongText(
            required=False,
            label=f"What you read, and what it shows ({row.criterion.name})",
            help_text="With a condition: which one. Officers read it.",
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
    }


def _taken_out(given: dict[str, Any], begins: str) -> dict[str, Any]:
    names = [name for name in given if name.startswith(begins)]
    return {name.removeprefix(begins): given.pop(name) for name in names}


def _about(row: Row) -> str:
    about = f" ({row.subject.label})" if row.subject.key else ""
    return f"{row.criterion.question}{about}"


class FindingForm(forms.Form):
    track = forms.ModelChoiceField(
        queryset=ReviewTrack.objects.none(), required=False, empty_label="The case as a whole"
    )
    severity = forms.ChoiceField(
        choices=Severity.choices,
        widget=forms.RadioSelect,
        help_text="A blocking finding stops the decision until it is resolved.",
    )
    text_public = field_of(
        Finding,
        "text_public",
        widget=forms.Textarea(attrs=ROWS),
        help_text="It may stand in a letter: no screening hit, no confidential value.",
    )
    text_internal = field_of(Finding, "text_internal", widget=forms.Textarea(attrs=ROWS))

    def __init__(self, *args: Any, tracks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["track"].queryset = tracks  # type: ignore[attr-defined]


class ResolveForm(forms.Form):
    resolution = LongText(label="How it was resolved", widget=forms.Textarea(attrs=ROWS))


class CodedResolveForm(forms.Form):
    """Of what the portal found: two people give the same ground, each with a reason."""

    code = forms.ChoiceField(
        label="Ground",
        choices=[(code.value, code.label) for code in GROUNDS],
        widget=forms.RadioSelect,
    )
    resolution = LongText(
        label="Your reason",
        widget=forms.Textarea(attrs=ROWS),
        help_text="So that somebody else can check it. Officers read it.",
    )


class AnswerConsultationForm(forms.Form):
    response = forms.ChoiceField(
        label="Answer of your agency",
        choices=ConsultationResponse.choices,
        widget=forms.RadioSelect,
    )
    comment = LongText(
        label="Reasons, and conditions if any",
        required=False,
        widget=forms.Textarea(attrs=ROWS),
        help_text="Officers read it; it never stands in a letter. Needed for every answer but "
        "“no comment”.",
    )


class NoCommentForm(forms.Form):
    comment = LongText(label="How and when the agency was asked", widget=forms.Textarea(attrs=ROWS))


class LiftConflictForm(forms.Form):
    note = LongText(
        label="What you checked, and why the conflict is gone", widget=forms.Textarea(attrs=ROWS)
    )


class ConflictForm(forms.Form):
    has_conflict = forms.TypedChoiceField(
        label="Your interest in this case",
        choices=[
            ("no", "I have no interest in this case or its parties"),
            ("yes", "I have a conflict of interest, and will not work on this case"),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = LongText(
        label="What the conflict is, or why it is gone",
        required=False,
        widget=forms.Textarea(attrs=ROWS),
        help_text="Needed when you have one: shares, employment, family, earlier work. Also "
        "needed to say that one is gone: then a case lead has to lift it.",
    )


def people_with(*roles: Role) -> Any:
    """Everybody who holds one of these roles and may sign in."""
    granted = User.objects.filter(role_grants__role__in=roles, is_active=True).distinct()
    return granted.order_by("full_name", "pk")
