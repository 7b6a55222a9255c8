"""Which serializer field does a field of a dossier have? Derived from its declaration."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from exports_portal.bounds import LARGEST_KEY, MOST_CODES
from exports_portal.policy.countries import country_choices
from exports_portal.web.strict import ShortList, Strict
from proposals.content import meanings
from proposals.content.meanings import Codes, Known
from proposals.content.saying import Field, fields_by_name, fields_of
from proposals.content.selections import SeveralOf
from proposals.content.writing import RecordRefused, record_from
from proposals.snapshot import codes_in_force

MakeField = Callable[[Field, dict[str, Any]], serializers.Field[Any, Any, Any, Any]]
LONGEST_CODE = 64  # characters


class Code(serializers.CharField):
    """The code of a sector, a statement or a section; a digest of one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST_CODE, **options})


def codes_of(context: Any) -> Known:
    """The codes in force, read once for all rows of a payload."""
    if "codes" not in context:
        context["codes"] = codes_in_force(timezone.localdate())
    known: Known = context["codes"]
    return known


class InForce:
    """A validator of codes that policy gives: are they in force today?"""

    requires_context = True

    def __init__(self, meaning: meanings.Meaning) -> None:
        self.meaning = meaning

    def __call__(self, value: Any, field: serializers.Field[Any, Any, Any, Any]) -> None:
        if problem := self.meaning.problem(value, codes_of(field.context)):
            raise serializers.ValidationError(problem)


class Readable:
    """A validator of texts: what their meaning says, besides the length, which DRF says itself."""

    def __init__(self, meaning: meanings.Words) -> None:
        self.meaning = meaning

    def __call__(self, value: str) -> None:
        kept = self.meaning.kept(value)
        if len(kept) <= self.meaning.longest and (problem := self.meaning.problem(kept, Known())):
            raise serializers.ValidationError(problem)


class RecordAnswers(Strict):
    """The fields of a kind. What is wrong is said here, and again by whoever writes the record."""

    of: type

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        declared = fields_by_name(self.of)
        own = {name: value for name, value in attrs.items() if name in declared}
        if all(field.name in own for field in declared.values() if field.is_required):
            problems = _problems(self.of, own, codes_of(self.context))
            if problems:
                raise serializers.ValidationError({name: [t] for name, t in problems.items()})
        return attrs


def _problems(of: type, attrs: dict[str, Any], known: Known) -> dict[str, str]:
    try:
        record_from(of, attrs, known)
    except RecordRefused as refusal:
        return refusal.fields
    return {}


def answers_of(of: type, *, leave_out: tuple[str, ...] = ()) -> type[serializers.Serializer[Any]]:
    """A base class with the fields of a kind."""
    made: dict[str, Any] = {
        field.name: serializer_field(field)
        for field in fields_of(of)
        if field.name not in leave_out
    }
    made |= {"of": of, "__module__": __name__}
    return type(f"{of.__name__}Fields", (RecordAnswers,), made)


def serializer_field(field: Field) -> serializers.Field[Any, Any, Any, Any]:
    """Optional unless the field is required; `null` only where it may be unknown."""
    options: dict[str, Any] = {"required": field.is_required, "label": field.said.label}
    if field.said.help:
        options["help_text"] = field.said.help
    if field.is_optional:
        options["allow_null"] = True
    if isinstance(field.meaning, (meanings.Code, meanings.Several)):
        options["validators"] = [InForce(field.meaning)]
    if isinstance(field.meaning, meanings.Words):
        options["validators"] = [Readable(field.meaning)]
    make = next(make for kind, make in _FIELDS if isinstance(field.meaning, kind))
    return make(field, options)


def _words(field: Field, options: dict[str, Any]) -> Any:
    meaning: Any = field.meaning
    blank = not field.is_required
    return serializers.CharField(max_length=meaning.longest, allow_blank=blank, **options)


def _amount(field: Field, options: dict[str, Any]) -> Any:
    meaning: Any = field.meaning
    return serializers.DecimalField(
        max_digits=meaning.digits,
        decimal_places=meaning.places,
        min_value=meaning.least,
        max_value=meaning.most,
        **options,
    )


def _count(field: Field, options: dict[str, Any]) -> Any:
    meaning: Any = field.meaning
    bounds = {"min_value": meaning.least, "max_value": meaning.most}
    return serializers.IntegerField(**bounds, **options)


def _flag(field: Field, options: dict[str, Any]) -> Any:
    return serializers.BooleanField(**options)


def _country(field: Field, options: dict[str, Any]) -> Any:
    return serializers.ChoiceField(country_choices(), allow_blank=not field.is_required, **options)


def _several_of(field: Field, options: dict[str, Any]) -> Any:
    meaning: Any = field.meaning
    child = serializers.ChoiceField(meaning.options)
    return ShortList(child=child, max_length=len(meaning.options), **options)


def _several_countries(field: Field, options: dict[str, Any]) -> Any:
    meaning: Any = field.meaning
    child = serializers.ChoiceField(country_choices())
    return ShortList(child=child, max_length=meaning.most, **options)


def _day(field: Field, options: dict[str, Any]) -> Any:
    return serializers.DateField(**options)


def _one_of(field: Field, options: dict[str, Any]) -> Any:
    meaning: Any = field.meaning
    return serializers.ChoiceField(meaning.options, allow_blank=True, **options)


def _choice(field: Field, options: dict[str, Any]) -> Any:
    meaning: Any = field.meaning
    return serializers.ChoiceField(meaning.options, **options)


def _code(field: Field, options: dict[str, Any]) -> Any:
    meaning: Any = field.meaning
    blank = not field.is_required
    return serializers.CharField(max_length=meaning.longest, allow_blank=blank, **options)


def _several(field: Field, options: dict[str, Any]) -> Any:
    meaning: Any = field.meaning
    child: Any = Code()
    if meaning.codes is Codes.MEMBERS:
        child = serializers.IntegerField(min_value=1, max_value=LARGEST_KEY)
    return ShortList(child=child, max_length=MOST_CODES, **options)


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
