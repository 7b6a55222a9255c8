"""Which files are attached to which record, by whom, and what do they prove?"""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.files.models import StoredFile
from exports_portal.web.name_fields import UndirectedField
from proposals.content.evidence import Marking
from proposals.content.saying import Audience
from proposals.models.records import ContentRecord

LONGEST_TITLE = 200
LONGEST_PROVES = 2_000
LONGEST_ISSUER = 300


class RecordEvidenceQuerySet(models.QuerySet["RecordEvidence"]):
    def attached(self) -> "RecordEvidenceQuerySet":
        """What is there now: neither removed itself, nor together with its record."""
        return self.filter(removed_at=None, record__removed_at=None)


class RecordEvidence(models.Model):
    """A file at a record of a draft. Never changed and never deleted: versions name it by its id.

    Who removes it, and when, is written down; until then it is part of what the draft says.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    record = models.ForeignKey(ContentRecord, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = UndirectedField(max_length=LONGEST_TITLE)
    proves = models.CharField(max_length=LONGEST_PROVES, blank=True)
    issuer = UndirectedField(max_length=LONGEST_ISSUER, blank=True)
    issued_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    marking = models.CharField(max_length=16, default=Marking.ANCHOR.value)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    # Who reads it now, where a page has asked: as it is marked itself, and since.
    read_by: Audience | None = None

    objects = RecordEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("added_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("record", "file"),
                condition=models.Q(removed_at=None),
                name="evidence_once_at_a_record",
            ),
            models.CheckConstraint(
                condition=models.Q(marking__in=[mark.value for mark in Marking]),
                name="evidence_is_never_public",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at=None, removed_by=None)
                | models.Q(removed_at__isnull=False, removed_by__isnull=False),
                name="evidence_removed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.title
