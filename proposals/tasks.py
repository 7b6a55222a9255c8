"""What of the applicants' side runs in the background?"""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from exports_portal.audit.models import AuditEvent
from exports_portal.mail.sending import deliver_what_is_due
from proposals.models import Proposal
from proposals.notifications import notify_applicant, untold_steps

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
def deliver_due_mail() -> None:
    """Write what a lost message left unwritten, and try again what a mail server did not take."""
    now = timezone.now()
    for event in untold_steps(since=now - STILL_NEWS, until=now - PATIENCE):
        tell_applicant.delay(event.pk)
    deliver_what_is_due()
