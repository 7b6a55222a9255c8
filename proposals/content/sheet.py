"""How is a dossier read by a person? Headings, labels and values, the same for every reader.

One presenter for the applicant, the officer and the printed dossier. What the reader may not read
is not in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from proposals.content.meanings import Amount, Count, Known, Rows
from proposals.content.reading import Reader
from proposals.content.saying import (
    Audience,
    Field,
    Layout,
    Record,
    audience_of,
    fields_by_name,
    fields_of,
    kind_of,
)
from proposals.content.sections import Section
from proposals.content.walk import contributor_of
from proposals.content.whole import Part, ProposalContent, every_record, parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One answer. `anchor` is the HTML id where a finding points to; `value` is "" for none.

    `is_aside`: in a table it is read below its row, and is no column.
    """

    label: str
    value: str
    audience: Audience = Audience.ANCHOR
    is_number: bool = False
    anchor: str = ""
    is_aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table, and what is read below it: nothing of that is empty."""

    cells: tuple[Fact, ...]
    aside: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Answers that belong together: a list of facts, or a table of which each row has the same.

    `is_hidden`: there is something, and this reader may not read it.
    """

    heading: str
    facts: tuple[Fact, ...] = ()
    rows: tuple[Row, ...] = ()
    anchor: str = ""
    is_hidden: bool = False


def sheet(content: ProposalContent, section: Section, reader: Reader, known: Known) -> list[Block]:
    """What a page of the dossier says to this reader."""
    return [
        block
        for part in parts_of(section)
        for block in _blocks(part, every_record(content, part), reader, known)
    ]


def _blocks(part: Part, records: tuple[Any, ...], reader: Reader, known: Known) -> Iterator[Block]:
    kind = kind_of(part.of)
    place = (kind.anchor or f"{part.section}-rows") if part.is_many else ""
    rows = [tuple(facts(record, reader, known, anchors=not part.is_many)) for record in records]
    if records and not any(rows):
        yield Block(heading=kind.plural, anchor=place, is_hidden=True)
    elif kind.layout is Layout.TABLE:
        yield Block(heading=kind.plural, rows=tuple(map(_row, rows)), anchor=place)
    else:
        yield from _one_by_one(part, records, rows, place)


def _row(answers: tuple[Fact, ...]) -> Row:
    return Row(
        cells=tuple(fact for fact in answers if not fact.is_aside),
        aside=tuple(fact for fact in answers if fact.is_aside and fact.value),
    )


def _one_by_one(
    part: Part, records: tuple[Any, ...], rows: list[tuple[Fact, ...]], place: str
) -> Iterator[Block]:
    """A block for each record. The first, or an empty one, is where a finding points to."""
    kind = kind_of(part.of)
    if not records:
        yield Block(heading=kind.plural, anchor=place)
    for number, (record, answers) in enumerate(zip(records, rows, strict=True)):
        heading = record.heading() if part.is_many else ""
        own = record.anchor() or ("" if number else place)
        yield Block(heading=heading, facts=answers, anchor=own)


def facts(record: Any, reader: Reader, known: Known, *, anchors: bool = False) -> Iterator[Fact]:
    """The answers of a record that this reader may read."""
    kind, contributor = kind_of(type(record)), contributor_of(record)
    groups = {names[0]: (label, names) for label, names in kind.joined}
    left_out = {name for _, names in kind.joined for name in names[1:]} | {*kind.unspoken}
    declared = fields_by_name(type(record))
    for field in fields_of(type(record)):
        if field.name in left_out or not record.asks(field.name):
            continue
        audience = audience_of(record, field.said)
        if reader.may_read(audience, contributor):
            label, names = groups.get(field.name, (field.said.label, (field.name,)))
            said = (words(record, declared[name], known) for name in names)
            yield Fact(
                label=label,
                value=", ".join(text for text in said if text),
                audience=audience,
                is_number=_is_number(field),
                anchor=f"id_{field.name}" if anchors else "",
                is_aside=field.name in kind.aside,
            )
    yield from _computed(record, reader, known)


def _computed(record: Any, reader: Reader, known: Known) -> Iterator[Fact]:
    """What follows from the fields, for whoever may read the field it follows from."""
    for found in record.computed(known):
        field = fields_by_name(type(record))[found.of]
        if reader.may_read(field.said.audience, contributor_of(record)):
            yield Fact(
                label=found.label,
                value=found.words,
                audience=field.said.audience,
                is_number=_is_number(field),
                is_aside=found.is_aside,
            )


def _is_number(field: Field) -> bool:
    return isinstance(field.meaning, (Amount, Count))


def title_of(record: Record, known: Known) -> str:
    """What a record is called where people read of it, without its codes."""
    if key := kind_of(type(record)).key:
        return words(record, fields_by_name(type(record))[key[-1]], known)
    return record.heading()


def words(record: Any, field: Field, known: Known) -> str:
    """The value as people write it; "" for what is not stated."""
    value = getattr(record, field.name)
    if value is None or value in ("", ()):
        return ""
    if isinstance(field.meaning, Rows):
        return "\n".join(_line(inner, known) for inner in value)
    said = record.words(field.name, known) if isinstance(record, Record) else ""
    return said or field.meaning.words(value, known)


def _line(record: Any, known: Known) -> str:
    """A record within a record, on one line."""
    said = (words(record, field, known) for field in fields_of(type(record)))
    return ", ".join(text for text in said if text)
