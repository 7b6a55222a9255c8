"""Does a marking mark what is there, of the member that says it, and no wider than is declared?

Whoever writes markings asks here: page, API, import. A marking that slipped through marks nothing
(`content/marked.py`), and rule R35 says so.
"""

from collections.abc import Iterable
from typing import Any

from exports_portal.errors import InvalidInput
from proposals.actions.records import Writing
from proposals.attached import document_of_row
from proposals.content.confidentiality import ConfidentialityMarking
from proposals.content.markable import field_of
from proposals.content.marked import NARROWER, declared_audience
from proposals.content.repeating import repeats
from proposals.content.saying import Audience, fields_of
from proposals.content.writing import RecordRefused, record_of_data
from proposals.models import ContentRecord, RecordEvidence

NOT_YOURS = "There is no such record of yours in this proposal."
WIDER = "It is declared for fewer readers, and a marking lets nobody else read it."
REPEATS = "The substitute repeats what it stands for. Everybody reads it."


def require_meant[R](writing: Writing, record: R) -> R:
    """The record. RecordRefused where it is a marking that marks nothing of this member."""
    if isinstance(record, ConfidentialityMarking):
        problems = _problems(record, target_of(writing, record))
        if problems:
            raise RecordRefused(problems)
    return record


def require_all_meant(writing: Writing, records: Iterable[Any]) -> None:
    """InvalidInput with what is wrong in each of them."""
    now = {one.id: one for one in writing.content.markings}
    for record in records:
        if now.get(record.id) != record:
            try:
                require_meant(writing, record)
            except RecordRefused as refusal:
                raise InvalidInput(*refusal.fields.values()) from refusal


def target_of(writing: Writing, marking: ConfidentialityMarking) -> Any:
    """The record that it marks, as it is now; None for what is not this member's, or not there."""
    kind, _, _ = marking.value.partition(".")
    if kind == "evidence":
        attached = RecordEvidence.objects.attached().filter(
            pk=marking.record,
            record__proposal=writing.proposal,
            record__contributor=writing.contributor,
        )
        found = attached.select_related("record", "file").first()
        return found and document_of_row(found)
    row: ContentRecord | None = writing.proposal.records.filter(
        pk=marking.record, kind=kind, contributor=writing.contributor, removed_at=None
    ).first()
    if row is None:
        return None
    return record_of_data(row.part.of, row.data, id=row.pk, contributor=row.contributor_id)


def _problems(marking: ConfidentialityMarking, target: Any) -> dict[str, str]:
    if target is None:
        return {"record": NOT_YOURS}
    field = field_of(marking.value) or fields_of(type(target))[0]
    declared, asked = declared_audience(target, field), marking.readers.audience
    if declared is not Audience.PROGRAM and NARROWER.index(asked) < NARROWER.index(declared):
        return {"readers": WIDER}
    if "." in marking.value and repeats(marking.public_substitute, getattr(target, field.name)):
        return {"public_substitute": REPEATS}
    return {}
