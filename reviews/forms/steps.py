"""What does an officer have to say when a case takes a step?"""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from exports_portal.web.fields import LongText, field_of
from reviews.forms.desk import ROWS, DueDateField
from reviews.models import InformationRequest


class NothingToSay(forms.Form):
    """The step needs no words."""


class ReasonForm(forms.Form):
    reason = LongText(
        widget=forms.Textarea(attrs=ROWS),
        help_text="Officers read it, with the history of the case. The applicant does not.",
    )


class TwoReasonsForm(ReasonForm):
    """What follows a designation: one text for officers, another for the applicant."""

    for_applicant = LongText(
        label="Text for the applicant",
        required=False,
        widget=forms.Textarea(attrs=ROWS),
        help_text=(
            "The applicant reads it on the page of the proposal: no screening hit, no internal "
            "remark. Leave it empty to tell only that it happened."
        ),
    )


class ReasonForApplicantForm(forms.Form):
    reason = LongText(
        label="What is missing",
        widget=forms.Textarea(attrs=ROWS),
        help_text="The applicant reads it: no screening hit, no internal remark.",
    )


class QuestionForm(forms.Form):
    question = field_of(
        InformationRequest,
        "question",
        widget=forms.Textarea(attrs=ROWS),
        help_text="The applicant reads it: no screening hit, no internal remark.",
    )
    about = forms.MultipleChoiceField(
        label="What the question is about",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave it open for a question that is answered in words alone.",
    )
    due_on = DueDateField(label="Answer by")

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["about"]).choices = list(places)


class ConsultForm(forms.Form):
    due_on = DueDateField(label="Answers by")
