"""How does a file become evidence of a record, and how is it taken away, put back and read?

A file is kept and scanned by `exports_portal.files` (decision 22). Evidence is never changed:
another file, or another title, is another document.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from exports_portal.audit.recording import record as write_down
from exports_portal.errors import InvalidInput, NotFound
from exports_portal.files.models import StoredFile
from exports_portal.files.storing import FileDamaged, duplicates_of, require_readable, store_upload
from exports_portal.files.uploads import CheckedFile
from proposals.actions.speaking import require_editable, speaker_of
from proposals.content import EvidenceDocument
from proposals.content.known import Known
from proposals.content.writing import RecordRefused, record_from
from proposals.models import ContentRecord, Proposal, RecordEvidence
from proposals.signals import draft_written

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

KIND = "record-evidence"
OPEN = "evidence.open"
MOST_EVIDENCE = 300  # files of one proposal; program default
STATED = ("title", "proves", "issuer", "issued_on", "expires_on", "marking")


@transaction.atomic
def attach(
    proposal: Proposal,
    record: UUID,
    *,
    file: CheckedFile,
    stated: Mapping[str, Any],
    by: "User",
) -> RecordEvidence:
    """Attach a file to a record of the draft; the same file at the same record again is one.

    Raises NotFound (no such record), StepRefused, NotPermitted or InvalidInput, also where
    something else was said of the same file there. Nobody reads the file before a scanner has
    passed it.
    """
    locked = Proposal.objects.held(proposal.pk)
    row = _record(locked, record)
    _require_write(locked, row, by)
    said = _checked(stated)
    if evidence_of(locked).attached().count() >= MOST_EVIDENCE:
        raise InvalidInput(f"A proposal takes at most {MOST_EVIDENCE} files. Remove one first.")
    stored = store_upload(file, kind=KIND, by=by)
    found, is_new = RecordEvidence.objects.get_or_create(
        record=row, file=stored, removed_at=None, defaults={**said, "added_by": by}
    )
    if is_new:
        _note("evidence.attach", locked, found, by)
    else:
        _require_same(found, said)
    return found


def _require_same(found: RecordEvidence, said: Mapping[str, Any]) -> None:
    if any(getattr(found, name) != value for name, value in said.items()):
        raise InvalidInput(
            f"This file is attached here already, as “{found.title}”. Remove that first, to say "
            "something else of it or to let others read it."
        )


@transaction.atomic
def remove(proposal: Proposal, evidence: UUID, *, by: "User") -> RecordEvidence:
    """Take it out of the draft. A version that names it keeps it; it can be put back."""
    locked = Proposal.objects.held(proposal.pk)
    found = _evidence(locked, evidence)
    _require_write(locked, found.record, by)
    if found.removed_at is None:
        found.removed_at, found.removed_by = timezone.now(), by
        found.save(update_fields=["removed_at", "removed_by"])
        _note("evidence.remove", locked, found, by)
    return found


@transaction.atomic
def put_back(proposal: Proposal, evidence: UUID, *, by: "User") -> RecordEvidence:
    """Undo its removal. Where the same file was attached again meanwhile, that one stays alone."""
    locked = Proposal.objects.held(proposal.pk)
    found = _evidence(locked, evidence)
    _require_write(locked, found.record, by)
    again = found.record.evidence.filter(file=found.file_id, removed_at=None)
    if found.removed_at is not None and not again.exists():
        found.removed_at = found.removed_by = None
        found.save(update_fields=["removed_at", "removed_by"])
        _note("evidence.put_back", locked, found, by)
    return found


@transaction.atomic
def opened(proposal: Proposal, document: EvidenceDocument, *, by: "User") -> StoredFile:
    """The file behind a document that this person may read: the caller has made sure of that.

    Who took it is in the trail. NotCleared before it is scanned; FileDamaged where it is not the
    one that the dossier names.
    """
    found = _evidence(proposal, document.id)
    require_readable(found.file)
    if found.file.sha256 != document.sha256:
        raise FileDamaged(f"{found.file.name} is not the file that the dossier names.")
    _note(OPEN, proposal, found, by)
    return found.file


def same_file(evidence: RecordEvidence, *, among: "set[UUID]") -> RecordEvidence | None:
    """The first other document of the proposal with the same bytes, of those in `among`."""
    of_proposal = RecordEvidence.objects.attached().filter(pk__in=among - {evidence.pk})
    same = duplicates_of(
        evidence.file, among=StoredFile.objects.filter(pk__in=of_proposal.values("file"))
    )
    here = of_proposal.filter(file=evidence.file_id).first()
    return here or of_proposal.filter(file__in=same).first()


def evidence_of(proposal: Proposal) -> Any:
    """Every document of a proposal, also what was removed."""
    rows = RecordEvidence.objects.filter(record__proposal=proposal)
    return rows.select_related("record", "file__scan", "added_by", "removed_by")


def _require_write(proposal: Proposal, record: ContentRecord, by: "User") -> None:
    """StepRefused, or NotPermitted: evidence is written by whoever writes its record."""
    require_editable(proposal)
    speaker_of(proposal, record.contributor_id, by)


def _record(proposal: Proposal, record: UUID) -> ContentRecord:
    found = proposal.records.filter(pk=record, removed_at=None).first()
    if found is None:
        raise NotFound("This record is not part of the draft any more.")
    return found


def _evidence(proposal: Proposal, evidence: UUID) -> RecordEvidence:
    found: RecordEvidence | None = evidence_of(proposal).filter(pk=evidence).first()
    if found is None:
        raise NotFound
    return found


def _checked(stated: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of the file, judged by its own declaration."""
    try:
        said = record_from(EvidenceDocument, stated, Known())
    except RecordRefused as refusal:
        raise InvalidInput(*refusal.fields.values()) from refusal
    return {name: getattr(said, name) for name in STATED}


def _note(verb: str, proposal: Proposal, evidence: RecordEvidence, by: "User") -> None:
    """The trail names the file by its hash: titles may be confidential. What changes what a member
    signs is looked at after the commit.
    """
    if verb != OPEN:
        transaction.on_commit(lambda: draft_written.send_robust(Proposal, proposal=proposal))
    write_down(
        verb, by=by, subject=proposal, evidence=str(evidence.pk), sha256=evidence.file.sha256
    )
