"""Where are the records of a dossier kept, and every revision of them?"""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from exports_portal.accounts.models import Organization, User
from exports_portal.bounds import LARGEST_RECORD_BYTES, MOST_CODES
from exports_portal.web.fields import ShortArrayField
from proposals.content.whole import Part, parts
from proposals.models.proposal import Proposal

LONGEST_KIND = 40


@models.JSONField.register_lookup
class Octets(models.Transform):
    """The size of a JSON value as text, in bytes."""

    lookup_name = "octets"
    template = "octet_length((%(expressions)s)::text)"
    output_field = models.IntegerField()


class ContentRecord(models.Model):
    """A record of a draft. `kind` is the name of its field in `ProposalContent`.

    `data` is what the record says, without what equals its default. `revision` counts its changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="records")
    kind = models.CharField(max_length=LONGEST_KIND)
    contributor = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    data = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("proposal", "kind", "position", "id")
        indexes = (
            models.Index(
                fields=("proposal", "kind", "position"),
                name="record_of_proposal",
                condition=models.Q(removed_at=None),
            ),
        )

        constraints = (
            models.CheckConstraint(
                condition=models.Q(data__octets__lte=LARGEST_RECORD_BYTES), name="record_bounded"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def part(self) -> Part:
        return parts()[self.kind]


class RecordRevision(models.Model):
    """What a record said, who wrote it and when. Append-only: undo is another revision.

    `changed` names the fields that differ from the revision before.
    """

    record = models.ForeignKey(ContentRecord, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    data = models.JSONField(default=dict)
    changed = ShortArrayField(models.CharField(max_length=64), size=MOST_CODES, default=list)
    is_removal = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("record", "number")
        constraints = (models.UniqueConstraint(fields=("record", "number"), name="revision_once"),)

    def __str__(self) -> str:
        return f"{self.record_id} revision {self.number}"
