"""How are dates, money and shares typed into a form?"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms


class DateInput(forms.DateInput):
    """The browser's own date field, which works by keyboard and without JavaScript."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class YesOrNo(forms.NullBooleanSelect):
    """Yes, no, or nothing said."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = [("unknown", "Not stated"), ("true", "Yes"), ("false", "No")]

    def format_value(self, value: Any) -> list[str]:  # type: ignore[override]  # as other selects
        """A list, as every other select gives; Django's own gives a bare text here."""
        return [super().format_value(value)]


class AmountInput(forms.TextInput):
    """A number as people write it: with thousands separators, and with its unit beside it."""

    template_name = "components/widgets/amount.html"
    prefix = ""
    suffix = ""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {
            "prefix": self.prefix,
            "suffix": self.suffix,
        }

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        return plain_number(typed) if isinstance(typed, str) else typed


class MoneyInput(AmountInput):
    """Whole or decimal U.S. dollars."""

    prefix = "$"


class PercentInput(AmountInput):
    """A share of one hundred."""

    suffix = "%"


def plain_number(typed: str) -> str:
    """`$1,250,000` -> `1250000`; what is not a number stays as typed, to be shown again."""
    bare = typed.strip().lstrip("$").rstrip("%").replace(",", "").replace(" ", "")
    try:
        Decimal(bare)
    except InvalidOperation:
        return typed
    return bare
