"""What is different between two contents of a proposal, in words?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from proposals.content.meanings import Known
from proposals.content.reading import Reader
from proposals.content.saying import (
    NO_ID,
    Audience,
    Field,
    Record,
    audience_of,
    fields_of,
    kind_of,
)
from proposals.content.sections import Section
from proposals.content.sheet import title_of, words
from proposals.content.walk import contributor_of
from proposals.content.whole import Part, ProposalContent, parts, records_of


class ChangeKind(StrEnum):
    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CHANGED = "CHANGED"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    @property
    def words(self) -> str:
        return {"ADDED": "a row was added", "REMOVED": "a row was removed"}.get(self, "changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that says something else, or a whole record that came or went (`label` is "").

    Of a whole record `before` or `after` has a line for each answer.
    """

    section: Section
    heading: str
    kind: ChangeKind
    label: str = ""
    before: str = ""
    after: str = ""
    audience: Audience = Audience.ANCHOR


def changes(
    before: ProposalContent, after: ProposalContent, reader: Reader, known: Known
) -> list[Change]:
    """Every difference that this reader may know, in the order of the pages.

    Signatures are left out: each version is signed anew, which changes nothing that it says.
    Records are the same by their id, or by what they are called.
    """
    return [
        change
        for part in parts().values()
        if part.section is not Section.CERTIFICATIONS
        for change in _of_part(part, before, after, reader, known)
    ]


def _of_part(
    part: Part, before: ProposalContent, after: ProposalContent, reader: Reader, known: Known
) -> Iterator[Change]:
    for old, new in _pairs(records_of(before, part), records_of(after, part)):
        record = new if new is not None else old
        readable = _readable(part, [each for each in (old, new) if each is not None], reader)
        if not readable:
            continue
        if old is None or new is None:
            yield Change(
                section=part.section,
                heading=_heading(part, record, known),
                kind=ChangeKind.ADDED if old is None else ChangeKind.REMOVED,
                before="" if old is None else _in_full(old, readable, known),
                after="" if new is None else _in_full(new, readable, known),
            )
        else:
            yield from _of_record(part, old, new, readable, known)


def _readable(part: Part, records: Sequence[Any], reader: Reader) -> list[Field]:
    """The fields that this reader may read in each of the records."""
    return [
        field
        for field in fields_of(part.of)
        if all(
            reader.may_read(audience_of(each, field.said), contributor_of(each)) for each in records
        )
    ]


def _in_full(record: Any, readable: Sequence[Field], known: Known) -> str:
    """What a record that came or went says, a line for each answer."""
    said = ((field.said.label, words(record, field, known)) for field in readable)
    return "\n".join(f"{label}: {text}" for label, text in said if text)


def _of_record(
    part: Part, old: Any, new: Any, readable: Sequence[Field], known: Known
) -> Iterator[Change]:
    for field in readable:
        if getattr(old, field.name) != getattr(new, field.name):
            yield Change(
                section=part.section,
                heading=_heading(part, new, known),
                kind=ChangeKind.CHANGED,
                label=field.said.label,
                before=words(old, field, known),
                after=words(new, field, known),
                audience=audience_of(new, field.said),
            )


def _heading(part: Part, record: Any, known: Known) -> str:
    """What one of several records is called; the only one of a kind is called by its page."""
    if not part.is_many:
        return ""
    name = title_of(record, known) if isinstance(record, Record) else name_of(record)
    return name or kind_of(part.of).legend


def name_of(record: Any) -> str:
    if isinstance(record, Record):
        return record.heading()
    return str(getattr(record, "legal_name", "") or getattr(record, "code", ""))


def _pairs(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """(old, new) of the same record; None where there is no such one. In the order of now."""
    free = dict(enumerate(before))
    found: dict[int, Any] = {}
    for same in (_identity, name_of):
        places: dict[Any, list[int]] = {}
        for place, old in reversed(free.items()):
            places.setdefault(same(old), []).append(place)
        for number, new in enumerate(after):
            if number not in found and (waiting := places.get(same(new))):
                found[number] = free.pop(waiting.pop())
    yield from ((found.get(number), new) for number, new in enumerate(after))
    yield from ((old, None) for old in free.values())


def _identity(record: Any) -> Any:
    if isinstance(record, Record):
        return record.id if record.id != NO_ID else object()
    return (contributor_of(record), getattr(record, "code", ""))
