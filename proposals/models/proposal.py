"""What is a proposal, whose is it, and where does it stand?"""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.web.name_fields import UndirectedField
from exports_portal.web.validators import no_control_characters
from proposals.models.call import CallForProposals
from proposals.models.consortium import Consortium
from proposals.queries import ProposalQuerySet
from proposals.states import APPLICANT_LABELS, EDITABLE, UNDER_REVIEW
from proposals.workflow import ProposalWorkflow


class Proposal(ProposalWorkflow):
    """A full-stack AI export package as a consortium proposes it (E.O. 14320 sec. 3(b)).

    The row and its records are the draft; `title` repeats what they say, for lists: under review
    what the last version says. What was submitted is in `versions`, frozen. `amendment`: the one
    that is open now.
    """

    consortium = models.ForeignKey(Consortium, on_delete=models.PROTECT, related_name="proposals")
    call = models.ForeignKey(CallForProposals, on_delete=models.PROTECT, related_name="proposals")
    public_id = models.CharField("number", max_length=20, unique=True, null=True, editable=False)  # noqa: DJ001  a draft has none, and two drafts must not collide
    title = UndirectedField(max_length=200, validators=(no_control_characters,))
    was_reopened = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    # The review clock: stopped since `clock_paused_at`, and for `clock_paused_for` before that.
    clock_paused_at = models.DateTimeField(null=True, editable=False)
    clock_paused_for = models.DurationField(default=timedelta, editable=False)
    amendment = models.ForeignKey(
        "proposals.Amendment", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        # What the review queue is sorted by.
        indexes = (
            models.Index(fields=("title", "public_id"), name="proposal_title"),
            models.Index(fields=("state", "public_id"), name="proposal_state"),
        )

    def __str__(self) -> str:
        return f"{self.public_id} {self.title}" if self.public_id else self.title

    @property
    def applicant_label(self) -> str:
        return APPLICANT_LABELS[self.state]

    @property
    def is_amended(self) -> bool:
        """Is the draft an amendment of what is under review?"""
        return self.amendment_id is not None and self.state in UNDER_REVIEW

    @property
    def is_editable(self) -> bool:
        """Is there a draft, and is it the applicant's to write?"""
        return self.state in EDITABLE or self.is_amended

    @property
    def review_age(self) -> timedelta | None:
        """Time under review since submission, less the time the applicant was being waited for."""
        if self.submitted_at is None:
            return None
        return (self.clock_paused_at or timezone.now()) - self.submitted_at - self.clock_paused_for
