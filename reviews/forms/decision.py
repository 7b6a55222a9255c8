"""What does a deciding official write, and on which conditions?"""

from django import forms

from exports_portal.bounds import MOST_CONDITIONS
from exports_portal.web.fields import field_of
from exports_portal.web.formsets import rows_of_form
from reviews.actions.determine import ConditionText
from reviews.forms.desk import DueDateField
from reviews.models import Condition, Determination
from reviews.states import ConditionCategory, ContentBasis


class DeterminationForm(forms.Form):
    rationale = field_of(
        Determination,
        "rationale",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="It stands in the letter: no confidential value, no screening hit, "
        "no comment of an agency.",
    )
    content_basis = forms.ChoiceField(
        label="U.S. content", choices=ContentBasis.choices, widget=forms.RadioSelect
    )


class ConditionForm(forms.Form):
    category = forms.ChoiceField(choices=[("", "Choose a category"), *ConditionCategory.choices])
    text = field_of(
        Condition,
        "text",
        label="Condition",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stands in the letter and in the catalog.",
    )
    due_on = DueDateField()


ConditionSet = rows_of_form(ConditionForm, most=MOST_CONDITIONS, extra=1)
NoConditions = rows_of_form(ConditionForm, most=0)


def conditions_of(rows: forms.BaseFormSet) -> list[ConditionText]:
    """The conditions as typed, without the rows that are empty or removed."""
    kept = [row for row in rows.cleaned_data if row and not row.get("DELETE")]
    return [
        ConditionText(
            category=ConditionCategory(row["category"]), text=row["text"], due_on=row["due_on"]
        )
        for row in kept
    ]
