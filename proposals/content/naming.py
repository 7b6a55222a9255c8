"""Which part of a version does a question name, and does a change lie in it?

A page, a kind of record, one record, or one field of one record. Written as words with colons
between them: `hardware`, `hardware:components`, `hardware:components:<id>:unit_value`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from proposals.content.changes import Change, name_of
from proposals.content.in_words import title_of
from proposals.content.meanings import Codes, Known
from proposals.content.reading import Reader, Sight, sight_of
from proposals.content.saying import NO_ID, Record, contributor_of, fields_by_name, kind_of
from proposals.content.sections import Section
from proposals.content.whole import Part, ProposalContent, every_record, parts

LONGEST_NAMED = 200  # characters


class NoSuchPlace(ValueError):
    """There is nothing there that could be asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """`kind`, `record` and `name` are empty where the whole of what stands above them is meant."""

    section: Section
    kind: str = ""
    record: UUID = NO_ID
    name: str = ""

    def __str__(self) -> str:
        record = str(self.record) if self.record.int else ""
        return ":".join((self.section.value, self.kind, record, self.name)).rstrip(":")

    def covers(self, change: Change) -> bool:
        """Does the change lie in what is named?"""
        place = change.place
        return (
            self.section is change.section
            and self.kind in ("", place.kind)
            and (not self.record.int or self.record == place.record)
            and self.name in ("", place.name)
        )


def named(text: str, content: ProposalContent) -> Named:
    """What this text names in that content. NoSuchPlace where it names nothing there."""
    found = read_name(text, askable_sections())
    if found.record.int and record_named(found, content) is None:
        raise NoSuchPlace(text)
    return found


def read_name(text: str, sections: Collection[Section]) -> Named:
    """What this text names on one of these pages, whether or not there is such a record.
    NoSuchPlace for what is no page, no kind of it or no field of that.
    """
    section, kind, record, name = (*text.split(":"), "", "", "")[:4]
    if text.count(":") > 3 or section not in [one.value for one in sections]:
        raise NoSuchPlace(text)
    found = Named(section=Section(section), kind=kind, record=_id(record, text), name=name)
    if kind:
        _require_declared(found, text)
    elif found.record.int or name:
        raise NoSuchPlace(text)
    return found


def askable_sections() -> list[Section]:
    """The pages whose records can be asked about, in their order."""
    return list(dict.fromkeys(part.section for part in _askable()))


def _askable() -> list[Part]:
    """What members and signatures say stands outside the records."""
    return [part for part in parts().values() if part.is_record]


def _id(text: str, whole: str) -> UUID:
    try:
        return UUID(text) if text else NO_ID
    except ValueError as error:
        raise NoSuchPlace(whole) from error


def _require_declared(found: Named, text: str) -> None:
    part = parts().get(found.kind)
    if part is None or not part.is_record or part.section is not found.section:
        raise NoSuchPlace(text)
    if found.name and found.name not in fields_by_name(part.of):
        raise NoSuchPlace(text)


def record_named(found: Named, content: ProposalContent) -> Any | None:
    """The record that is named, where one is."""
    records = every_record(content, parts()[found.kind]) if found.kind and found.record.int else ()
    return next((record for record in records if record.id == found.record), None)


def label(found: Named, content: ProposalContent, reader: Reader, known: Known) -> str:
    """What is named, as this reader may know it: what a record is called may be confidential."""
    words = [found.section.label]
    if found.kind:
        part, record = parts()[found.kind], record_named(found, content)
        if record is not None and part.is_many:
            words.append(called(record, part, sight_of(reader, content), known))
        elif part.plural and not found.name:
            words.append(part.plural)
        if found.name:
            words.append(fields_by_name(part.of)[found.name].said.label)
    return ": ".join(dict.fromkeys(words))


def called(record: Any, part: Part, sight: Sight, known: Known) -> str:
    """By its own name for whoever may read all that a name is made of, else by its member."""
    speaker = contributor_of(record)
    fields = fields_by_name(part.of).values()
    of_the_name = [f for f in fields if f.is_required or f.name in kind_of(part.of).key]
    if all(sight.reads(record, field) for field in of_the_name):
        title = title_of(record, known) if isinstance(record, Record) else name_of(record)
        return title or part.legend
    return f"{part.legend} of {known.title(Codes.MEMBERS, str(speaker))}"
