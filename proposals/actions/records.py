"""How are the records of a draft written, and every revision of them kept?

The caller holds the proposal. Nothing here judges who may: the actions that call it do.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from exports_portal.canonical import digest
from exports_portal.errors import InvalidInput
from proposals.content.meanings import Known
from proposals.content.saying import Record, kind_of
from proposals.content.whole import Part, ProposalContent, records_of
from proposals.content.writing import (
    RecordRefused,
    changed,
    data_of,
    fields_that_differ,
    record_from,
)
from proposals.models import ContentRecord, Proposal, RecordRevision

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What a writing needs to know: the draft, what it says now, the codes of the day, who."""

    proposal: Proposal
    content: ProposalContent
    known: Known
    by: "User"

    @property
    def contributor(self) -> int:
        return self.proposal.consortium.anchor.pk


def write_one(writing: Writing, part: Part, values: Row) -> None:
    """Change these fields of the one record of a kind."""
    (before,) = records_of(writing.content, part)
    after = _checked(lambda: changed(before, values, writing.known))
    _keep(writing, part, [_with_identity(after, writing)])


def write_rows(writing: Writing, part: Part, rows: Sequence[Row]) -> None:
    """Let the records of a kind be these, in this order.

    A row is the record of its id, or of its key, or one that says the same; else the next that no
    row was found for. What no row is found for is removed, except where the rows are fixed: there a
    row changes the fields that it names, and the others stay.
    """
    before = list(records_of(writing.content, part))
    if kind_of(part.of).is_fixed:
        after = _with_changes(writing, part, before, rows)
    else:
        written = _each(rows, lambda row: record_from(part.of, row, writing.known))
        _refuse_twice(written, part.of)
        after = [
            replace(record, id=old.id, contributor=old.contributor) if old else record
            for record, old in zip(written, _paired(written, before, part.of), strict=True)
        ]
    _keep(writing, part, [_with_identity(record, writing) for record in after])


def _with_changes(
    writing: Writing, part: Part, before: list[Any], rows: Sequence[Row]
) -> list[Any]:
    """The records of fixed rows: those that a row names are changed, one that is missing is new."""
    now = {_key(record): record for record in before}

    def write(row: Row) -> Any:
        key = tuple(str(row.get(name)) for name in kind_of(part.of).key)
        old = now.get(key)
        return changed(old, row, writing.known) if old else record_from(part.of, row, writing.known)

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


def _with_identity(record: Any, writing: Writing) -> Any:
    return replace(
        record,
        id=record.id if record.id.int else uuid4(),
        contributor=record.contributor or writing.contributor,
    )


def _checked(make: Any) -> Any:
    try:
        return make()
    except RecordRefused as refusal:
        messages = {name: [text] for name, text in refusal.fields.items()}
        raise InvalidInput(*refusal.fields.values(), fields=messages) from refusal


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


def _paired(written: Sequence[Any], before: Sequence[Any], of: type) -> list[Any]:
    """For each record that was written the one that it is, or None for a new one."""
    free = {record.id: record for record in before}
    found: list[Any] = [None] * len(written)
    for same in (_same_id, _key if kind_of(of).key else _same_answers):
        index = {same(record): record.id for record in reversed(list(free.values()))}
        for number, record in enumerate(written):
            if found[number] is None and (pk := index.get(same(record))) in free:
                found[number] = free.pop(pk)
    rest = iter([] if kind_of(of).key else list(free.values()))
    return [old or next(rest, None) for old in found]


def _same_id(record: Any) -> Any:
    return record.id if record.id.int else object()


def _same_answers(record: Any) -> str:
    return digest(data_of(record))


def _keep(writing: Writing, part: Part, records: Iterable[Any]) -> None:
    """Write what differs from what is kept, and a revision of each."""
    kept = {row.pk: row for row in writing.proposal.records.filter(kind=part.name, removed_at=None)}
    made, moved, revisions = [], [], []
    for position, record in enumerate(records):
        row = kept.pop(record.id, None)
        data = data_of(record)
        if row is None:
            row = _new(writing, part, record, data, position)
            made.append(row)
            revisions.append(_revision(row, data, sorted(data), writing.by))
            continue
        if differing := fields_that_differ(row.data, data):
            row.data, row.revision = data, row.revision + 1
            row.updated_by, row.updated_at = writing.by, timezone.now()
            revisions.append(_revision(row, data, differing, writing.by))
        if differing or row.position != position:
            row.position = position
            moved.append(row)
    ContentRecord.objects.bulk_create(made)
    ContentRecord.objects.bulk_update(
        moved, ["data", "position", "revision", "updated_by", "updated_at"], batch_size=1_000
    )
    revisions += _remove(kept.values(), writing.by)
    RecordRevision.objects.bulk_create(revisions)


def _new(
    writing: Writing, part: Part, record: Any, data: dict[str, Any], position: int
) -> ContentRecord:
    return ContentRecord(
        pk=record.id,
        proposal=writing.proposal,
        kind=part.name,
        contributor_id=record.contributor,
        position=position,
        data=data,
        updated_by=writing.by,
    )


def _remove(rows: Iterable[ContentRecord], by: "User") -> list[RecordRevision]:
    """Removed records stay, so that a removal can be undone."""
    removed = list(rows)
    now = timezone.now()
    for row in removed:
        row.removed_at, row.revision = now, row.revision + 1
        row.updated_by, row.updated_at = by, now
    ContentRecord.objects.bulk_update(
        removed, ["removed_at", "revision", "updated_by", "updated_at"], batch_size=1_000
    )
    return [_revision(row, row.data, [], by, is_removal=True) for row in removed]


def _revision(
    row: ContentRecord,
    data: dict[str, Any],
    differing: list[str],
    by: "User",
    *,
    is_removal: bool = False,
) -> RecordRevision:
    return RecordRevision(
        record=row,
        number=row.revision,
        data=data,
        changed=differing,
        is_removal=is_removal,
        by=by,
    )
