"""What is different between two contents of a proposal, in words?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as also
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from proposals.content.confidentiality import ConfidentialityMarking
from proposals.content.in_words import marking_title, names_of_marked, title_of, words
from proposals.content.meanings import Known
from proposals.content.reading import Reader, Sight, sight_of
from proposals.content.saying import (
    NO_ID,
    Audience,
    Field,
    Record,
    contributor_of,
    fields_of,
    kind_of,
)
from proposals.content.sections import Section
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
class Place:
    """Where something changed: the kind, the record where it has an id, and the field; "" for a
    whole record. `about`: of evidence or a marking, the record that it speaks of.
    """

    kind: str = ""
    record: UUID = NO_ID
    name: str = ""
    about: UUID = NO_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that says something else, or a whole record that came or went (`label` is "").

    Of a whole record `before` or `after` has a line for each answer. `what`: of a marking the value
    that it marks, without the name of the record. `place` is for programs, and is no part of what
    changed.
    """

    section: Section
    heading: str
    kind: ChangeKind
    label: str = ""
    before: str = ""
    after: str = ""
    audience: Audience = Audience.ANCHOR
    what: str = ""
    place: Place = also(default=Place(), compare=False)

    @property
    def named(self) -> str:
        """Which field changed, without what it says and without what its record is called."""
        of = f"{self.what}: " if self.what else ""
        return f"{self.section.label}: {of}{self.label or self.kind.words}"


def changes(
    before: ProposalContent, after: ProposalContent, reader: Reader, known: Known
) -> list[Change]:
    """Every difference that this reader may know, in the order of the pages. What is marked in one
    of the two is withheld of both.

    Signatures are left out: each version is signed anew, which changes nothing that it says.
    Records are the same by their id, or by what they are called.
    """
    comparing = _Comparing(
        before=before, after=after, sight=sight_of(reader, before, after), known=known
    )
    return [
        change
        for part in parts().values()
        if part.section is not Section.CERTIFICATIONS
        for change in comparing.changes_of(part)
    ]


@dataclass(frozen=True, kw_only=True)
class _Comparing:
    """Two contents, what the reader may read of both, and what their codes are called."""

    before: ProposalContent
    after: ProposalContent
    sight: Sight
    known: Known

    def changes_of(self, part: Part) -> Iterator[Change]:
        for old, new in _pairs(records_of(self.before, part), records_of(self.after, part)):
            readable = self._readable(part, [each for each in (old, new) if each is not None])
            if not readable:
                continue
            if old is None or new is None:
                yield Change(
                    section=part.section,
                    heading=self._heading(part, new or old),
                    kind=ChangeKind.ADDED if old is None else ChangeKind.REMOVED,
                    before="" if old is None else self._in_full(old, readable),
                    after="" if new is None else self._in_full(new, readable),
                    what=self._what(new or old),
                    place=_place(part, new or old),
                )
            else:
                yield from self._of_record(part, old, new, readable)

    def _readable(self, part: Part, records: Sequence[Any]) -> list[Field]:
        """The fields that this reader may read in each of the records."""
        return [
            field
            for field in fields_of(part.of)
            if all(self.sight.reads(each, field) for each in records)
        ]

    def _in_full(self, record: Any, readable: Sequence[Field]) -> str:
        """What a record that came or went says, a line for each answer."""
        spoken = [f for f in readable if f.name not in kind_of(type(record)).unspoken]
        said = ((field.said.label, words(record, field, self.known)) for field in spoken)
        return "\n".join(f"{label}: {text}" for label, text in said if text)

    def _of_record(
        self, part: Part, old: Any, new: Any, readable: Sequence[Field]
    ) -> Iterator[Change]:
        for field in readable:
            if getattr(old, field.name) != getattr(new, field.name):
                yield Change(
                    section=part.section,
                    heading=self._heading(part, new),
                    kind=ChangeKind.CHANGED,
                    label=field.said.label,
                    before=words(old, field, self.known),
                    after=words(new, field, self.known),
                    audience=self.sight.marked.audience(new, field),
                    what=self._what(new),
                    place=_place(part, new, field.name),
                )

    def _heading(self, part: Part, record: Any) -> str:
        """What one of several records is called; the only one of a kind is called by its page."""
        if not part.is_many:
            return ""
        if isinstance(record, ConfidentialityMarking):
            return marking_title(record, self._marked_names, self.known)
        name = title_of(record, self.known) if isinstance(record, Record) else name_of(record)
        return name or kind_of(part.of).legend

    def _what(self, record: Any) -> str:
        is_marking = isinstance(record, ConfidentialityMarking)
        return title_of(record, self.known) if is_marking else ""

    @cached_property
    def _marked_names(self) -> dict[UUID, str]:
        return {
            pk: name
            for content in (self.before, self.after)
            for pk, name in names_of_marked(content, self.sight, self.known).items()
        }


def _place(part: Part, record: Any, name: str = "") -> Place:
    return Place(
        kind=part.name,
        record=getattr(record, "id", NO_ID),
        name=name,
        about=getattr(record, "record", NO_ID),
    )


def named_in(found: Iterable[Change]) -> list[str]:
    """Which fields changed, each once: what may stand in a mail and in the history."""
    return list(dict.fromkeys(change.named for change in found))


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
