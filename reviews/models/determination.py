"""What was decided, on which grounds and conditions, and which letter says so?"""

from django.db import models
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.bounds import LONGEST_NOTE, LONGEST_STATEMENT
from exports_portal.files.models import StoredFile
from exports_portal.web.fields import LongTextField
from proposals.models import Proposal, ProposalVersion
from reviews.models.lists import ListVersion
from reviews.models.screening import ScreeningRun
from reviews.queries import DeterminationQuerySet
from reviews.states import ConditionCategory, ContentBasis, DeterminationOutcome


class Determination(models.Model):
    """A national-interest determination on a version, with what it was taken on (R45)."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="determinations")
    version = models.ForeignKey(
        ProposalVersion, on_delete=models.PROTECT, related_name="determinations"
    )
    outcome = models.CharField(max_length=16, choices=DeterminationOutcome)
    designation_number = models.CharField(max_length=24, unique=True, null=True)  # noqa: DJ001  only a designation has one
    rationale = LongTextField(
        max_length=LONGEST_STATEMENT,
        help_text="Stands in the letter: no confidential value, no screening hit.",
    )
    content_basis = models.CharField(max_length=16, choices=ContentBasis)
    screening_run = models.ForeignKey(
        ScreeningRun, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # In force when it was decided; the run may have been made on an earlier one and hold still.
    list_in_force = models.ForeignKey(
        ListVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    policy_snapshots = models.JSONField(default=list)
    # Every criterion as it was computed then, as `manage.py assess` tells it.
    assessed = models.JSONField(default=list)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    objects = DeterminationQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="designations_have_a_number",
                condition=models.Q(outcome=DeterminationOutcome.DESIGNATED)
                ^ models.Q(designation_number=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.proposal.public_id}"


class Condition(models.Model):
    """Something the consortium must keep to while designated."""

    determination = models.ForeignKey(
        Determination, on_delete=models.PROTECT, related_name="conditions"
    )
    position = models.PositiveIntegerField(default=0)
    category = models.CharField(max_length=16, choices=ConditionCategory)
    text = LongTextField(max_length=LONGEST_NOTE)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text


class DecisionLetter(models.Model):
    """The PDF that tells the applicant. One per determination and template version."""

    determination = models.ForeignKey(
        Determination, on_delete=models.PROTECT, related_name="letters"
    )
    template_version = models.CharField(max_length=16)
    verification_code = models.CharField(max_length=32, unique=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    # The head of the audit trail at the decision, as the letter prints it.
    audit_head = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField(default=timezone.now)
    # When the applicant was told; the sweeper looks for letters nobody was told of.
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-issued_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("determination", "template_version"), name="one_letter_per_determination"
            ),
        )

    def __str__(self) -> str:
        return f"Letter {self.verification_code}"
