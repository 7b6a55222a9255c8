"""What else happens when a proposal took a step, or somebody was invited?"""

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from proposals.notifications import send_invitation
from proposals.signals import draft_written, member_invited, proposal_advanced
from proposals.tasks import tell_applicant, tell_lapsed

if TYPE_CHECKING:
    from exports_portal.audit.models import AuditEvent
    from proposals.models import Invitation, Proposal


@receiver(proposal_advanced)
def mail_the_applicant(event: "AuditEvent", **_: Any) -> None:
    tell_applicant.delay(event.pk)


@receiver(draft_written)
def look_at_the_signatures(proposal: "Proposal", **_: Any) -> None:
    if proposal.packets.filter(told_at=None).exists():
        tell_lapsed.delay(proposal.pk)


@receiver(member_invited)
def mail_the_invited(invitation: "Invitation", secret: str, **_: Any) -> None:
    """Sent at once, not queued: the secret is kept nowhere, a broker's folder included."""
    send_invitation(invitation, secret)
