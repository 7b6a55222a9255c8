"""How does a determination become a letter, signed and exactly one?"""

from typing import TYPE_CHECKING

from django.db import transaction

from exports_portal.audit.anchors import anchor_head
from exports_portal.audit.recording import record
from exports_portal.files.models import StoredFile
from exports_portal.files.storing import store_own
from exports_portal.pdf.signing import signed
from reviews.codes import TEMPLATE_VERSION, verification_code, verification_url
from reviews.documents import render_letter
from reviews.models import DecisionLetter, Determination
from reviews.signals import letter_issued
from reviews.witnesses import head_of

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


def issue_letter(determination: Determination) -> DecisionLetter:
    """Render the letter, sign it and store it. Again, or twice at once, it gives the same one
    letter.

    SigningFailed when it cannot be signed: nothing is stored then, and the sweeper tries again.
    """
    existing = _letter_of(determination)
    if existing:
        return existing
    pdf = signed(
        render_letter(determination),
        reason=f"Determination of {determination.proposal.public_id}",
        contact=verification_url(verification_code(determination)),
    )
    with transaction.atomic():
        Determination.objects.select_for_update(no_key=True).get(pk=determination.pk)
        return _letter_of(determination) or _keep(determination, pdf)


@transaction.atomic
def open_letter(letter: DecisionLetter, *, by: "User") -> StoredFile:
    """The file of a letter, for somebody who may read it. Who took which file is in the trail."""
    proposal = letter.determination.proposal
    record("letter.download", by=by, subject=proposal, letter=letter.pk, sha256=letter.sha256)
    return letter.file


def _letter_of(determination: Determination) -> DecisionLetter | None:
    """Of any version of the template: a later one makes no second letter."""
    return DecisionLetter.objects.filter(determination=determination).first()


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
