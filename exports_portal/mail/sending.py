"""How does a mail leave the portal, exactly once as far as a mail server allows?"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import structlog
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from exports_portal.mail.models import SentMail
from exports_portal.mail.rendering import render

logger = structlog.get_logger(__name__)

# How long a sender may take before another one may try; longer than any mail server's time limit.
LEASE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=6)
FORGOTTEN = "The text held a secret link and is not kept."

type Recipient = AbstractBaseUser | str


def send(
    *,
    template: str,
    to: Recipient,
    context: Mapping[str, Any],
    about: Model | None = None,
    key: str | None = None,
    is_secret: bool = False,
) -> SentMail:
    """Record the mail and try to send it. Call it after the commit of what it tells of.

    With a `key` that was used before nothing new is written: the first mail stands. A mail server
    that does not answer is no error here; the sweeper tries again. The text of a secret mail is
    forgotten once it is sent.
    """
    mail = _write(
        template=template, to=to, context=context, about=about, key=key, is_secret=is_secret
    )
    deliver(mail)
    mail.refresh_from_db()
    return mail


def send_each(
    people: Iterable[AbstractBaseUser],
    *,
    template: str,
    context: Mapping[str, Any],
    about: Model,
    key: str,
) -> None:
    """The same mail to several people, once each for this `key`.

    All are written down before the first is sent: whoever is killed in between leaves nobody out.
    """
    with transaction.atomic():
        mails = [
            _write(
                template=template, to=person, context=context, about=about, key=f"{key}:{person.pk}"
            )
            for person in people
        ]
    for mail in mails:
        deliver(mail)


def _write(
    *,
    template: str,
    to: Recipient,
    context: Mapping[str, Any],
    about: Model | None,
    key: str | None,
    is_secret: bool = False,
) -> SentMail:
    subject, body = render(template, {"recipient": to, **context})
    fields = {
        "to": to if isinstance(to, str) else getattr(to, to.get_email_field_name()),
        "template": template,
        "subject": subject,
        "body": body,
        "subject_type": about._meta.label_lower if about else "",
        "subject_id": str(about.pk) if about else "",
        "is_secret": is_secret,
    }
    if key is None:
        return SentMail.objects.create(**fields)
    mail, _ = SentMail.objects.get_or_create(key=key, defaults=fields)
    return mail


def deliver(mail: SentMail) -> bool:
    """Send one mail if it is due and nobody else is at it; say whether this call sent it."""
    now = timezone.now()
    due = SentMail.objects.unsent().filter(pk=mail.pk)
    if not due.update(next_attempt_at=now + LEASE, attempts=F("attempts") + 1):
        return False
    try:
        EmailMessage(subject=mail.subject, body=mail.body, to=[mail.to]).send()
    except Exception as error:  # noqa: BLE001  whatever a mail server does, the mail is kept
        _failed(mail, error)
        return False
    kept = {"body": FORGOTTEN} if mail.is_secret else {}
    SentMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), error="", **kept)
    logger.info("mail_sent", mail=mail.pk, template=mail.template)
    return True


def pause_after(attempts: int) -> timedelta:
    """Half a minute after the first failure, twice as long after each further one."""
    doubled: int = 2 ** min(attempts - 1, 12)
    return min(timedelta(seconds=30) * doubled, LONGEST_PAUSE)


def _failed(mail: SentMail, error: Exception) -> None:
    mail.refresh_from_db(fields=["attempts"])
    SentMail.objects.filter(pk=mail.pk).update(
        error=f"{type(error).__name__}: {error}"[:1000],
        next_attempt_at=timezone.now() + pause_after(mail.attempts),
    )
    logger.warning("mail_failed", mail=mail.pk, template=mail.template, error=type(error).__name__)
