"""Which mail goes out after which step, and to whom?"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from exports_portal.mail.models import SentMail
from exports_portal.mail.sending import send, send_each
from proposals.models import Invitation, Proposal
from proposals.packets import lapsed_packets

# step -> mail to the anchor's people. A decision is told by its letter (reviews.notifications).
MAIL_AFTER = {
    "submit": "proposal_submitted",
    "return_incomplete": "proposal_returned",
    "ask": "proposal_question",
    "withdraw": "proposal_withdrawn",
    "suspend": "designation_changed",
    "reinstate": "designation_changed",
    "terminate": "designation_changed",
    "lapse": "designation_changed",
}


def notify_applicant(proposal: Proposal, *, step: str, event: AuditEvent) -> None:
    """Tell the anchor's administrators and signatories what happened, once per event."""
    template = MAIL_AFTER.get(step)
    if template is None:
        return
    send_each(
        anchor_people(proposal),
        template=template,
        context={"proposal": proposal, "note": event.data.get("note", "")},
        about=proposal,
        key=f"{template}:{event.pk}",
    )


def untold_steps(*, since: datetime, until: datetime) -> list[AuditEvent]:
    """Steps of that time that a mail follows, and none was written: the message was lost."""
    mails = SentMail.objects.filter(created_at__gte=since, template__in=set(MAIL_AFTER.values()))
    told = {key.rpartition(":")[0] for key in mails.values_list("key", flat=True) if key}
    templates = {f"proposal.{step}": template for step, template in MAIL_AFTER.items()}
    events = AuditEvent.objects.filter(verb__in=templates, at__range=(since, until))
    return [event for event in events if f"{templates[event.verb]}:{event.pk}" not in told]


def anchor_people(proposal: Proposal) -> Iterable[User]:
    """Administrators and signatories of the anchor member."""
    return User.objects.filter(
        Q(memberships__part=Part.ADMIN) | Q(memberships__part=Part.SIGNATORY),
        memberships__organization__consortium_memberships__consortium=proposal.consortium_id,
        memberships__organization__consortium_memberships__role="ANCHOR",
        memberships__organization__consortium_memberships__left_at=None,
        is_active=True,
    ).distinct()


@transaction.atomic
def tell_signers(proposal: Proposal) -> None:
    """Tell the signatories of each member whose signature no longer holds, and name the fields.

    Once for a signature. The values stay in the portal.
    """
    locked = Proposal.objects.held(proposal.pk)
    if not locked.is_editable:
        return
    for last in lapsed_packets(locked):
        send_each(
            User.objects.filter(
                memberships__organization=last.packet.organization_id,
                memberships__part=Part.SIGNATORY,
                is_active=True,
            ).distinct(),
            template="signature_lapsed",
            context={"packet": last.packet, "fields": last.fields},
            about=locked,
            key=f"signature_lapsed:{last.packet.pk}:{last.packet.signed_at.timestamp():.0f}",
        )
        last.packet.told_at = timezone.now()
        last.packet.save(update_fields=["told_at"])


def send_invitation(invitation: Invitation, secret: str) -> None:
    """The link that lets somebody bring their organization into the consortium."""
    send(
        template="invitation",
        to=invitation.email,
        context={"invitation": invitation, "secret": secret},
        about=invitation,
        key=f"invitation:{invitation.pk}",
        is_secret=True,
    )
