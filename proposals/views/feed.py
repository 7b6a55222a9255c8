"""What happened on a proposal, as one person may know it, newest first?

Derived from what is kept anyway: revisions of records, the trail, signatures, comments. What one
person did at one place within an hour is one row, put together by the database: a page costs the
same however long the history is.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, TruncHour

from exports_portal.audit.models import AuditEvent
from exports_portal.audit.recording import THE_PORTAL
from proposals.models import Comment, RecordRevision
from proposals.views.history import BY_APPLICANT, BY_PROGRAM_OFFICE
from proposals.views.reading import Reading
from proposals.views.threads import readable

# event -> how it is filtered for
EVENTS = {
    "saved": "Changed",
    "added": "Added",
    "removed": "Removed",
    "restored": "Brought back",
    "marked": "Marked as confidential, or taken back",
    "imported": "Imported",
    "proved": "Evidence",
    "signed": "Signed",
    "lapsed": "A signature lapsed",
    "commented": "Commented",
    "handed_in": "Started, submitted, amended, withdrawn",
    "returned": "Returned",
    "asked": "Asked",
    "answered": "Answered",
    "office": "Other steps of the program office",
}
MARKINGS = "markings"
OF_VERBS = {
    "proposal.import": "imported",
    "evidence.attach": "proved",
    "evidence.remove": "proved",
    "evidence.put_back": "proved",
    "proposal.ask_to_sign": "signed",
    "proposal.certify": "signed",
    "proposal.return_incomplete": "returned",
    "proposal.ask": "asked",
    "proposal.answer": "answered",
}
# Each save has its revisions, which say more.
TOLD_BY_REVISIONS = "proposal.edit"
VERBS = [verb for verb in (*BY_APPLICANT, *BY_PROGRAM_OFFICE) if verb != TOLD_BY_REVISIONS]
WHOSE = {"proposal.certify": "organization", "proposal.import": "contributor"}
AN_HOUR = timedelta(hours=1)
NOBODY = Value(None, output_field=BigIntegerField())


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody filters by; None and "" for everything."""

    event: str = ""
    member: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one person, or one member, did at one place within an hour."""

    event: str
    person: int | None
    speaker: int | None
    where: str
    hour: datetime
    first: datetime
    last: datetime
    records: int
    record: str


def feed(reading: Reading, asked: Asked) -> Any:
    """The rows as a queryset of tuples, to be counted and sliced (`rows_of`)."""
    first, *others = _sources(reading, asked)
    return first.union(*others, all=True).order_by("-last", "event", "where", "speaker", "person")


def rows_of(found: Collection[Any]) -> list[Row]:
    return [Row(**dict(zip(Row.__dataclass_fields__, one, strict=True))) for one in found]


def _sources(reading: Reading, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    yield _revisions(reading, asked)
    yield _events(reading, asked)
    yield _lapses(reading, asked)
    yield _comments(reading, asked)


def told_people(reading: Reading) -> frozenset[int]:
    """The members whose people are named as writers; of others the member is."""
    return reading.reader.organizations


def named_revisions(reading: Reading) -> Any:
    """Each revision that this person may know of, with what kind of event it is."""
    before = RecordRevision.objects.filter(
        record=OuterRef("record"), number=OuterRef("number") - 1, is_removal=True
    )
    known = RecordRevision.objects.filter(record__in=reading.rows(also_removed=True).order_by())
    own = Q(record__contributor__in=told_people(reading))
    return known.annotate(
        event=Case(
            When(record__kind=MARKINGS, then=Value("marked")),
            When(is_removal=True, then=Value("removed")),
            When(number=1, then=Value("added")),
            When(Exists(before), then=Value("restored")),
            default=Value("saved"),
            output_field=CharField(),
        ),
        person=Case(When(own, then=F("by_id")), default=NOBODY),
        speaker=F("record__contributor_id"),
        where=F("record__kind"),
        hour=TruncHour("at", tzinfo=UTC),
    )


def _revisions(reading: Reading, asked: Asked) -> QuerySet[Any, Any]:
    found = _asked(named_revisions(reading), asked)
    return _grouped(found, at="at", of="record_id")


def _events(reading: Reading, asked: Asked) -> QuerySet[Any, Any]:
    by_applicant = Q(verb__in=BY_APPLICANT) & ~Q(actor_label=THE_PORTAL)
    whose = [
        When(verb=verb, then=Cast(KT(f"data__{n}"), BigIntegerField())) for verb, n in WHOSE.items()
    ]
    handed_in = [verb for verb in BY_APPLICANT if verb not in OF_VERBS]
    found = (
        AuditEvent.objects.about(reading.proposal)
        .filter(verb__in=VERBS)
        .annotate(
            event=Case(
                *(When(verb=verb, then=Value(event)) for verb, event in OF_VERBS.items()),
                When(verb__in=handed_in, then=Value("handed_in")),
                default=Value("office"),
                output_field=CharField(),
            ),
            person=Case(When(by_applicant, then=F("actor_id")), default=NOBODY),
            speaker=Case(*whose, default=NOBODY),
            where=F("verb"),
            hour=TruncHour("at", tzinfo=UTC),
        )
    )
    return _grouped(_asked(found, asked), at="at", of="id")


def _lapses(reading: Reading, asked: Asked) -> QuerySet[Any, Any]:
    """Read by whoever reads the signature: the anchor member, and the member itself."""
    packets = reading.proposal.packets.exclude(told_at=None)
    if not reading.is_anchor:
        packets = packets.filter(organization__in=reading.own)
    found = packets.annotate(
        event=Value("lapsed", output_field=CharField()),
        person=NOBODY,
        speaker=F("organization_id"),
        where=Value("", output_field=CharField()),
        hour=TruncHour("told_at", tzinfo=UTC),
    )
    return _grouped(_asked(found, asked), at="told_at", of="id")


def _comments(reading: Reading, asked: Asked) -> QuerySet[Any, Any]:
    threads = [one.pk for one in readable(reading, reading.proposal.threads.all())]
    said = Comment.objects.filter(thread__in=threads, deleted_at=None)
    found = said.annotate(
        event=Value("commented", output_field=CharField()),
        person=F("author_id"),
        speaker=F("organization_id"),
        where=F("thread__section"),
        hour=TruncHour("written_at", tzinfo=UTC),
    )
    return _grouped(_asked(found, asked), at="written_at", of="thread_id")


def _asked(rows: Any, asked: Asked) -> Any:
    if asked.event:
        rows = rows.filter(event=asked.event)
    if asked.member is not None:
        rows = rows.filter(speaker=asked.member)
    return rows if asked.person is None else rows.filter(person=asked.person)


def _grouped(rows: Any, *, at: str, of: str) -> QuerySet[Any, Any]:
    """With the only thing that it is about, where it is about one."""
    grouped = rows.order_by().values("event", "person", "speaker", "where", "hour")
    return grouped.annotate(
        first=Min(at),
        last=Max(at),
        records=Count(of, distinct=True),
        one=Min(Cast(of, CharField())),
    ).values_list("event", "person", "speaker", "where", "hour", "first", "last", "records", "one")


def revisions_of_row(reading: Reading, rows: Collection[Row], most: int) -> list[Any]:
    """What the revisions of these rows changed, the first of very many: one query."""
    which = Q(pk__in=())
    for row in rows:
        same = Q(event=row.event, person=row.person, speaker=row.speaker, where=row.where)
        which |= same & Q(at__gte=row.hour, at__lt=row.hour + AN_HOUR)
    found = named_revisions(reading).filter(which).order_by("-at", "-pk")
    columns = ("event", "person", "speaker", "where", "hour", "record_id", "changed")
    return list(found.values_list(*columns)[:most])


def key_of(row: Row) -> tuple[Any, ...]:
    """By which a revision finds its row."""
    return row.event, row.person, row.speaker, row.where, row.hour


def only_record(row: Row) -> UUID | None:
    return UUID(row.record) if row.records == 1 else None
