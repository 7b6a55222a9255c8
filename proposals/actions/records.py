"""How are the records of a draft written, and every revision of them kept?

The caller holds the proposal. Nothing here judges who may: the actions that call it do.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.utils import timezone

from exports_portal.canonical import digest
from exports_portal.errors import InvalidInput
from proposals.content.meanings import Known
from proposals.content.saying import NO_ID, Record, fields_of, kind_of
from proposals.content.sections import Section
from proposals.content.whole import Part, ProposalContent, parts_of, records_of, with_records
from proposals.content.writing import (
    RecordRefused,
    changed,
    data_of,
    fields_that_differ,
    record_from,
    record_of_data,
)
from proposals.models import ContentRecord, Proposal, RecordRevision

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from exports_portal.accounts.models import User

Row = Mapping[str, Any]
Revisions = Mapping[UUID, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What a writing needs to know: the draft, the member that speaks, the codes of the day, who.

    `content` is what the draft says now, without the records of other members.
    """

    proposal: Proposal
    contributor: int
    content: ProposalContent
    known: Known
    by: "User"


def revisions_of(proposal_id: int, section: Section) -> dict[UUID, int]:
    """The revisions of the records of a page. Read them before the content that is shown, so that a
    save in between is never taken for what the reader saw.
    """
    kinds = [part.name for part in parts_of(section)]
    rows = ContentRecord.objects.filter(proposal=proposal_id, kind__in=kinds, removed_at=None)
    return dict(rows.values_list("pk", "revision"))


def own_rows(writing: Writing, part: Part) -> "QuerySet[ContentRecord]":
    """The records of a kind that the member of this writing may touch."""
    found = writing.proposal.records.filter(kind=part.name)
    return found.filter(contributor=writing.contributor) if part.is_of_each_member else found


def content_at(writing: Writing, base: Revisions, section: Section) -> ProposalContent:
    """The content in which the records of a page are those of these revisions."""
    found: dict[str, list[Any]] = {}
    for part in parts_of(section):
        rows = own_rows(writing, part)
        found[part.name] = list(_as_they_were(rows, part, base))
    for part in parts_of(section):
        if not part.is_many and not found[part.name]:
            found[part.name] = [_unwritten(part)]
    return with_records(writing.content, found)


def _as_they_were(rows: "QuerySet[ContentRecord]", part: Part, base: Revisions) -> Iterator[Any]:
    revisions = RecordRevision.objects.filter(record__in=rows.filter(pk__in=base))
    for revision in revisions.select_related("record").order_by("record__position", "record"):
        row = revision.record
        if base[row.pk] == revision.number:
            identity = {"id": row.pk, "contributor": row.contributor_id}
            yield record_of_data(part.of, revision.data, **identity)


def _unwritten(part: Part) -> Any:
    """What the only record of a kind says before anybody wrote it."""
    return part.of(**{field.name: "" for field in fields_of(part.of) if field.is_required})


def write_one(writing: Writing, part: Part, values: Row) -> None:
    """Change these fields of the one record of a kind."""
    keep(writing, part, [one_as_written(writing.content, part, values, writing.known)])


def write_rows(writing: Writing, part: Part, rows: Sequence[Row]) -> None:
    """Let the records of a kind be these, in this order (`rows_as_written`)."""
    keep(writing, part, rows_as_written(writing.content, part, rows, writing.known))


def one_as_written(content: ProposalContent, part: Part, values: Row, known: Known) -> Any:
    """The one record of a kind with these fields changed. InvalidInput names the wrong ones."""
    (before,) = records_of(content, part)
    try:
        return changed(before, values, known)
    except RecordRefused as refusal:
        messages = {name: [text] for name, text in refusal.fields.items()}
        raise InvalidInput(*refusal.fields.values(), fields=messages) from refusal


def rows_as_written(
    content: ProposalContent, part: Part, rows: Sequence[Row], known: Known
) -> list[Any]:
    """The records of a kind as these rows say them, each with the id of the record that it is.

    A row is the record of its id, or of its key, or one that says the same. Where no row says its
    id (a program does not know them) it is else the next that no row was found for. What no row is
    found for is gone, except where the rows are fixed: there a row changes the fields that it
    names, and the others stay.
    """
    before = list(records_of(content, part))
    if kind_of(part.of).is_fixed:
        return _with_changes(part, before, rows, known)
    written = list(_each_id_once(_each(rows, lambda row: record_from(part.of, row, known))))
    _refuse_twice(written, part.of)
    pairs = _paired(written, before, part.of, say_ids=any("id" in row for row in rows))
    return [
        replace(record, id=old.id, contributor=old.contributor) if old else record
        for record, old in zip(written, pairs, strict=True)
    ]


def _with_changes(part: Part, before: list[Any], rows: Sequence[Row], known: Known) -> list[Any]:
    """The records of fixed rows: those that a row names are changed, one that is missing is new."""
    now = {_key(record): record for record in before}

    def write(row: Row) -> Any:
        old = now.get(tuple(str(row.get(name)) for name in kind_of(part.of).key))
        return changed(old, row, known) if old else record_from(part.of, row, known)

    written = _each(rows, write)
    _refuse_twice(written, part.of)
    return list((now | {_key(record): record for record in written}).values())


