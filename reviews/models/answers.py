"""What did a reviewer find, or answer where a criterion is not met or not known?"""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.bounds import LONGEST_NOTE, LONGEST_STATEMENT
from exports_portal.web.fields import LongTextField
from reviews.criteria.assessing import BY_CODE
from reviews.models.case import ReviewTrack
from reviews.states import RowFinding, TrackOutcome

LONGEST_CODE = 40
LONGEST_SUBJECT = 1_000  # characters; the name of a party with what it is to the proposal


class AnswerQuerySet(models.QuerySet["TrackAnswer"]):
    def that_count(self) -> "AnswerQuerySet":
        """Those on which a track is satisfied now."""
        return self.filter(replaced_at=None, track__outcome=TrackOutcome.SATISFIED)

    def last_given(self) -> "AnswerQuerySet":
        """Those of the last conclusion, also of a track that was opened again since."""
        return self.filter(replaced_at=None)


class TrackAnswer(models.Model):
    """Why a track is satisfied although this stands against it, or what a reviewer found where
    something is claimed with evidence (`finding`). Officers read it.

    It answers exactly what was computed then: `digest` tells it, and when something else is
    computed later the answer counts no longer. It is kept when another conclusion replaces it.
    """

    track = models.ForeignKey(ReviewTrack, on_delete=models.PROTECT, related_name="answers")
    criterion = models.CharField(max_length=LONGEST_CODE)
    subject = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    outcome = models.CharField(max_length=16)
    said = LongTextField(max_length=LONGEST_STATEMENT)
    digest = models.CharField(max_length=64)
    finding = models.CharField(max_length=20, choices=RowFinding, blank=True)
    answer = LongTextField(max_length=LONGEST_NOTE)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("track", "digest"),
                condition=Q(replaced_at=None),
                name="answer_once_per_track",
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion} {self.subject}".strip()

    @property
    def name(self) -> str:
        """What it is about, in a few words. Empty for a criterion that the portal no longer has."""
        criterion = BY_CODE.get(self.criterion)
        return criterion.name if criterion else ""

    @property
    def is_on_condition(self) -> bool:
        return self.finding == RowFinding.MET_WITH_CONDITION

    @property
    def tone(self) -> str:
        return "warning" if self.is_on_condition else "good"
