"""What is one entry of the audit trail, and how are entries about an object found?"""

from django.conf import settings
from django.db import models
from django.utils import timezone


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Reads of the trail. Writing is `record()` alone."""

    def about(self, subject: models.Model) -> "AuditEventQuerySet":
        """Everything recorded about this object, oldest first."""
        return self.filter(
            subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
        ).order_by("id")


class AuditEvent(models.Model):
    """Something that happened. A database trigger refuses to change, delete or truncate it.

    `hash` covers every other field and the hash of the event before it, so a change made behind
    the trigger's back is found by `manage.py verify_audit`.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The name by which the actor signed in at that time; a later change of the account keeps it.
    actor_label = models.CharField(max_length=254)
    verb = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=64)
    summary = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_subject"),
            models.Index(fields=["actor", "id"], name="audit_actor"),
            models.Index(fields=["verb", "id"], name="audit_verb"),
        )
        constraints = (
            # Each event has one successor: the chain cannot fork, whatever the code does.
            models.UniqueConstraint(fields=["previous_hash"], name="audit_one_successor"),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id} by {self.actor_label}"


class AuditCheck(models.Model):
    """One look at the whole trail. `problems` are sentences, none when it was whole."""

    at = models.DateTimeField(default=timezone.now)
    events = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.events} events, {len(self.problems)} problems"
