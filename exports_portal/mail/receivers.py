"""What follows when a mail is written?"""

from typing import Any

from django.dispatch import receiver

from exports_portal.mail.signals import mail_written
from exports_portal.mail.tasks import deliver_mail


@receiver(mail_written)
def have_it_delivered(**_: Any) -> None:
    deliver_mail.delay()
