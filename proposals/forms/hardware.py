"""How is the hardware bill of materials typed in, and what does it come to?"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict

from exports_portal.bounds import MOST_ROWS
from exports_portal.web.formsets import rows_of_form
from exports_portal.web.widgets import AmountInput, MoneyInput, PercentInput
from proposals import models
from proposals.content import Component, ProposalContent
from proposals.forms.marks import MarkedForm
from proposals.forms.section import SectionForms, rows_of
from proposals.models import Proposal

PREFIX = "hardware"


class JustificationForm(MarkedForm):
    class Meta:
        model = Proposal
        fields = ("content_justification",)
        labels = {"content_justification": "Justification of the U.S. content"}
        widgets = {"content_justification": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "content_justification": (
                "Needed when the share is below the threshold, or when a figure cannot be stated."
            )
        }


class ComponentForm(MarkedForm):
    class Meta:
        model = models.Component
        fields = (
            "name",
            "category",
            "manufacturer",
            "quantity",
            "unit_value",
            "us_origin_percent",
            "origin_country",
            "eccn",
        )
        widgets = {
            "quantity": AmountInput,
            "unit_value": MoneyInput,
            "us_origin_percent": PercentInput,
        }
        labels = {"name": "Item", "unit_value": "Value of one", "us_origin_percent": "U.S. origin"}
        help_texts = {
            "unit_value": "In U.S. dollars.",
            "us_origin_percent": "Share of the value.",
            "eccn": "If classified.",
        }


ComponentRows = rows_of_form(ComponentForm, most=MOST_ROWS)


def hardware_forms(content: ProposalContent, data: QueryDict | None = None) -> SectionForms:
    form = JustificationForm(data, initial={"content_justification": content.content_justification})
    saved = [asdict(component) for component in content.components]
    return SectionForms(form=form, rows=rows_of(ComponentRows, data, prefix=PREFIX, saved=saved))


def typed_components(data: QueryDict) -> list[Component]:
    """The rows as they stand in the browser, for the live share. What is no number is missing."""
    rows = ComponentRows(data, prefix=PREFIX)
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
        category=values.get("category", ""),
        manufacturer=values.get("manufacturer", ""),
        quantity=quantity or 0,
        unit_value=values.get("unit_value") if quantity else None,
        us_origin_percent=values.get("us_origin_percent"),
        origin_country="",
        eccn="",
    )
