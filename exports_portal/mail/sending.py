"""How does a mail leave the portal, exactly once as far as a mail server allows?"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from smtplib import SMTPConnectError, SMTPServerDisconnected
from socket import gaierror
from typing import Any

import structlog
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import F, Model
from django.utils import timezone

from exports_portal.mail.kinds import way_of
from exports_portal.mail.models import SentMail
from exports_portal.mail.rendering import SUBJECT_LENGTH, render
from exports_portal.mail.signals import mail_written

logger = structlog.get_logger(__name__)

AT_ONCE = 100  # mails in one go
LOCK = 0x6D61696C  # any number that nothing else in the database locks by
# The server, and not this one mail: the next mail would wait as long.
SERVER_AWAY = (ConnectionError, TimeoutError, gaierror, SMTPServerDisconnected, SMTPConnectError)
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
    """Write the mail down; after the commit a worker sends it, or it waits for the digest that its
    reader has chosen (kinds.py). Nobody who clicked waits for that.

    With a `key` that was used before nothing new is written: the first mail stands. The text of a
    secret mail is forgotten once it is sent.
    """
    mail = _write(
        template=template, to=to, context=context, about=about, key=key, is_secret=is_secret
    )
    _ask_for_delivery()
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

    All are written down together: whoever is killed in between leaves nobody out.
    """
    with transaction.atomic():
        for person in people:
            _write(
                template=template, to=person, context=context, about=about, key=f"{key}:{person.pk}"
            )
        _ask_for_delivery()


def send_as_written(*, to: str, subject: str, body: str, template: str) -> SentMail:
    """A mail that another package has put into words: a link to sign up or to a new password."""
    mail = SentMail.objects.create(
        to=to,
        subject=subject[:SUBJECT_LENGTH],
        body=body,
        template=template,
        is_secret=True,
    )
    _ask_for_delivery()
    return mail


def _ask_for_delivery() -> None:
    transaction.on_commit(lambda: mail_written.send_robust(SentMail))


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
        "person_id": None if isinstance(to, str) else to.pk,
        "template": template,
        "subject": subject,
        "body": body,
        "subject_type": about._meta.label_lower if about else "",
        "subject_id": str(about.pk) if about else "",
        "is_secret": is_secret,
        "way": way_of(template, to),
    }
    if key is None:
        return SentMail.objects.create(**fields)
    mail, _ = SentMail.objects.get_or_create(key=key, defaults=fields)
    return mail


def deliver_what_is_due() -> None:
    """Send what is due, one process at a time: a mute mail server holds up one worker, not all.

    When the server is away the rest waits for the next time, so that this takes one time limit and
    not one for each mail.
    """
    with _alone() as is_alone:
        if is_alone:
            for mail in SentMail.objects.unsent().order_by("pk")[:AT_ONCE]:
                if isinstance(_attempt(mail), SERVER_AWAY):
                    break


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether this process alone sends mails. The lock ends with the connection that holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (is_alone,) = cursor.fetchone()
        try:
            yield is_alone
        finally:
            if is_alone:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _attempt(mail: SentMail) -> Exception | None:
    """Send it if it is due and nobody else is at it; give what went wrong with the server."""
    now = timezone.now()
    due = SentMail.objects.unsent().filter(pk=mail.pk)
    if not due.update(next_attempt_at=now + LEASE, attempts=F("attempts") + 1):
        return None
    try:
        EmailMessage(subject=mail.subject, body=mail.body, to=[mail.to]).send()
    except Exception as error:  # noqa: BLE001  whatever a mail server does, the mail is kept
        _failed(mail, error)
        return error
    kept = {"body": FORGOTTEN} if mail.is_secret else {}
    SentMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), error="", **kept)
    logger.info("mail_sent", mail=mail.pk, template=mail.template)
    return None


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
