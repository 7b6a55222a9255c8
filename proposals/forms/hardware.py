"""What does the bill of materials come to as it stands in the browser?"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict

from proposals.content import Category, Component, Section
from proposals.content.meanings import Known
from proposals.content.whole import parts
from proposals.forms.section import row_class


def typed_components(data: QueryDict) -> list[Component]:
    """The rows as they stand in the browser, for the live share. What is no number is missing."""
    rows = row_class(parts()["components"], Known())(data, prefix=Section.HARDWARE.value)
    return [_component(values) for values in _values(rows)]


def _values(rows: forms.BaseFormSet) -> Iterator[dict[str, Any]]:
    for form in rows.forms:
        form.full_clean()
        if form.has_changed() and not form.cleaned_data.get(DELETION_FIELD_NAME):
            yield form.cleaned_data


def _component(values: dict[str, Any]) -> Component:
    quantity = values.get("quantity")
    return Component(
        name=values.get("name", ""),
        category=Category(values.get("category") or Category.OTHER),
        manufacturer=values.get("manufacturer", ""),
        quantity=quantity or 0,
        unit_value=values.get("unit_value") if quantity else None,
        us_origin_percent=values.get("us_origin_percent"),
    )
