"""How are many records of a kind changed and added in one go: all of them, or none?

The same rights and checks as for one record (one_record.py), with as many queries for thousands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from proposals.actions.marking import require_meant
from proposals.actions.one_record import (
    add_records,
    kind_named,
    require_once,
    restore_record,
    writing_in,
)
from proposals.actions.records import ALTERED, Row, Writing, alter, own_rows, revision_of
from proposals.actions.refusals import RowsConflict, RowsRefused
from proposals.actions.speaking import written
from proposals.content.merging import Conflict, merge_one
from proposals.content.whole import Part
from proposals.content.writing import RecordRefused, changed, data_of, record_of_data
from proposals.models import ContentRecord, Proposal, RecordRevision

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

WHOLE_ROW = ""  # in the place of the name of a field
GONE = "Somebody removed this row."
BACK_ALREADY = (
    "Nothing was put back. A row that you removed is there again, and may have been changed since. "
    "Open the page again to see it; the history of the page brings back the others."
)
NOT_READ = "The page is not complete. Open it again, then save."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    """These fields of a record, as it was read at this revision."""

    pk: UUID
    revision: int
    values: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class _Merging:
    """What is known while rows are merged, and what was found wrong so far, row by row."""

    writing: Writing
    rows: Mapping[UUID, ContentRecord]
    then: Mapping[tuple[UUID, int], Any]
    wrong: dict[UUID, Mapping[str, str]] = field(default_factory=dict)
    conflicts: dict[UUID, Sequence[Conflict]] = field(default_factory=dict)


@transaction.atomic
def write_table(
    proposal: Proposal,
    kind: str,
    *,
    changed_rows: Sequence[ChangedRow],
    added: Sequence[Row],
    contributor: int,
    by: "User",
) -> list[ContentRecord]:
    """Change these records of a member and add those, each with an id of its own.

    RowsRefused with what is wrong in each row, RowsConflict where somebody else changed the same
    field since it was read; otherwise as for one record.
    """
    wrong: dict[UUID, Mapping[str, str]] = {}
    found: list[ContentRecord] = []

    def attempt(write: Callable[[], Sequence[ContentRecord]]) -> None:
        try:
            found.extend(write())
        except RowsRefused as refusal:
            wrong.update(refusal.rows)

    if changed_rows:
        attempt(lambda: merge_records(proposal, kind, changed_rows, contributor=contributor, by=by))
    if added:
        attempt(lambda: _add(proposal, kind, added, contributor=contributor, by=by))
    if wrong:
        raise RowsRefused(wrong)
    return found


@transaction.atomic
def put_back_records(
    proposal: Proposal, numbers: Mapping[UUID, int], *, by: "User"
) -> list[ContentRecord]:
    """Undo the removal of these records, each as it was at its revision: all or none.

    StepRefused where one is there again: what it says now is somebody's. Otherwise as for one.
    """
    locked = Proposal.objects.held(proposal.pk)
    if locked.records.filter(pk__in=numbers, removed_at=None).exists():
        raise StepRefused(BACK_ALREADY)
    return [restore_record(proposal, pk, number, by=by) for pk, number in numbers.items()]


@transaction.atomic
def merge_records(
    proposal: Proposal,
    kind: str,
    changed_rows: Sequence[ChangedRow],
    *,
    contributor: int,
    by: "User",
) -> list[ContentRecord]:
    """Change these fields of records of one member; what others changed since stays. As above."""
    part = kind_named(kind)
    writing = writing_in(proposal, part, contributor, by)
    merging = _Merging(
        writing=writing,
        rows=_rows(writing, part, changed_rows),
        then=_as_read(changed_rows),
    )
    merged = {each.pk: _merged(merging, each) for each in changed_rows}
    if merging.wrong:
        raise RowsRefused(merging.wrong)
    if merging.conflicts:
        raise RowsConflict(merging.conflicts, merging.rows)
    require_once(writing, part, list(merged.values()))
    return _keep(writing, part, merging.rows, merged)


def _rows(
    writing: Writing, part: Part, changed_rows: Sequence[ChangedRow]
) -> dict[UUID, ContentRecord]:
    """Those that are still there. NotPermitted where one is another member's."""
    asked = {each.pk for each in changed_rows}
    found = {row.pk: row for row in own_rows(writing, part).filter(pk__in=asked)}
    if len(found) < len(asked) or len(asked) < len(changed_rows):
        raise NotPermitted("This record is another member's, or not of this proposal.")
    return {pk: row for pk, row in found.items() if row.removed_at is None}


def _as_read(changed_rows: Sequence[ChangedRow]) -> dict[tuple[UUID, int], Any]:
    """What each row said at the revisions that were read: (record, number) -> data."""
    revisions = RecordRevision.objects.filter(
        record__in={each.pk for each in changed_rows},
        number__in={each.revision for each in changed_rows},
    )
    return {(pk, number): data for pk, number, data in _plain(revisions)}


def _plain(revisions: Any) -> Any:
    return revisions.values_list("record_id", "number", "data")


def _merged(merging: _Merging, each: ChangedRow) -> Any:
    """The record as both said it; None where that cannot be, which is written down."""
    row, then = merging.rows.get(each.pk), merging.then.get((each.pk, each.revision))
    if row is None or then is None:
        merging.wrong[each.pk] = {WHOLE_ROW: GONE if row is None else NOT_READ}
        return None
    before, now = _said(row, then), _said(row, row.data)
    writing = merging.writing
    try:
        typed = require_meant(writing, changed(before, each.values, writing.known))
    except RecordRefused as refusal:
        merging.wrong[each.pk] = refusal.fields
        return None
    merged = merge_one(before, typed, now, writing.known)
    if merged.conflicts:
        merging.conflicts[each.pk] = merged.conflicts
    return merged.records[0]


def _said(row: ContentRecord, data: Mapping[str, Any]) -> Any:
    return record_of_data(row.part.of, data, id=row.pk, contributor=row.contributor_id)


def _keep(
    writing: Writing, part: Part, rows: Mapping[UUID, ContentRecord], merged: Mapping[UUID, Any]
) -> list[ContentRecord]:
    differing = {pk: alter(rows[pk], data_of(one), writing.by) for pk, one in merged.items()}
    altered = {rows[pk]: names for pk, names in differing.items() if names is not None}
    ContentRecord.objects.bulk_update(altered, ALTERED, batch_size=1_000)
    RecordRevision.objects.bulk_create(
        revision_of(row, names, writing.by) for row, names in altered.items()
    )
    if altered:
        written(writing, part.section, changed=len(altered))
    return [rows[pk] for pk in merged]


def _add(
    proposal: Proposal, kind: str, added: Sequence[Row], *, contributor: int, by: "User"
) -> list[ContentRecord]:
    try:
        return add_records(proposal, kind, added, by=by, contributor=contributor)
    except InvalidInput as refusal:
        rows: Any = refusal.fields.get("records")
        if rows is None:
            raise
        wrong = {
            row["id"]: {name: " ".join(texts) for name, texts in found.items()}
            for row, found in zip(added, rows, strict=True)
            if found
        }
        raise RowsRefused(wrong) from refusal
