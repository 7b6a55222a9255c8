"""What exactly was submitted, and under which number?"""

from functools import cached_property

from django.db import models
from django.utils import timezone

from exports_portal.accounts.models import User
from proposals.content import ProposalContent
from proposals.formats import content_from_json
from proposals.models.proposal import Proposal


class ProposalVersion(models.Model):
    """A submitted version, frozen: `sha256` is over the canonical JSON of `content`."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField("content")
    sha256 = models.CharField(max_length=64)
    policy_snapshots = models.JSONField(default=list)
    frozen_at = models.DateTimeField(default=timezone.now)
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("proposal_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=("proposal", "number"), name="version_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.proposal.public_id} version {self.number}"

    @cached_property
    def content(self) -> ProposalContent:
        return content_from_json(self.document)


class NumberCounter(models.Model):
    """The last number given in a series such as AAEP-26. Locked while the next one is given."""

    series = models.CharField(max_length=16, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}-{self.last:04d}"
