"""Was this draft asked for before? A program that repeats its call gets the same proposal."""

from django.db import models
from django.utils import timezone

from exports_portal.accounts.models import User
from proposals.models.proposal import Proposal


class CreationKey(models.Model):
    """The `Idempotency-Key` with which somebody started a proposal, and what was asked then."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    payload_digest = models.CharField(max_length=64)
    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "key"), name="creation_key_once_per_person"),
        )

    def __str__(self) -> str:
        return self.key
