"""Which kinds of answers do the forms about organizations ask for?"""

from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from exports_portal.bounds import MOST_NAMES
from exports_portal.policy.countries import country_choices
from exports_portal.web.selects import Choices
from exports_portal.web.validators import names_somebody

LONGEST_NAME = 300


class LinesField(forms.CharField):
    """Several names, one on each line. Blank lines and repetitions are left out."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": MOST_NAMES * (LONGEST_NAME + 2), **options})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST_NAMES:
            raise ValidationError(f"Give at most {MOST_NAMES} names.", code="too_many")
        if any(len(line) > LONGEST_NAME for line in value):
            raise ValidationError(f"A name has at most {LONGEST_NAME} characters.", code="too_long")
        for line in value:
            names_somebody(line)


def say_choose_a_country(form: forms.BaseForm) -> None:
    """The empty choice says what to do, not "---------"."""
    for name, field in form.fields.items():
        if name.endswith(("country", "nationality")) and isinstance(field, forms.ChoiceField):
            field.choices = _countries(is_required=field.required)


@cache
def _countries(*, is_required: bool) -> Choices:
    empty = "Choose a country" if is_required else "None or unknown"
    return Choices([("", empty), *country_choices()])
