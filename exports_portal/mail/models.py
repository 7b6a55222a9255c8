"""Which mails left the portal, and which still have to?"""

from django.db import models
from django.utils import timezone

# With the pauses of `sending.pause_after` this is about four days of trying.
MAX_ATTEMPTS = 20


class SentMailQuerySet(models.QuerySet["SentMail"]):
    def unsent(self) -> "SentMailQuerySet":
        """Mails that are due: the sweeper hands each to `deliver()`."""
        return self.filter(
            sent_at=None, attempts__lt=MAX_ATTEMPTS, next_attempt_at__lte=timezone.now()
        )

    def given_up(self) -> "SentMailQuerySet":
        """Mails that a person has to look at."""
        return self.filter(sent_at=None, attempts__gte=MAX_ATTEMPTS)

    def about(self, subject: models.Model) -> "SentMailQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


class SentMail(models.Model):
    """One mail to one person. `key` makes it the only one of its kind, however often asked for."""

    to = models.EmailField()
    template = models.CharField(max_length=100)
    subject = models.CharField(max_length=255)
    body = models.TextField()
    key = models.CharField(max_length=200, unique=True, null=True)  # noqa: DJ001  many have none
    subject_type = models.CharField(max_length=100, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # The text opens a door to whoever reads it: it is forgotten once the mail is sent.
    is_secret = models.BooleanField(default=False)
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
        )

    def __str__(self) -> str:
        return f"{self.template} to {self.to}"
