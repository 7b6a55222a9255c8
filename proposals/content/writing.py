"""How does what somebody typed or sent become a record, or a message beside each wrong field?"""

from collections.abc import Mapping
from dataclasses import MISSING
from typing import Any

from pydantic import TypeAdapter, ValidationError

from exports_portal.canonical import answers, plain, read_as
from proposals.content.meanings import Known
from proposals.content.saying import Field, Record, fields_by_name, fields_of

IDENTITY = ("id", "contributor")
MISSING_VALUE = "This field is required."
UNKNOWN_FIELD = "There is no field with this name."
# What pydantic calls a mistake -> what a person is told.
_SENTENCES = {
    "missing": MISSING_VALUE,
    "decimal_parsing": "Enter a number.",
    "decimal_type": "Enter a number.",
    "int_parsing": "Enter a whole number.",
    "int_from_float": "Enter a whole number.",
    "int_type": "Enter a whole number.",
    "bool_parsing": "Say true or false.",
    "bool_type": "Say true or false.",
    "string_type": "Enter a text.",
    "finite_number": "Enter a number.",
}


class RecordRefused(Exception):
    """Nothing was kept. `fields`: name of the field -> what is wrong with it."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in fields.items()))
        self.fields = dict(fields)


def record_from[R: Record](of: type[R], values: Mapping[str, Any], known: Known) -> R:
    """The record that says these values.

    A field that is left out has its default. Raises RecordRefused with every wrong field.
    """
    declared = fields_by_name(of)
    values = {name: value for name, value in values.items() if name not in IDENTITY or value}
    problems = {
        name: UNKNOWN_FIELD for name in values if name not in declared and name not in IDENTITY
    }
    kept = {name: _kept(declared.get(name), value) for name, value in values.items()}
    record: R | None = None
    try:
        record = _adapter(of).validate_python(kept)
    except ValidationError as error:
        problems |= {str(found["loc"][0]): _sentence(found) for found in error.errors()}
    if record is not None:
        problems |= _problems(record, known)
    if record is None or problems:
        raise RecordRefused(problems)
    return record


def changed[R: Record](record: R, values: Mapping[str, Any], known: Known) -> R:
    """The record with these fields changed. Raises RecordRefused as above."""
    return record_from(type(record), {**shallow(record), **values}, known)


def shallow(record: Record) -> dict[str, Any]:
    """Field by field, identity included."""
    return {name: getattr(record, name) for name in (*IDENTITY, *fields_by_name(type(record)))}


def data_of(record: Record) -> dict[str, Any]:
    """What is kept of a record: its answers, without what equals its default."""
    return {name: value for name, value in answers(record).items() if name not in IDENTITY}


def record_of_data[R: Record](of: type[R], data: Mapping[str, Any], **identity: Any) -> R:
    """The record that `data_of` wrote."""
    return read_as(of, {**data, **plain(identity)})


def fields_that_differ(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Which fields say something else, of what `data_of` wrote twice."""
    return sorted(
        name
        for name in before.keys() | after.keys()
        if before.get(name, MISSING) != after.get(name, MISSING)
    )


def _kept(field: Field | None, value: Any) -> Any:
    return value if field is None else field.meaning.kept(value)


def _problems(record: Record, known: Known) -> dict[str, str]:
    found = {}
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if value is not None and (problem := field.meaning.problem(value, known)):
            found[field.name] = problem
        elif field.is_required and value == "":
            found[field.name] = MISSING_VALUE
    return found or record.problems(known)


def _sentence(found: Mapping[str, Any]) -> str:
    kind = str(found["type"])
    if kind == "enum":
        return f"“{found['input']}” is not a choice."
    return _SENTENCES.get(kind, f"{found['msg']}.")


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(of: type) -> TypeAdapter[Any]:
    if of not in _ADAPTERS:
        _ADAPTERS[of] = TypeAdapter(of)
    return _ADAPTERS[of]
