"""What of the mail runs in the background?"""

from celery import shared_task

from exports_portal.mail.sending import deliver_what_is_due


@shared_task
def deliver_mail() -> None:
    """Send every mail that is due. Twice at once is once."""
    deliver_what_is_due()
