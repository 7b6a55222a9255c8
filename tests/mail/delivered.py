"""Which mails left the portal, as far as a test looks?"""

from collections.abc import Iterator

from django.core import mail as django_mail
from django.core.mail import EmailMessage

from exports_portal.mail.sending import deliver_what_is_due


class Outbox:
    """The mails that left. Whoever looks has had what is due delivered, as a worker does."""

    def __len__(self) -> int:
        return len(self._delivered())

    def __getitem__(self, number: int) -> EmailMessage:
        return self._delivered()[number]

    def __iter__(self) -> Iterator[EmailMessage]:
        return iter(self._delivered())

    def clear(self) -> None:
        self._delivered().clear()

    @staticmethod
    def _delivered() -> list[EmailMessage]:
        deliver_what_is_due()
        return django_mail.outbox


outbox = Outbox()
