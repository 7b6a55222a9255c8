"""Which file waits until the person who chose it has seen what it would change?"""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models
from django.utils import timezone

from exports_portal.accounts.models import Organization, User
from exports_portal.bounds import LARGEST_IMPORT_BYTES, LONGEST_FILE_NAME
from proposals.models.proposal import Proposal

PATIENCE = timedelta(hours=1)  # program default: a preview is looked at and applied, or forgotten


def _expiry() -> datetime:
    return timezone.now() + PATIENCE


class PendingImportQuerySet(models.QuerySet["PendingImport"]):
    def waiting(self, proposal: Proposal, by: User) -> "PendingImportQuerySet":
        """What this person may still apply to this proposal. Nobody else can know of it."""
        return self.filter(proposal=proposal, by=by, expires_at__gt=timezone.now())

    def expired(self) -> "PendingImportQuerySet":
        return self.filter(expires_at__lte=timezone.now())


class PendingImport(models.Model):
    """What a file says (`found`), for one person and one proposal, until it is applied or expires.

    It is imported in the name of `contributor`, a member. The bytes of the file are not kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="imports")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    contributor = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=LONGEST_FILE_NAME)
    found = models.JSONField()
    expires_at = models.DateTimeField(default=_expiry)

    objects = PendingImportQuerySet.as_manager()

    class Meta:
        constraints = (
            # Another file takes the place of the one before.
            models.UniqueConstraint(fields=("proposal", "by"), name="one_import_per_person"),
            models.CheckConstraint(
                condition=models.Q(found__octets__lte=LARGEST_IMPORT_BYTES), name="import_bounded"
            ),
        )

    def __str__(self) -> str:
        return self.name
