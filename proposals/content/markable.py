"""Which values of a dossier can be marked as confidential, and what is each called?

Derived from the declarations: a new field needs nothing. A value is called by its kind and field,
"components.unit_value"; a whole record by its kind, "components".
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING
from enum import EnumType
from functools import cache
from types import MappingProxyType
from typing import Any, get_type_hints

from proposals.content.meanings import Choice, Code, Words
from proposals.content.saying import Audience, Field, Record, fields_by_name, fields_of, kind_of
from proposals.content.whole import Part, parts

WHOLE = "The whole record"


@cache
def markable_values() -> Mapping[str, str]:
    """Everything that can be marked: code -> what it is called."""
    return MappingProxyType(
        {
            code: f"{part.plural or part.section.label}: {label}"
            for part in parts().values()
            for code, label in _of_part(part)
        }
    )


def code_of(of: type, name: str) -> str:
    """What a field of a kind is called; without a name, a whole record. "" for no such kind."""
    part = _part_names().get(of, "")
    return f"{part}.{name}" if part and name else part


@cache
def _part_names() -> Mapping[type, str]:
    return {part.of: part.name for part in parts().values()}


def field_of(code: str) -> Field | None:
    """The field that a code names; None for that of a whole record."""
    kind, _, name = code.partition(".")
    return fields_by_name(parts()[kind].of)[name] if name else None


def _of_part(part: Part) -> Iterator[tuple[str, str]]:
    if not part.is_record or kind_of(part.of).is_apart:
        return
    if _can_be_hidden(part):
        yield part.name, WHOLE
    if not kind_of(part.of).marking:
        for field in markable_fields(part.of):
            yield f"{part.name}.{field.name}", field.said.label


def _can_be_hidden(part: Part) -> bool:
    """One of several, of which nothing is a public fact."""
    is_public = any(field.said.audience is Audience.PUBLIC for field in fields_of(part.of))
    return part.is_many and kind_of(part.of).every is None and not is_public


@cache
def markable_fields(of: type) -> tuple[Field, ...]:
    """The fields of a kind that can be marked alone."""
    named = named_by(of)
    return tuple(field for field in fields_of(of) if _can_be_marked(field, named))


def _can_be_marked(field: Field, named: frozenset[str]) -> bool:
    """Not what a record is called by or cannot do without. Of what is public a text can be
    withheld: the substitute takes its place. Facts such as a market or a provider cannot.
    """
    if field.is_required or field.name in named:
        return False
    return field.said.audience is not Audience.PUBLIC or type(field.meaning) is Words


@cache
def named_by(of: type) -> frozenset[str]:
    """What stands in the heading of a record, which whoever knows of it reads."""
    hints = get_type_hints(of)
    record = of(**{field.name: _told_apart(field, hints[field.name]) for field in fields_of(of)})
    if not isinstance(record, Record):
        return frozenset()
    heading = f"{record.heading()} {record.anchor()}"
    found = {field.name for field in fields_of(of) if _sign(field) in heading}
    return frozenset(found | set(kind_of(of).key))


def _told_apart(field: Field, hint: Any) -> Any:
    """A text that occurs in no other field, where the field takes a text."""
    if isinstance(field.meaning, (Words, Code)):
        return _sign(field)
    if field.default is not MISSING:
        return field.default
    if isinstance(field.meaning, Choice) and isinstance(hint, EnumType):
        return next(iter(hint))
    return None


def _sign(field: Field) -> str:
    return f"zz{field.name}zz"
