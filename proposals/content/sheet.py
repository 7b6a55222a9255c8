"""How is a dossier read by a person? Headings, labels and values, the same for every reader.

One presenter for the applicant, the officer and the printed dossier. What the reader may not read
is not in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from uuid import UUID

from proposals.content.evidence import EvidenceDocument
from proposals.content.meanings import Amount, Codes, Count, Known, Rows
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
from proposals.content.whole import Part, ProposalContent, anchor_of, every_record, parts_of


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

    `contributor`: the member that says this, where it is not the anchor member. `is_hidden`: there
    is something, and this reader may not read it. `evidence`: the files at its `records` that this
    reader may read.
    """

    heading: str
    contributor: str = ""
    facts: tuple[Fact, ...] = ()
    rows: tuple[Row, ...] = ()
    anchor: str = ""
    is_hidden: bool = False
    records: tuple[UUID, ...] = ()
    evidence: tuple[EvidenceDocument, ...] = ()


def sheet(content: ProposalContent, section: Section, reader: Reader, known: Known) -> list[Block]:
    """What a page of the dossier says to this reader."""
    return blocks_of(parts_of(section), content, reader, known)


def blocks_of(
    parts: Iterable[Part], content: ProposalContent, reader: Reader, known: Known
) -> list[Block]:
    """What these kinds say to this reader."""
    anchor, files = anchor_of(content), _files(content, reader)
    return [
        replace(block, evidence=tuple(d for pk in block.records for d in files.get(pk, ())))
        for part in parts
        for number, records in enumerate(_by_contributor(part, every_record(content, part)))
        for block in _blocks(
            Spoken(part=part, records=records, anchor=anchor, is_first=not number), reader, known
        )
    ]


def _files(content: ProposalContent, reader: Reader) -> dict[UUID, list[EvidenceDocument]]:
    """Record by record the evidence that this reader may read."""
    found: dict[UUID, list[EvidenceDocument]] = {}
    for document in content.evidence:
        if reader.may_read(document.marking.audience, document.contributor):
            found.setdefault(document.record, []).append(document)
    return found


def _by_contributor(part: Part, records: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The records of each member together, where each writes its own; () where there are none."""
    if not (part.is_of_each_member and records):
        yield records
        return
    for _, group in groupby(records, key=contributor_of):
        yield tuple(group)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The records of a kind that one member wrote. A finding points to the first of all."""

    part: Part
    records: tuple[Any, ...]
    anchor: int
    is_first: bool

    @property
    def place(self) -> str:
        if not (self.part.is_many and self.is_first):
            return ""
        return kind_of(self.part.of).anchor or f"{self.part.section}-rows"

    def contributor(self, known: Known) -> str:
        """The member that says this; "" for the anchor member."""
        speaker = contributor_of(self.records[0]) if self.records else self.anchor
        is_other = self.part.is_of_each_member and speaker != self.anchor
        return known.title(Codes.MEMBERS, str(speaker)) if is_other else ""


def _blocks(said: Spoken, reader: Reader, known: Known) -> Iterator[Block]:
    part, heading = said.part, kind_of(said.part.of).plural
    rows = [tuple(facts(one, reader, known, anchors=not part.is_many)) for one in said.records]
    block = Block(heading=heading, contributor=said.contributor(known), anchor=said.place)
    if said.records and not any(rows):
        yield replace(block, is_hidden=True)
    elif kind_of(part.of).layout is Layout.TABLE:
        ids = tuple(record.id for record in said.records)
        yield replace(block, rows=tuple(map(row_of, rows)), records=ids)
    else:
        yield from _one_by_one(said, rows, block)


def row_of(answers: tuple[Fact, ...]) -> Row:
    return Row(
        cells=tuple(fact for fact in answers if not fact.is_aside),
        aside=tuple(fact for fact in answers if fact.is_aside and fact.value),
    )


def _one_by_one(said: Spoken, rows: list[tuple[Fact, ...]], empty: Block) -> Iterator[Block]:
    """A block for each record. The first, or an empty one, is where a finding points to."""
    if not said.records:
        yield empty
    for number, (record, answers) in enumerate(zip(said.records, rows, strict=True)):
        heading = record.heading() if said.part.is_many else ""
        own = record.anchor() or ("" if number else said.place)
        ids = (record.id,) if record.id.int else ()
        yield replace(empty, heading=heading, facts=answers, anchor=own, records=ids)


def facts(record: Any, reader: Reader, known: Known, *, anchors: bool = False) -> Iterator[Fact]:
    """The answers of a record that this reader may read."""
    kind, contributor = kind_of(type(record)), contributor_of(record)
    groups = {names[0]: (label, names) for label, names in kind.joined}
    left_out = {name for _, names in kind.joined for name in names[1:]} | {*kind.unspoken}
    declared = fields_by_name(type(record))
    for field in fields_of(type(record)):
        if field.name in left_out or not _is_asked(record, field):
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


def _is_asked(record: Any, field: Field) -> bool:
    """Everything of what is kept outside the dossier, such as a member."""
    return not isinstance(record, Record) or record.asks(field.name)


def _computed(record: Any, reader: Reader, known: Known) -> Iterator[Fact]:
    """What follows from the fields, for whoever may read the field it follows from."""
    for found in record.computed(known) if isinstance(record, Record) else ():
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
