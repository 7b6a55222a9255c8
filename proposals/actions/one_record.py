"""How is one record of a draft written, among thousands?

The same rights and checks as for a whole section (drafts.py). One record costs one row and one
revision, however many there are.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from exports_portal.bounds import MOST_RECORDS
from exports_portal.errors import (
    InvalidInput,
    LostUpdate,
    NotFound,
    NotPermitted,
    StepRefused,
)
from proposals.actions.marking import require_meant
from proposals.actions.records import Row, Writing, alter, new_row, own_rows, remove, revision_of
from proposals.actions.refusals import AS_IT_WAS, RecordConflict, UsedBefore
from proposals.actions.speaking import (
    require_editable,
    require_writes,
    speaker_of,
    writing_of,
    written,
)
from proposals.content.merging import merge_one
from proposals.content.saying import kind_of
from proposals.content.whole import Part, parts, records_of
from proposals.content.writing import RecordRefused, changed, data_of, record_from, record_of_data
from proposals.models import ContentRecord, Proposal, RecordRevision

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


@transaction.atomic
def add_records(
    proposal: Proposal,
    kind: str,
    rows: Sequence[Row],
    *,
    by: "User",
    contributor: int | None = None,
) -> list[ContentRecord]:
    """Add records of a kind, all or none, behind those that this member has.

    NotFound for no such kind, StepRefused where the kind has a record for each of its keys,
    NotPermitted, UsedBefore, or InvalidInput with what is wrong in each row.
    """
    part = kind_named(kind)
    if kind_of(part.of).every is not None or not part.is_many:
        raise StepRefused("These records are always there. Change the one that you mean.")
    writing = writing_in(proposal, part, contributor, by)
    records = _as_records(writing, part, rows)
    there = _sent_before(writing, part, records)
    new = [one for one in records if one.id not in there]
    _require_room(writing, part, len(new))
    first = _behind_the_last(writing, part)
    made = [
        new_row(writing, part, one, first + number, may_name=True) for number, one in enumerate(new)
    ]
    ContentRecord.objects.bulk_create(made)
    RecordRevision.objects.bulk_create(revision_of(one, sorted(one.data), by) for one in made)
    if made:
        written(writing, part.section, added=len(made))
    return [*there.values(), *made]


def _sent_before(writing: Writing, part: Part, records: Sequence[Any]) -> dict[UUID, ContentRecord]:
    """What was sent twice is there once: the sender gives a record its id."""
    sent = {one.id: data_of(one) for one in records if one.id.int}
    there = {row.pk: row for row in own_rows(writing, part).filter(pk__in=sent)}
    elsewhere = ContentRecord.objects.filter(pk__in=sent).exclude(pk__in=there)
    if len(sent) < sum(one.id.int > 0 for one in records) or elsewhere.exists():
        raise InvalidInput("Give each new record an id of its own, or none.")
    if any(row.removed_at or row.data != sent[pk] for pk, row in there.items()):
        raise UsedBefore(
            "There was a record with this id before. It says something else now, or was removed. "
            "Give each new record an id of its own, or none."
        )
    return there


def _behind_the_last(writing: Writing, part: Part) -> int:
    own = own_rows(writing, part).filter(removed_at=None)
    last = own.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def change_record(
    proposal: Proposal, pk: UUID, values: Row, *, revision: int, by: "User"
) -> ContentRecord:
    """Change these fields of a record, as it was read at this revision.

    LostUpdate where it was changed since; otherwise as above.
    """
    row, writing = _held(proposal, pk, by, revision=revision)
    _keep(writing, row, _changed(_record(row), values, writing))
    return row


@transaction.atomic
def merge_record(
    proposal: Proposal, pk: UUID, values: Row, *, base: int, by: "User"
) -> ContentRecord:
    """Change these fields of a record that was read at revision `base`; what others changed since
    stays.

    RecordConflict where both changed the same field; otherwise as above.
    """
    row, writing = _held(proposal, pk, by)
    read = row.revisions.filter(number=base).first()
    if read is None:
        raise InvalidInput("The page is not complete. Open it again, then save.")
    before, now = _record(row, read.data), _record(row)
    typed = _changed(before, values, writing)
    merged = merge_one(before, typed, now, writing.known)
    if merged.conflicts:
        raise RecordConflict(merged.conflicts, merged.records[0], row.revision)
    _keep(writing, row, merged.records[0])
    return row


@transaction.atomic
def restore_record(
    proposal: Proposal, pk: UUID, number: int, *, by: "User", revision: int | None = None
) -> ContentRecord:
    """Let a record be again as it was at this revision, also one that was removed: removed, or
    saying what it said. That is a revision of its own, so it can be undone as well.

    LostUpdate as above, where `revision` is said; StepRefused for a marking that is there, and for
    one that would come back otherwise than it was taken back.
    """
    row, writing = _held(proposal, pk, by, revision=revision, also_removed=True)
    if kind_of(row.part.of).is_apart and row.removed_at is None:
        raise StepRefused("Change this marking on its page: that asks who may read the value then.")
    then = row.revisions.filter(number=number).first()
    if then is None:
        raise NotFound("There is no such revision of this record.")
    if then.is_removal:
        if row.removed_at is None:
            _take_out(writing, row)
        return row
    if row.removed_at is not None:
        if kind_of(row.part.of).is_apart and then.data != row.data:
            raise StepRefused(AS_IT_WAS)
        _require_room(writing, row.part, 1)
    _keep(writing, row, _changed(_record(row, then.data), {}, writing))
    return row


@transaction.atomic
def remove_record(proposal: Proposal, pk: UUID, *, revision: int, by: "User") -> None:
    """Remove a record, as it was read at this revision. Its revisions stay, and it can be undone.

    As above; StepRefused for a record that is always there.
    """
    row, writing = _held(proposal, pk, by, revision=revision)
    kind = kind_of(row.part.of)
    if not row.part.is_many or kind.is_fixed:
        raise StepRefused("This record is always there. Empty its fields instead.")
    _take_out(writing, row)


def _take_out(writing: Writing, row: ContentRecord) -> None:
    remove(row, writing.by).save()
    row.save()
    written(writing, row.part.section, removed=1)


def kind_named(name: str) -> Part:
    part = parts().get(name)
    if part is None or not part.is_kept:
        raise NotFound(f"A proposal has no records of the kind “{name}”.")
    return part


def writing_in(proposal: Proposal, part: Part, contributor: int | None, by: "User") -> Writing:
    """With the records of the kind only where two of them must not say the same."""
    locked = Proposal.objects.held(proposal.pk)
    require_editable(locked)
    kinds = [part.name] if kind_of(part.of).key else []
    writing = writing_of(locked, speaker_of(locked, contributor, by), by, kinds=kinds)
    require_writes(writing, [part])
    return writing


def _held(
    proposal: Proposal,
    pk: UUID,
    by: "User",
    *,
    revision: int | None = None,
    also_removed: bool = False,
) -> tuple[ContentRecord, Writing]:
    """The record as it is now, which nobody else writes meanwhile; LostUpdate where that is not as
    it was read at `revision`.
    """
    found = proposal.records.filter(pk=pk).first()
    if found is None or not found.part.is_kept:
        raise NotFound("There is no such record in this proposal.")
    writing = writing_in(proposal, found.part, _speaker(found), by)
    row = own_rows(writing, found.part).filter(pk=pk).first()
    if row is None:
        raise NotPermitted("This record is another member's.")
    if row.removed_at is not None and not also_removed:
        raise NotFound("This record was removed.")
    row.proposal = writing.proposal
    if revision not in (None, row.revision):
        raise LostUpdate(
            f"The record is at revision {row.revision} now, and yours was {revision}. Read it "
            "again, then change it."
        )
    return row, writing


def _record(row: ContentRecord, data: Mapping[str, Any] | None = None) -> Any:
    """The record as it is, or as it was with this data."""
    said = row.data if data is None else data
    return record_of_data(row.part.of, said, id=row.pk, contributor=row.contributor_id)


def _changed(before: Any, values: Row, writing: Writing) -> Any:
    try:
        return require_meant(writing, changed(before, values, writing.known))
    except RecordRefused as refusal:
        raise _wrong({"answers": _messages(refusal)}) from refusal


def _keep(writing: Writing, row: ContentRecord, record: Any) -> None:
    require_once(writing, row.part, [record])
    differing = alter(row, data_of(record), writing.by)
    if differing is not None:
        row.save()
        revision_of(row, differing, writing.by).save()
        written(writing, row.part.section, changed=1)


def _speaker(row: ContentRecord) -> int | None:
    """The member whose record it is; what the anchor member says for all is its own."""
    return row.contributor_id if row.part.is_of_each_member else None


def _as_records(writing: Writing, part: Part, rows: Sequence[Row]) -> list[Any]:
    found: list[Any] = []
    problems = {}
    for number, row in enumerate(rows):
        try:
            found.append(require_meant(writing, record_from(part.of, row, writing.known)))
        except RecordRefused as refusal:
            problems[number] = _messages(refusal)
    if problems:
        raise _wrong({"records": [problems.get(number, {}) for number in range(len(rows))]})
    require_once(writing, part, found)
    return found


def require_once(writing: Writing, part: Part, records: Sequence[Any]) -> None:
    """No two records of a kind with a key say the same in it."""
    key = kind_of(part.of).key
    if not key:
        return
    now = {one.id: one for one in records_of(writing.content, part)}
    all_of_them = [*(now | {one.id: one for one in records if one.id in now}).values()]
    all_of_them += [one for one in records if one.id not in now]
    named = [tuple(str(getattr(one, name)) for name in key) for one in all_of_them]
    if len(set(named)) < len(named):
        raise InvalidInput(f"There is another {kind_of(part.of).legend.lower()} like this already.")


def _require_room(writing: Writing, part: Part, more: int) -> None:
    now = writing.proposal.records.filter(kind=part.name, removed_at=None).count()
    if now + more > MOST_RECORDS:
        raise InvalidInput(
            f"A proposal takes {MOST_RECORDS:,} records of this kind, and it has {now:,}."
        )


def _messages(refusal: RecordRefused) -> dict[str, list[str]]:
    return {name: [text] for name, text in refusal.fields.items()}


def _wrong(fields: Mapping[str, Any]) -> InvalidInput:
    return InvalidInput("Nothing was saved. See errors.", fields=dict(fields))
