"""Which values of a dossier are marked, and which could a person mark?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from proposals.content import Audience, ConfidentialityMarking, EvidenceDocument
from proposals.content.in_words import marking_title, title_of, words
from proposals.content.markable import WHOLE, code_of, markable_values
from proposals.content.reading import Sight
from proposals.content.saying import fields_of, kind_of
from proposals.content.whole import parts, records_of
from proposals.rules import Outcome
from proposals.rules.places import Section
from proposals.rules.places import marking as place_of
from proposals.views.directory import Listed, directory_of
from proposals.views.reading import Reading

MOST_SHOWN = 25  # records of one kind; the search finds the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A marking for a list. `lacks`: what R35 blocks for; `is_gone`: its record was removed."""

    marking: ConfidentialityMarking
    title: str
    heading: str
    whose: str
    anchor: str
    may_write: bool
    is_gone: bool
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a record: who reads it now, and how it is marked."""

    code: str
    label: str
    words: str
    audience: Audience
    marking: ConfidentialityMarking | None


def markings_in_order(reading: Reading) -> list[ConfidentialityMarking]:
    """Own markings first, with those of what was removed, then what this person may know of the
    others; of both first those that lack something.
    """
    mine = [m for m in reading.reader.also_marked if m.contributor in reading.writes_for]
    others = [m for m in reading.frame.markings if m.contributor not in reading.writes_for]
    lacking = _lacking(reading)
    return [
        marking
        for group in (mine, others)
        for marking in sorted(group, key=lambda one: place_of(one.id) not in lacking)
    ]


def shown(reading: Reading, markings: Sequence[ConfidentialityMarking]) -> list[Shown]:
    """These of them, in words."""
    there = {marking.id for marking in reading.frame.markings}
    marked = {marking.record.hex for marking in markings}
    listed = [one for one in directory_of(reading) if one.hex in marked]
    names = {one.pk: one.title for one in listed}
    files = [one for one in reading.frame.evidence if one.id.hex in marked]
    names |= {one.id: one.heading() for one in files if reading.sight.knows(one)}
    lacking = _lacking(reading)
    return [_shown(reading, one, names, lacking, is_there=one.id in there) for one in markings]


def _lacking(reading: Reading) -> dict[str, list[str]]:
    """What R35 blocks for, by the place of the marking."""
    found: dict[str, list[str]] = {}
    for finding in reading.findings:
        if finding.section is Section.CONFIDENTIAL and finding.outcome is not Outcome.PASS:
            found.setdefault(finding.anchor, []).append(finding.message)
    return found


def _shown(
    reading: Reading,
    marking: ConfidentialityMarking,
    names: dict[UUID, str],
    lacking: Mapping[str, Sequence[str]],
    *,
    is_there: bool,
) -> Shown:
    member = reading.frame.member(marking.contributor)
    anchor, is_written = place_of(marking.id), marking.contributor in reading.writes_for
    return Shown(
        marking=marking,
        title=marking_title(marking, names, reading.known),
        heading="What you marked" if is_written else "What other members marked",
        whose=member.legal_name if member else "",
        anchor=anchor,
        may_write=reading.proposal.is_editable and is_written,
        is_gone=not is_there,
        lacks=tuple(lacking.get(anchor, ())),
    )


def list_of(reading: Reading, searched: str) -> list[tuple[str, list[tuple[UUID, str]], int]]:
    """Kind by kind the records that this person could mark something of, and how many more."""
    found: dict[str, list[Listed]] = {}
    evidence = parts()["evidence"]
    documents = [
        Listed(evidence.name, one.id.hex, one.contributor, one.heading())
        for one in reading.frame.evidence
    ]
    for listed in (*directory_of(reading), *documents):
        is_own = listed.contributor in reading.writes_for
        if is_own and searched in listed.title.casefold():
            found.setdefault(listed.heading, []).append(listed)
    return [
        (name, [(one.pk, one.title) for one in rows[:MOST_SHOWN]], len(rows[MOST_SHOWN:]))
        for name, rows in found.items()
    ]


def own_record(reading: Reading, pk: UUID) -> Any:
    """A record of a member for which they write; a 404 for any other."""
    row = reading.proposal.records.filter(pk=pk, removed_at=None).first()
    kinds = [row.kind] if row is not None and row.part.is_written else []
    content = reading.kinds(kinds)
    for part in parts().values():
        if part.name in kinds or part.of is EvidenceDocument:
            for record in records_of(content, part):
                if record.id == pk and record.contributor in reading.writes_for:
                    return record
    raise Http404


def values_of(reading: Reading, record: Any) -> tuple[str, list[Value]]:
    """What the record is called, and each value of it that can be marked or is confidential."""
    sight, known = reading.sight, reading.known
    heading = title_of(record, known) or kind_of(type(record)).legend
    return heading, list(_values(record, sight, known))


def _values(record: Any, sight: Sight, known: Any) -> Iterator[Value]:
    first = fields_of(type(record))[0]
    if (code := code_of(type(record), "")) in markable_values():
        audience, marking = sight.marked.audience(record, first), sight.marked.marking(record)
        yield Value(code=code, label=WHOLE, words="", audience=audience, marking=marking)
    for field in fields_of(type(record)):
        code = code_of(type(record), field.name)
        said = words(record, field, known)
        marking = sight.marked.marking(record, field)
        if code in markable_values() and record.asks(field.name) and (said or marking):
            yield Value(
                code=code,
                label=field.said.label,
                words=said,
                audience=sight.marked.audience(record, field),
                marking=marking,
            )


def title_of_value(reading: Reading, record: Any, code: str) -> str:
    """What is marked and of which record, in words."""
    value, name = markable_values()[code], title_of(record, reading.known)
    return f"{value} ({name})" if name else value
