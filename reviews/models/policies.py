"""Which policy did a steward propose, what would it change, and who activated it?"""

from django.db import models
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.bounds import LARGEST_POLICY_BYTES, LONGEST_NOTE
from exports_portal.policy.loading import Snapshot, parse
from exports_portal.policy.models import Kind, PolicySnapshot
from exports_portal.web.fields import LongTextField
from reviews.states import PolicyOutcome


class PolicyProposal(models.Model):
    """A snapshot of reference data that waits for a second person. `text` is the file, as it came.

    `trial`: a row for each open or designated case, as `reviews.policy_trials` has it; None until
    it is tried.
    """

    kind = models.CharField(max_length=32, choices=Kind)
    title = models.CharField(max_length=200)
    text = LongTextField(max_length=LARGEST_POLICY_BYTES)
    reason = LongTextField(max_length=LONGEST_NOTE)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    trial = models.JSONField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=16, choices=PolicyOutcome, default=PolicyOutcome.WAITING)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = LongTextField(max_length=LONGEST_NOTE, blank=True)
    snapshot = models.OneToOneField(PolicySnapshot, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ("-proposed_at", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def is_waiting(self) -> bool:
        return self.outcome == PolicyOutcome.WAITING

    @property
    def says(self) -> Snapshot:
        return parse(self.text, name=self.title)
