"""Which form field does a field of a dossier have? The one place that knows both.

A new type of `proposals.content.types` brings its form field here; a new field brings nothing.
"""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from exports_portal.policy.countries import country_choices
from exports_portal.policy.readers import control_catalog, support_instruments
from exports_portal.web.fields import LongText
from exports_portal.web.selects import Choices
from exports_portal.web.widgets import AmountInput, DateInput, MoneyInput, PercentInput, YesOrNo
from proposals.content import meanings
from proposals.content.meanings import Codes, Known
from proposals.content.saying import Field, fields_of, kind_of
from proposals.content.selections import SeveralOf
from proposals.content.writing import RecordRefused, record_from
from proposals.forms.marks import MarkedForm

MakeField = Callable[[Field, Known, dict[str, Any]], forms.Field]


def form_class(of: type, known: Known, *, leave_out: frozenset[str] = frozenset()) -> type[Any]:
    """The form of a kind, with a mark of who may read what is typed."""
    declared = [field for field in fields_of(of) if field.name not in leave_out]
    made: dict[str, Any] = {field.name: form_field(field, known) for field in declared}
    for name, heading in kind_of(of).groups:
        made[name].group = heading
    made["audiences"] = {field.name: field.said.audience for field in declared}
    if not leave_out:
        made["clean"] = clean_of(of, known)
    return type(f"{of.__name__}Form", (MarkedForm,), made)


def clean_of(of: type, known: Known) -> Callable[[Any], dict[str, Any]]:
    """What is wrong between the fields, as the record itself says it."""

    def clean(form: Any) -> dict[str, Any]:
        values: dict[str, Any] = form.cleaned_data
        if form.errors:
            return values
        names = {field.name for field in fields_of(of)}
        try:
            record_from(of, {name: values[name] for name in values if name in names}, known)
        except RecordRefused as refusal:
            for name, text in refusal.fields.items():
                form.add_error(name, text)
        return values

    return clean


def form_field(field: Field, known: Known) -> forms.Field:
    """The field with its label, help, bounds and the checks of its meaning."""
    options = {
        "label": field.said.label,
        "help_text": field.said.help,
        "required": field.is_required,
    }
    make = next(make for kind, make in _FIELDS if isinstance(field.meaning, kind))
    made = make(field, known, options)
    if isinstance(field.meaning, meanings.Words):
        made.validators.append(_check(field.meaning))
    return made


def _check(meaning: meanings.Words) -> Callable[[str], None]:
    """What is wrong with a text, besides its length, which the field says itself."""

    def check(value: str) -> None:
        if len(value) <= meaning.longest and (
            problem := meaning.problem(meaning.kept(value), Known())
        ):
            raise ValidationError(problem)

    return check


def _words(field: Field, known: Known, options: dict[str, Any]) -> forms.Field:
    meaning: Any = field.meaning
    if meaning.has_lines:
        area = forms.Textarea(attrs={"rows": field.said.lines})
        return LongText(max_length=meaning.longest, widget=area, **options)
    return forms.CharField(max_length=meaning.longest, **options)


def _amount(field: Field, known: Known, options: dict[str, Any]) -> forms.Field:
    meaning: Any = field.meaning
    widgets = {meanings.Dollars: MoneyInput, meanings.Percent: PercentInput}
    return forms.DecimalField(
        max_digits=meaning.digits,
        decimal_places=meaning.places,
        min_value=meaning.least,
        max_value=meaning.most,
        widget=widgets.get(type(meaning), AmountInput),
        **options,
    )


def _count(field: Field, known: Known, options: dict[str, Any]) -> forms.Field:
    meaning: Any = field.meaning
    bounds = {"min_value": meaning.least, "max_value": meaning.most}
    return forms.IntegerField(widget=AmountInput, **bounds, **options)


def _flag(field: Field, known: Known, options: dict[str, Any]) -> forms.Field:
    if field.is_optional:
        return forms.NullBooleanField(widget=YesOrNo, **options)
    return forms.BooleanField(**options | {"required": False})


