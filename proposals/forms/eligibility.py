"""What does somebody know of a consortium that has not written anything yet?"""

from decimal import Decimal
from typing import Any

from django import forms

from exports_portal.policy.countries import country_choices
from exports_portal.web.widgets import PercentInput
from proposals.content import LAYER_LABELS, LayerCode
from proposals.forms.derived import countries
from proposals.rules.eligibility import Answers

WHOLE = Decimal(100)


def _country(label: str, help_text: str = "") -> forms.Field:
    return forms.ChoiceField(
        choices=lambda: countries(is_required=False),
        label=label,
        help_text=help_text,
        required=False,
    )


def _countries(label: str, help_text: str) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=country_choices,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        label=label,
        help_text=f"{help_text} Choose several with Ctrl or Command.",
        required=False,
    )


class EligibilityForm(forms.Form):
    """Nothing is required: what is left out is not judged. The answers stand in the address."""

    incorporated = _country("Where is the lead company incorporated?")
    headquarters = _country("Where does it have its headquarters?")
    lead_owners = _countries(
        "From where is it owned or controlled?",
        "The countries of everybody who owns half of it or more, or controls it. If that is the "
        "United States, choose it.",
    )
    members = _countries(
        "Where are the other members?",
        "Where they are incorporated, have their headquarters or do most of their business.",
    )
    member_owners = _countries(
        "From where are the other members owned or controlled?",
        "As above. With no other members, choose the United States.",
    )
    layers = forms.TypedMultipleChoiceField(
        coerce=LayerCode,
        choices=list(LAYER_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
        label="Which layers can the members deliver together?",
        required=False,
    )
    us_percent = forms.DecimalField(
        min_value=0,
        max_value=WHOLE,
        max_digits=5,
        decimal_places=2,
        widget=PercentInput,
        label="How much of the value of the hardware is of U.S. origin?",
        required=False,
    )
    models = _countries(
        "Where do the models come from?",
        "The headquarters of their developers, and of the developers of the models that they were "
        "made from.",
    )
    markets = _countries("For which countries is the package?", "Outside the United States.")

    def answers(self) -> Answers:
        said: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in self.cleaned_data.items()
        }
        return Answers(**said)