def _each(rows: Sequence[Row], write: Callable[[Row], Any]) -> list[Any]:
    """Every row as a record, or InvalidInput with what is wrong in each of them."""
    written, problems = [], {}
    for number, row in enumerate(rows):
        try:
            written.append(write(row))
        except RecordRefused as refusal:
            problems[number] = refusal.fields
    if problems:
        raise InvalidInput(*_by_row(problems), fields=_by_field(problems))
    return written


def _by_row(problems: Mapping[int, Mapping[str, str]]) -> Iterator[str]:
    for number, fields in problems.items():
        for name, text in fields.items():
            yield f"Row {number + 1}, {name.replace('_', ' ')}: {text}"


def _by_field(problems: Mapping[int, Mapping[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fields in problems.values():
        for name, text in fields.items():
            found.setdefault(name, []).append(text)
    return found


def _key(record: Any) -> tuple[str, ...]:
    """The values in which no two records of its kind are the same; () where there are none."""
    return tuple(str(getattr(record, name)) for name in kind_of(type(record)).key)


def _refuse_twice(records: Sequence[Record], of: type) -> None:
    named = [_key(record) for record in records] if kind_of(of).key else []
    if repeated := sorted({each for each in named if named.count(each) > 1}):
        raise InvalidInput(*(f"{' '.join(each)} stands here twice." for each in repeated))


def _each_id_once(records: Iterable[Any]) -> Iterator[Any]:
    """A second record with an id is a new one."""
    seen = set()
    for record in records:
        yield replace(record, id=NO_ID) if record.id in seen else record
        seen.add(record.id)


def _paired(written: Sequence[Any], before: Sequence[Any], of: type, *, say_ids: bool) -> list[Any]:
    """For each record that was written the one that it is, or None for a new one."""
    free = {record.id: record for record in before}
    found: list[Any] = [None] * len(written)
    for same in (_same_id, _key if kind_of(of).key else _same_answers):
        index = {same(record): record.id for record in reversed(list(free.values()))}
        for number, record in enumerate(written):
            if found[number] is None and (pk := index.get(same(record))) in free:
                found[number] = free.pop(pk)
    rest = iter([] if kind_of(of).key or say_ids else list(free.values()))
    return [old or next(rest, None) for old in found]


def _same_id(record: Any) -> Any:
    return record.id if record.id.int else object()


def _same_answers(record: Any) -> str:
    return digest(data_of(record))


def keep(writing: Writing, part: Part, records: Iterable[Any]) -> None:
    """Let these be the records of a kind: write what differs, and a revision of each.

    A record that was removed and is written again is the same one. An id that is none of this kind
    in this proposal, or that is sent twice, counts for nothing: the record is a new one.
    """
    kept = {row.pk: row for row in own_rows(writing, part)}
    made, altered, revisions = [], [], []
    for position, record in enumerate(_worth_a_row(part, records, kept)):
        row = kept.pop(record.id if part.is_many else next(iter(kept), NO_ID), None)
        if row is None:
            made.append(new_row(writing, part, record, position))
            revisions.append(revision_of(made[-1], sorted(made[-1].data), writing.by))
            continue
        differing = alter(row, data_of(record), writing.by)
        if differing is not None:
            revisions.append(revision_of(row, differing, writing.by))
        if row.position != position:
            # Its place is part of what the draft says: whoever keeps what follows must notice.
            row.position, row.updated_at = position, timezone.now()
        elif differing is None:
            continue
        altered.append(row)
    removed = [row for row in kept.values() if row.removed_at is None]
    revisions += [remove(row, writing.by) for row in removed]
    ContentRecord.objects.bulk_create(made)
    ContentRecord.objects.bulk_update([*altered, *removed], ALTERED, batch_size=1_000)
    RecordRevision.objects.bulk_create(revisions)


def _worth_a_row(part: Part, records: Iterable[Any], kept: Sized) -> Iterator[Any]:
    """Not the only record of a kind, while it says nothing and nobody has written it yet."""
    for record in records:
        if part.is_many or kept or data_of(record):
            yield record


ALTERED = ("data", "position", "revision", "removed_at", "updated_by", "updated_at")


def new_row(
    writing: Writing, part: Part, record: Any, position: int, *, may_name: bool = False
) -> ContentRecord:
    """`may_name`: the writer gave the record its id, and nothing else has it."""
    return ContentRecord(
        pk=record.id if may_name and record.id.int else uuid4(),
        proposal=writing.proposal,
        kind=part.name,
        contributor_id=writing.contributor,
        position=position,
        data=data_of(record),
        updated_by=writing.by,
    )


def alter(row: ContentRecord, data: dict[str, Any], by: "User") -> list[str] | None:
    """The fields that say something else now; None where there is nothing to write."""
    differing = fields_that_differ(row.data, data)
    if row.removed_at is None and not differing:
        return None
    row.data, row.removed_at, row.revision = data, None, row.revision + 1
    row.updated_by, row.updated_at = by, timezone.now()
    return differing


def remove(row: ContentRecord, by: "User") -> RecordRevision:
    """Removed records stay, so that a removal can be undone."""
    row.removed_at, row.revision = timezone.now(), row.revision + 1
    row.updated_by, row.updated_at = by, timezone.now()
    return revision_of(row, [], by, is_removal=True)


def revision_of(
    row: ContentRecord, differing: list[str], by: "User", *, is_removal: bool = False
) -> RecordRevision:
    return RecordRevision(
        record=row,
        number=row.revision,
        data=row.data,
        changed=differing,
        is_removal=is_removal,
        by=by,
    )
