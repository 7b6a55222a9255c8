"""What does the portal do when the mail server does not take a mail?"""

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused
from threading import Event

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend


class RefusingBackend(BaseEmailBackend):
    """A mail server that is away."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError("the mail server does not answer")


class PickyBackend(EmailBackend):
    """A mail server that does not know one of the addresses."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if email_messages[0].to == ["refused@lumen.example"]:
            raise SMTPRecipientsRefused({"refused@lumen.example": (550, b"no such person")})
        return super().send_messages(email_messages)


class MuteBackend(EmailBackend):
    """A mail server that takes the connection and says nothing until it is let."""

    asked = Event()
    may_answer = Event()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.asked.set()
        self.may_answer.wait(30)
        return super().send_messages(email_messages)


class KillingBackend(BaseEmailBackend):
    """The process is stopped while the first mail is on its way."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise KeyboardInterrupt
