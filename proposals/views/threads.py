"""Which comments may this person read, and what is their place called?"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.urls import reverse

from exports_portal.errors import NotFound
from proposals.actions.comments import thread_at
from proposals.content import Section
from proposals.content.naming import Named, called
from proposals.content.saying import NO_ID, Field, fields_by_name, fields_of
from proposals.content.whole import Part, parts_of
from proposals.models import Comment, CommentThread, ContentRecord
from proposals.readers import Colleague, colleagues_of, reads_thread
from proposals.snapshot import record_of_row
from proposals.views.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A thread as one person reads it: its place by name, and what opened it."""

    row: CommentThread
    place: str
    opening: Comment
    replies: int
    last_at: Any

    @property
    def is_gone(self) -> bool:
        """Was the record taken out of the draft?"""
        return self.row.record is not None and self.row.record.removed_at is not None


def readable(reading: Reading, threads: QuerySet[CommentThread]) -> list[CommentThread]:
    """Those of them that this person may read now, in one query."""
    return [one for one in threads.select_related("record") if reads_thread(reading.sight, one)]


def open_threads(reading: Reading) -> list[CommentThread]:
    return readable(reading, reading.proposal.threads.filter(resolved_at=None))


def open_by_section(reading: Reading) -> Counter[Section]:
    """How many are open on each page."""
    return Counter(Section(one.section) for one in open_threads(reading))


def counted(number: int) -> str:
    """In words: "1 open comment". "" for none."""
    if not number:
        return ""
    return "1 open comment" if number == 1 else f"{number} open comments"


def lies_in(thread: CommentThread, place: Named) -> bool:
    """Is it there, or on a part of that?"""
    found = thread.named
    return (
        found.section is place.section
        and (not place.record.int or found.record == place.record)
        and place.name in ("", found.name)
    )


def place_url(pk: int, place: Named) -> str:
    """Where the comments on a place stand."""
    return f"{reverse('proposals:comments', args=[pk])}?at={quote(str(place), safe=':')}"


def shown_threads(reading: Reading, threads: Sequence[CommentThread]) -> list[Thread]:
    """These, which they may read, with what opened each. Two queries, however many."""
    keys = [one.pk for one in threads]
    opening = Comment.objects.select_related("author", "organization").in_bulk(keys)
    found = CommentThread.objects.filter(pk__in=keys).order_by()
    counts = {
        pk: (number - 1, last)
        for pk, number, last in found.annotate(
            number=Count("comments"), last=Max("comments__written_at")
        ).values_list("pk", "number", "last")
    }
    return [
        Thread(
            row=one,
            place=place_name(reading, one),
            opening=opening[one.pk],
            replies=counts[one.pk][0],
            last_at=counts[one.pk][1],
        )
        for one in threads
    ]


def thread_for(reading: Reading, pk: UUID) -> CommentThread:
    """One that they may read. Else a 404."""
    found = readable(reading, reading.proposal.threads.filter(pk=pk))
    if not found:
        raise NotFound
    return found[0]


def place_for(reading: Reading, text: str) -> CommentThread:
    """A place that they may read, as a thread that is not saved. Else a 404."""
    found = thread_at(reading.proposal, text)
    if not reads_thread(reading.sight, found):
        raise NotFound
    return found


def place_name(reading: Reading, thread: CommentThread) -> str:
    """As this reader may know it."""
    words = [Section(thread.section).label]
    if thread.record is not None:
        part, record = thread.record.part, record_of_row(thread.record)
        if part.is_many:
            words.append(called(record, part, reading.sight, reading.known))
        if thread.field:
            words.append(fields_by_name(part.of)[thread.field].said.label)
    return ": ".join(dict.fromkeys(words))


def readers_of(reading: Reading, thread: CommentThread) -> list[Colleague]:
    """The others of the consortium who may read it."""
    people = colleagues_of(reading.proposal)
    return [one for one in people if one.person != reading.user and one.reads(thread)]


def narrower(reading: Reading, thread: CommentThread) -> list[tuple[str, Named]]:
    """The places within this one: of a page its records that have no page of their own, of a
    record the fields that this person may read.
    """
    if thread.record is not None:
        return [] if thread.field else _fields(reading, thread.record)
    kinds = [part for part in parts_of(Section(thread.section)) if _is_named_here(part)]
    rows = reading.rows().filter(kind__in=[part.name for part in kinds])
    return [found for row in rows for found in _record(reading, row)]


def _is_named_here(part: Part) -> bool:
    return part.is_written and not part.has_rows


def _record(reading: Reading, row: ContentRecord) -> list[tuple[str, Named]]:
    """A record by its name; the only one of its kind by its fields, for its page names it."""
    if not row.part.is_many:
        return _fields(reading, row)
    record = record_of_row(row)
    if not reading.sight.knows(record):
        return []
    return [(called(record, row.part, reading.sight, reading.known), named_record(row))]


def named_record(row: ContentRecord, name: str = "") -> Named:
    return Named(section=row.part.section, kind=row.kind, record=row.pk, name=name)


def _fields(reading: Reading, row: ContentRecord) -> list[tuple[str, Named]]:
    return [(one.said.label, named_record(row, one.name)) for one in _read_of(reading, row)]


def _read_of(reading: Reading, row: ContentRecord) -> Iterable[Field]:
    record = record_of_row(row)
    return (one for one in fields_of(row.part.of) if reading.sight.reads(record, one))


def wider(thread: CommentThread) -> Named:
    """The place around it, for the way back."""
    found = thread.named
    if found.name and thread.record is not None and thread.record.part.is_many:
        return Named(section=found.section, kind=found.kind, record=found.record)
    return Named(section=found.section, record=NO_ID)
