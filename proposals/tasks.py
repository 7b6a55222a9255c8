"""What of the applicants' side runs in the background?"""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from exports_portal.audit.models import AuditEvent
from exports_portal.mail.sending import deliver_what_is_due
from proposals.actions.imports import forget_expired
from proposals.digest import send_digests
from proposals.models import Comment, Proposal, SignedPacket
from proposals.notifications import (
    notify_applicant,
    tell_of_comment,
    tell_of_notices,
    tell_signers,
    untold_comments,
    untold_steps,
)

# A message that was not lost is taken by then; and what is older than that is no news any more.
PATIENCE = timedelta(minutes=2)
STILL_NEWS = timedelta(days=2)


@shared_task
def tell_applicant(event_id: int) -> None:
    """Mail what a step of the proposal means. Twice is once."""
    event = AuditEvent.objects.get(pk=event_id)
    proposal = Proposal.objects.get(pk=event.subject_id)
    notify_applicant(proposal, step=event.verb.removeprefix("proposal."), event=event)


@shared_task
def tell_lapsed(proposal_id: int) -> None:
    """Mail the signatories whose signature no longer holds. Twice is once."""
    tell_signers(Proposal.objects.get(pk=proposal_id))


@shared_task
def tell_commented(comment_id: str) -> None:
    """Mail whom a comment mentions, and who took part in its thread. Twice is once."""
    tell_of_comment(Comment.objects.get(pk=comment_id))


@shared_task
def find_lapsed_signatures() -> None:
    """In every draft: an owner that was added lapses a signature without any save of the draft."""
    drafts = Proposal.objects.editable()
    waiting = SignedPacket.objects.filter(told_at=None, proposal__in=drafts)
    for proposal_id in waiting.values_list("proposal_id", flat=True).distinct().order_by():
        tell_lapsed.delay(proposal_id)


@shared_task
def deliver_due_mail() -> None:
    """Write what a lost message left unwritten, and try again what a mail server did not take."""
    now = timezone.now()
    since, until = now - STILL_NEWS, now - PATIENCE
    for event in untold_steps(since=since, until=until):
        tell_applicant.delay(event.pk)
    tell_of_notices(since=since, until=until)
    for comment in untold_comments(since=since, until=until):
        tell_commented.delay(str(comment.pk))
    deliver_what_is_due()


@shared_task
def forget_expired_imports() -> None:
    """Delete what files said that nobody applied in time."""
    forget_expired()


@shared_task
def send_mail_digests() -> None:
    """Mail everybody what waits for their digest, once a day. Twice is once."""
    send_digests()