def _country(field: Field, known: Known, options: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=countries(is_required=field.is_required), **options)


def _one_of(field: Field, known: Known, options: dict[str, Any]) -> forms.Field:
    meaning: Any = field.meaning
    return forms.ChoiceField(choices=meaning.options, widget=forms.RadioSelect, **options)


def _choice(field: Field, known: Known, options: dict[str, Any]) -> forms.Field:
    """Where there is a default it is chosen already, and nothing at all is no choice."""
    meaning: Any = field.meaning
    if field.is_required:
        return forms.ChoiceField(choices=Choices([("", "Choose"), *meaning.options]), **options)
    if field.is_optional:
        return forms.TypedChoiceField(
            choices=[("", "Not stated"), *meaning.options], empty_value=None, **options
        )
    return forms.TypedChoiceField(
        choices=meaning.options, initial=field.default, empty_value=field.default, **options
    )


def _code(field: Field, known: Known, options: dict[str, Any]) -> forms.Field:
    meaning: Any = field.meaning
    grouped = CHOICES_OF.get(meaning.codes)
    titles = known.titles.get(meaning.codes, {})
    choices = grouped() if grouped else Choices([("", "Choose"), *titles.items()])
    return forms.ChoiceField(choices=choices, **options)


def _several(field: Field, known: Known, options: dict[str, Any]) -> forms.Field:
    meaning: Any = field.meaning
    choices = list(known.titles.get(meaning.codes, {}).items())
    if meaning.codes is Codes.MEMBERS:
        return forms.TypedMultipleChoiceField(
            coerce=int, choices=choices, widget=forms.CheckboxSelectMultiple, **options
        )
    return forms.MultipleChoiceField(
        choices=choices, widget=forms.CheckboxSelectMultiple, **options
    )


def _several_of(field: Field, known: Known, options: dict[str, Any]) -> forms.Field:
    meaning: Any = field.meaning
    return forms.MultipleChoiceField(
        choices=meaning.options, widget=forms.CheckboxSelectMultiple, **options
    )


def _several_countries(field: Field, known: Known, options: dict[str, Any]) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=country_choices(), widget=forms.SelectMultiple(attrs={"size": 6}), **options
    )


def _day(field: Field, known: Known, options: dict[str, Any]) -> forms.Field:
    return forms.DateField(widget=DateInput, **options)


@cache
def countries(*, is_required: bool) -> Choices:
    empty = "Choose a country" if is_required else "None or unknown"
    return Choices([("", empty), *country_choices()])


def instruments() -> Choices:
    """Grouped by agency, in the order of the policy."""
    found = support_instruments(timezone.localdate())
    groups = [
        (agency, [(item.code, item.title) for item in items])
        for agency, items in groupby(found, key=lambda item: item.agency)
    ]
    return Choices([("", "Choose"), *groups])


def requirements() -> Choices:
    """Grouped by domain, in the order of the catalog."""
    groups = [
        (area.title, [(row.code, f"{row.code} {row.text}") for row in area.requirements])
        for area in control_catalog(timezone.localdate()).areas
    ]
    return Choices([("", "None: the claim answers no requirement of the catalog"), *groups])


CHOICES_OF: Mapping[Codes, Callable[[], Choices]] = {
    Codes.INSTRUMENTS: instruments,
    Codes.REQUIREMENTS: requirements,
}
# The first class that fits.
_FIELDS: tuple[tuple[type[meanings.Meaning], MakeField], ...] = (
    (meanings.Words, _words),
    (meanings.CountryCode, _country),
    (meanings.CountryCodes, _several_countries),
    (meanings.Day, _day),
    (meanings.Amount, _amount),
    (meanings.Count, _count),
    (meanings.Flag, _flag),
    (meanings.OneOf, _one_of),
    (meanings.Choice, _choice),
    (meanings.Code, _code),
    (meanings.Several, _several),
    (SeveralOf, _several_of),
)
