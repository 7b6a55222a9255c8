"""How does a member sign its certifications?"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.models import Organization
from exports_portal.accounts.roles import Part
from exports_portal.audit.recording import record
from exports_portal.errors import EditConflict, InvalidInput, NotPermitted, StepRefused
from exports_portal.policy.readers import certifications
from proposals.content.packet import packet, packet_digest
from proposals.formats import document_of
from proposals.models import CertificationSignature, Proposal, SignedPacket
from proposals.snapshot import content_of

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


@transaction.atomic
def sign(
    proposal: Proposal,
    *,
    organization: Organization,
    codes: Collection[str],
    signer_title: str,
    by: "User",
    read_digest: str | None = None,
) -> list[CertificationSignature]:
    """Sign these statements for a member, on its packet as it stands now. Signing again renews.

    Raises NotPermitted for anyone but a signatory of that member, StepRefused when the proposal is
    not with the applicant, InvalidInput for a statement that is not in force, and EditConflict when
    the signer read something else (`read_digest`) than what is saved now.
    """
    locked = Proposal.objects.held(proposal.pk)
    _require_signatory(locked, organization, by)
    texts = _texts_of(codes)
    signed = {
        "signer": by,
        "signer_name": by.full_name,
        "signer_title": _title(signer_title),
        "signed_at": timezone.now(),
        "signed_digest": _kept_packet(locked, organization, read_digest),
    }
    signatures = [
        _signature(locked, organization, code, signed | {"text_version": text})
        for code, text in texts.items()
    ]
    record("proposal.certify", by=by, subject=locked, organization=organization.pk, codes=[*texts])
    return signatures


def _title(signer_title: str) -> str:
    if not signer_title.strip():
        message = "Give your title: it stands beside your name."
        raise InvalidInput(message, fields={"signer_title": [message]})
    return signer_title.strip()


def _texts_of(codes: Collection[str]) -> dict[str, str]:
    """The text versions of the statements that are signed, in the order of their codes."""
    texts = {item.code: item.text_version for item in certifications(timezone.localdate())}
    if unknown := sorted(set(codes) - texts.keys()):
        raise InvalidInput(f"There is no certification called {', '.join(unknown)}.")
    if not codes:
        message = "Choose the statements that you sign."
        raise InvalidInput(message, fields={"codes": [message]})
    return {code: texts[code] for code in sorted(set(codes))}


def _kept_packet(proposal: Proposal, organization: Organization, read_digest: str | None) -> str:
    """Keep what is signed, word for word, and give its digest."""
    content = content_of(proposal)
    found = packet_digest(content, organization.pk)
    if read_digest is not None and read_digest != found:
        raise EditConflict(
            "What you sign was changed after you opened this page. Read it again, then sign."
        )
    SignedPacket.objects.update_or_create(
        proposal=proposal,
        organization=organization,
        digest=found,
        defaults={"signed_at": timezone.now(), "told_at": None},
        create_defaults={"document": document_of(packet(content, organization.pk))},
    )
    return found


def _signature(
    proposal: Proposal, organization: Organization, code: str, signed: dict[str, Any]
) -> CertificationSignature:
    signature, _ = CertificationSignature.objects.update_or_create(
        proposal=proposal, organization=organization, code=code, defaults=signed
    )
    return signature


def _require_signatory(proposal: Proposal, organization: Organization, by: "User") -> None:
    if not proposal.is_editable:
        raise StepRefused("Certifications are signed while the proposal is with the applicant.")
    members = proposal.consortium.current_members().filter(
        organization=organization,
        organization__memberships__user=by,
        organization__memberships__part=Part.SIGNATORY,
    )
    if not members.exists():
        raise NotPermitted(f"Only a signatory of {organization} can sign for it.")
