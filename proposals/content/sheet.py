"""How is a dossier read by a person? Headings, labels and values, the same for every reader.

One presenter for the applicant, the officer and the printed dossier. What the reader may not read
is not in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from uuid import UUID

from proposals.content.confidentiality import ConfidentialityMarking
from proposals.content.evidence import EvidenceDocument
from proposals.content.in_words import marking_title, names_of_marked, words
from proposals.content.meanings import Amount, Codes, Count, Known
from proposals.content.reading import Reader, Sight, shown_to, sight_of, whole_marking
from proposals.content.saying import (
    NO_ID,
    Audience,
    Field,
    Layout,
    Record,
    contributor_of,
    fields_by_name,
    fields_of,
    kind_of,
)
from proposals.content.sections import Section
from proposals.content.whole import (
    Part,
    ProposalContent,
    anchor_of,
    every_record,
    parts_of,
)

WITHHELD = "Withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One answer. `anchor` is the HTML id where a finding points to; `value` is "" for none;
    `name` that of the field, "" for what follows from others.

    `is_aside`: in a table it is read below its row, and is no column. `marking`: how its
    contributor marked it, as far as this reader may know; `is_withheld`: `value` is what is read
    instead of it.
    """

    label: str
    value: str
    audience: Audience = Audience.ANCHOR
    is_number: bool = False
    anchor: str = ""
    is_aside: bool = False
    name: str = ""
    marking: ConfidentialityMarking | None = None
    is_withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table, and what is read below it, never empty. `marking`: of all of it."""

    cells: tuple[Fact, ...]
    aside: tuple[Fact, ...]
    record: UUID = NO_ID
    marking: ConfidentialityMarking | None = None
    audience: Audience = Audience.ANCHOR

    @property
    def marked(self) -> list[Fact]:
        """The answers that are marked each for itself."""
        return [fact for fact in (*self.cells, *self.aside) if fact.marking]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A document at a record: who may read it, and how its contributor marked it."""

    document: EvidenceDocument
    audience: Audience
    marking: ConfidentialityMarking | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Answers that belong together: a list of facts, or a table of which each row has the same.

    `contributor`: the member that says this, where it is not the anchor member. `is_hidden`: there
    is something, and this reader may not read it. `evidence`: the files at its `records` that this
    reader may read. `kind`: the name of the kind. `marking`: of all of it.
    """

    heading: str
    contributor: str = ""
    facts: tuple[Fact, ...] = ()
    rows: tuple[Row, ...] = ()
    anchor: str = ""
    is_hidden: bool = False
    records: tuple[UUID, ...] = ()
    evidence: tuple[Attached, ...] = ()
    kind: str = ""
    marking: ConfidentialityMarking | None = None
    audience: Audience = Audience.ANCHOR


def sheet(content: ProposalContent, section: Section, reader: Reader, known: Known) -> list[Block]:
    """What a page of the dossier says to this reader."""
    return blocks_of(parts_of(section), content, reader, known)


def blocks_of(
    kinds: Iterable[Part], content: ProposalContent, reader: Reader, known: Known
) -> list[Block]:
    """What these kinds say to this reader."""
    anchor, sight = anchor_of(content), sight_of(reader, content)
    shown = [(part, every_record(content, part)) for part in kinds]
    files = _files(content, sight, {record.id for _, records in shown for record in records})
    names = names_of_marked(content, sight, known)
    return [
        replace(block, evidence=tuple(d for pk in block.records for d in files.get(pk, ())))
        for part, every in shown
        for number, records in enumerate(_by_contributor(part, every))
        for block in _blocks(
            Spoken(part=part, records=records, anchor=anchor, is_first=not number, names=names),
            sight,
            known,
        )
    ]


def _files(whole: ProposalContent, sight: Sight, shown: set[UUID]) -> dict[UUID, list[Attached]]:
    """By each of the records that are shown, the evidence that this reader may read."""
    found: dict[UUID, list[Attached]] = {}
    for document in whole.evidence:
        if document.record in shown and sight.knows(document):
            marking, audience = whole_marking(document, sight)
            attached = Attached(document=document, audience=audience, marking=marking)
            found.setdefault(document.record, []).append(attached)
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
    """The records of a kind that one member wrote. A finding points to the first of all.

    `names`: what the records are called of which they speak.
    """

    part: Part
    records: tuple[Any, ...]
    anchor: int
    is_first: bool
    names: Mapping[UUID, str]

    def heading(self, record: Any, known: Known) -> str:
        if kind_of(self.part.of).is_apart:
            return marking_title(record, self.names, known)
        return record.heading() if self.part.is_many else ""

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


def _blocks(said: Spoken, sight: Sight, known: Known) -> Iterator[Block]:
    part, heading = said.part, kind_of(said.part.of).plural
    block = Block(
        heading=heading, contributor=said.contributor(known), anchor=said.place, kind=part.name
    )
    is_empty = not said.records
    said = replace(said, records=tuple(one for one in said.records if sight.knows(one)))
    rows = [tuple(facts(one, sight, known, anchors=not part.is_many)) for one in said.records]
    if not (is_empty or said.records):
        yield replace(block, is_hidden=True)
    elif kind_of(part.of).layout is Layout.TABLE:
        ids = tuple(record.id for record in said.records)
        made = (
            replace(row_of(cells, *whole_marking(one, sight)), record=one.id)
            for one, cells in zip(said.records, rows, strict=True)
        )
        yield replace(block, rows=tuple(made), records=ids)
    else:
        yield from _one_by_one(said, rows, block, sight, known)


def row_of(
    answers: tuple[Fact, ...],
    marking: ConfidentialityMarking | None = None,
    audience: Audience = Audience.ANCHOR,
) -> Row:
    return Row(
        marking=marking,
        audience=audience,
        cells=tuple(fact for fact in answers if not fact.is_aside),
        aside=tuple(fact for fact in answers if fact.is_aside and fact.value),
    )


def _one_by_one(
    said: Spoken, rows: list[tuple[Fact, ...]], empty: Block, sight: Sight, known: Known
) -> Iterator[Block]:
    """A block for each record. The first, or an empty one, is where a finding points to."""
    if not said.records:
        yield empty
    for number, (record, answers) in enumerate(zip(said.records, rows, strict=True)):
        heading = said.heading(record, known)
        own = record.anchor() or ("" if number else said.place)
        ids = (record.id,) if record.id.int else ()
        shown = replace(empty, heading=heading, facts=answers, anchor=own, records=ids)
        marking, audience = whole_marking(record, sight)
        yield replace(shown, marking=marking, audience=audience)


def facts(record: Any, sight: Sight, known: Known, *, anchors: bool = False) -> Iterator[Fact]:
    """The answers of a record that this reader may read, and what is read instead of others."""
    if not sight.knows(record):
        return
    kind, shown = kind_of(type(record)), shown_to(sight, record)
    groups = {names[0]: (label, names) for label, names in kind.joined}
    left_out = {name for _, names in kind.joined for name in names[1:]} | {*kind.unspoken}
    declared = fields_by_name(type(record))
    for field in fields_of(type(record)):
        if field.name in left_out or not _is_asked(record, field):
            continue
        label, names = groups.get(field.name, (field.said.label, (field.name,)))
        said = (words(shown, declared[name], known) for name in names)
        yield from _fact(
            record,
            [declared[name] for name in names],
            sight,
            Fact(
                label=label,
                value=", ".join(text for text in said if text),
                anchor=f"id_{field.name}" if anchors else "",
                is_aside=field.name in kind.aside,
                name=field.name,
            ),
        )
    yield from _computed(shown, sight, known)


def _fact(record: Any, group: list[Field], sight: Sight, found: Fact) -> Iterator[Fact]:
    """The fact with its marks; nothing where this reader may know nothing of it."""
    first = group[0]
    marked = next((m for one in group if (m := sight.marked.marking(record, one))), None)
    audience = sight.marked.audience(record, first)
    if any(sight.reads(record, one) for one in group):
        shown, is_number = marked and shown_to(sight, marked), _is_number(first)
        yield replace(found, audience=audience, marking=shown, is_number=is_number)
    elif marking := sight.withheld(record, first):
        yield replace(
            found,
            value=marking.public_substitute or WITHHELD,
            audience=audience,
            marking=shown_to(sight, marking),
            is_withheld=True,
        )


def _is_asked(record: Any, field: Field) -> bool:
    return not isinstance(record, Record) or record.asks(field.name)


def _computed(record: Any, sight: Sight, known: Known) -> Iterator[Fact]:
    """What follows from the fields that this reader may read (the record is as they know it)."""
    for found in record.computed(known) if isinstance(record, Record) else ():
        field = fields_by_name(type(record))[found.of]
        if sight.reads(record, field):
            yield Fact(
                label=found.label,
                value=found.words,
                audience=sight.marked.audience(record, field),
                is_number=_is_number(field),
                is_aside=found.is_aside,
            )


def _is_number(field: Field) -> bool:
    return isinstance(field.meaning, (Amount, Count))
