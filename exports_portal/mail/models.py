"""Which mails left the portal, and which still have to?"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from exports_portal.mail.kinds import Way

# With the pauses of `sending.pause_after` this is about four days of trying.
MAX_ATTEMPTS = 20


class SentMailQuerySet(models.QuerySet["SentMail"]):
    def to_send(self) -> "SentMailQuerySet":
        """Mails that did not leave yet, and are not given up. Of those that wait for a digest
        nobody expects that they leave.
        """
        return self.filter(way=Way.AT_ONCE, sent_at=None, attempts__lt=MAX_ATTEMPTS)

    def unsent(self) -> "SentMailQuerySet":
        """Those of them that are due: the sweeper hands each to `deliver()`."""
        return self.to_send().filter(next_attempt_at__lte=timezone.now())

    def for_digest(self) -> "SentMailQuerySet":
        """Mails that wait for the digest of their reader."""
        waiting = self.filter(way=Way.DAILY, told_in=None, dropped_at=None)
        return waiting.exclude(person=None)

    def given_up(self) -> "SentMailQuerySet":
        """Mails that a person has to look at."""
        return self.filter(sent_at=None, attempts__gte=MAX_ATTEMPTS)

    def about(self, subject: models.Model) -> "SentMailQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


class SentMail(models.Model):
    """One mail to one person. `key` makes it the only one of its kind, however often asked for.

    `way`: as its reader had chosen when it was written. One that was not wanted is kept as well, so
    that it is not written again. `told_in`: the digest that told of it; `dropped_at`: none did.
    """

    to = models.EmailField()
    # Whose address that was, where it was that of an account.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    template = models.CharField(max_length=100)
    subject = models.CharField(max_length=255)
    body = models.TextField()
    key = models.CharField(max_length=200, unique=True, null=True)  # noqa: DJ001  many have none
    subject_type = models.CharField(max_length=100, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # The text opens a door to whoever reads it: it is forgotten once the mail is sent.
    is_secret = models.BooleanField(default=False)
    way = models.CharField(max_length=16, choices=Way, default=Way.AT_ONCE)
    told_in = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="tells")
    dropped_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # While a sender holds the mail this lies a little ahead, so that no second one takes it.
    next_attempt_at = models.DateTimeField(default=timezone.now)
    error = models.TextField(blank=True)

    objects = SentMailQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=["next_attempt_at"], name="mail_due", condition=models.Q(sent_at=None)
            ),
            models.Index(fields=["subject_type", "subject_id"], name="mail_subject"),
            models.Index(
                fields=["person"],
                name="mail_for_digest",
                condition=models.Q(way=Way.DAILY, told_in=None, dropped_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.template} to {self.to}"
