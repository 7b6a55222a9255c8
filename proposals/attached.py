"""What is attached to the records of a draft, and which of it can nobody open?

Works through relations and imports no model of this app, like snapshot.py.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from exports_portal.files.models import ScanState
from proposals.content.evidence import EvidenceDocument, Marking

if TYPE_CHECKING:
    from proposals.models import Proposal, RecordEvidence

# What is said of a file at a record, by where it is kept.
_SAID_BY_EVIDENCE = {
    "id": "id",
    "contributor": "record__contributor_id",
    "record": "record_id",
    "title": "title",
    "proves": "proves",
    "issuer": "issuer",
    "issued_on": "issued_on",
    "expires_on": "expires_on",
    "marking": "marking",
    "file_name": "file__name",
    "size": "file__size",
    "sha256": "file__sha256",
}


def attached_to(proposal: "Proposal") -> tuple[EvidenceDocument, ...]:
    """What is attached to the records that there are, in the order in which it came. Read as plain
    values: every page of a draft asks, and there may be hundreds.
    """
    attached = {"removed_at": None, "evidence__isnull": False, "evidence__removed_at": None}
    rows = proposal.records.filter(**attached).order_by("evidence__added_at", "evidence__id")
    columns = [f"evidence__{column}" for column in _SAID_BY_EVIDENCE.values()]
    return tuple(map(_document, rows.values_list(*columns)))


def document_of_row(row: "RecordEvidence") -> EvidenceDocument:
    """What the dossier says of one file at a record."""
    paths = [column.replace("__", ".") for column in _SAID_BY_EVIDENCE.values()]
    return _document(attrgetter(*paths)(row))


def _document(kept: Iterable[Any]) -> EvidenceDocument:
    said = dict(zip(_SAID_BY_EVIDENCE, kept, strict=True))
    return EvidenceDocument(**said | {"marking": Marking(said["marking"])})


def unread_of(proposal: "Proposal") -> dict[UUID, str]:
    """The evidence that nobody can open now, with the state of its scan."""
    attached = proposal.records.filter(evidence__isnull=False)
    states = attached.values_list("pk", "evidence__file__scan__state")
    not_passed = {pk for pk, state in states if state != ScanState.CLEAN}
    records = proposal.records.filter(pk__in=not_passed)
    return {
        row.pk: str(row.file.scan_state)
        for record in records.prefetch_related("evidence__file__scan")
        for row in record.evidence.all()
        if not row.file.is_readable
    }
