"""How does a determination become a letter, exactly one, and how is a letter verified?"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from exports_portal.audit.anchors import anchor_head
from exports_portal.audit.recording import record
from exports_portal.files.models import StoredFile
from exports_portal.files.storing import store_own
from proposals.states import ProposalState
from reviews.documents import TEMPLATE_VERSION, as_code, render_letter, verification_code
from reviews.models import DecisionLetter, Determination
from reviews.signals import letter_issued
from reviews.states import DeterminationOutcome
from reviews.witnesses import head_of

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

# Where a designation stands when its letter is current.
IN_FORCE = {
    DeterminationOutcome.DESIGNATED: ProposalState.DESIGNATED,
    DeterminationOutcome.DECLINED: ProposalState.DECLINED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What anyone may know of a letter, and nothing else."""

    issued_on: date
    is_current: bool


def issue_letter(determination: Determination) -> DecisionLetter:
    """Render the letter and store it. Again, or twice at once, it gives the same one letter."""
    existing = _letter_of(determination)
    if existing:
        return existing
    pdf = render_letter(determination)
    with transaction.atomic():
        Determination.objects.select_for_update(no_key=True).get(pk=determination.pk)
        return _letter_of(determination) or _keep(determination, pdf)


@transaction.atomic
def open_letter(letter: DecisionLetter, *, by: "User") -> StoredFile:
    """The file of a letter, for somebody who may read it. Who took which file is in the trail."""
    proposal = letter.determination.proposal
    record("letter.download", by=by, subject=proposal, letter=letter.pk, sha256=letter.sha256)
    return letter.file


def verification_of(code: str) -> Verification | None:
    """Whether a letter with this code was issued, and whether it still holds."""
    letter = (
        DecisionLetter.objects.select_related("determination__proposal")
        .filter(verification_code=as_code(code))
        .first()
    )
    if letter is None:
        return None
    return Verification(
        issued_on=timezone.localtime(letter.determination.decided_at).date(),
        is_current=_is_current(letter.determination),
    )


def _letter_of(determination: Determination) -> DecisionLetter | None:
    return DecisionLetter.objects.filter(
        determination=determination, template_version=TEMPLATE_VERSION
    ).first()


def _keep(determination: Determination, pdf: bytes) -> DecisionLetter:
    proposal = determination.proposal
    file = store_own(
        pdf,
        name=f"{proposal.public_id}-determination.pdf",
        content_type="application/pdf",
        kind="decision-letter",
    )
    letter = DecisionLetter.objects.create(
        determination=determination,
        template_version=TEMPLATE_VERSION,
        verification_code=verification_code(determination),
        file=file,
        sha256=file.sha256,
        audit_head=head_of(determination),
    )
    record("letter.issue", by=None, subject=proposal, letter=letter.pk, sha256=file.sha256)
    transaction.on_commit(lambda: letter_issued.send_robust(DecisionLetter, letter=letter))
    # Last: where it cannot be written the job fails, and the applicant is told all the same.
    transaction.on_commit(anchor_head)
    return letter


def _is_current(determination: Determination) -> bool:
    latest = determination.proposal.determinations.first()
    expected = IN_FORCE[DeterminationOutcome(determination.outcome)]
    return latest == determination and determination.proposal.state == expected
