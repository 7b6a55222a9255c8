"""What do officers note on a case: who works on what, what was found, asked and answered?"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Agency
from exports_portal.bounds import LONGEST_NOTE, LONGEST_STATEMENT, MOST_CODES
from exports_portal.web.fields import LongTextField, ShortArrayField
from proposals.content.naming import LONGEST_NAMED
from proposals.models import Proposal, ProposalVersion
from reviews.states import (
    ConsultationResponse,
    FindingSource,
    ResolutionCode,
    Severity,
    TrackKind,
    TrackOutcome,
)


class ReviewTrack(models.Model):
    """One of the questions that are examined side by side, on one version."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="tracks")
    version = models.ForeignKey(ProposalVersion, on_delete=models.PROTECT, related_name="tracks")
    kind = models.CharField(max_length=20, choices=TrackKind)
    assignee = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="review_tracks"
    )
    due_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=16, choices=TrackOutcome, blank=True)
    comment = LongTextField(max_length=LONGEST_NOTE, blank=True)
    concluded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    concluded_at = models.DateTimeField(null=True, blank=True)
    # Who found it not satisfied, and who opened it again since: until it is concluded otherwise.
    objected_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    reopened_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    # The same track of the version before an amendment, and which fields that changed of its
    # subject: named, one on a line, without what they say.
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    reopened_for = LongTextField(max_length=LONGEST_STATEMENT, blank=True, editable=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("version", "kind"), name="track_once_per_version"),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_concluded(self) -> bool:
        return self.concluded_at is not None


class Finding(models.Model):
    """Something an officer or the portal found. `text_internal` never stands in a letter.

    What the portal found is known again by `source` and `key`. It is closed by what changed, or by
    two people with a `resolution_code`: `first_person` proposes, `resolved_by` agrees.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="findings")
    # None: it concerns the case as a whole.
    track = models.ForeignKey(
        ReviewTrack, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    source = models.CharField(
        max_length=12, choices=FindingSource, default=FindingSource.OFFICER, editable=False
    )
    key = models.CharField(max_length=80, blank=True, editable=False)
    severity = models.CharField(max_length=10, choices=Severity)
    text_public = LongTextField("text for the applicant", max_length=LONGEST_NOTE, blank=True)
    text_internal = LongTextField(
        "text for officers only", max_length=LONGEST_STATEMENT, blank=True
    )
    # None: the portal found it by itself.
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    resolution = LongTextField(max_length=LONGEST_NOTE, blank=True)
    resolution_code = models.CharField(max_length=16, choices=ResolutionCode, blank=True)
    first_person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_reason = LongTextField(max_length=LONGEST_NOTE, blank=True)
    resolved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-raised_at", "-pk")
        indexes = (
            models.Index(
                fields=("proposal",),
                name="blocking_findings",
                condition=Q(severity=Severity.BLOCKING, resolved_at=None),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="finding_says_something",
                condition=~Q(text_public="") | ~Q(text_internal=""),
            ),
            models.UniqueConstraint(
                fields=("proposal", "source", "key"),
                condition=~Q(key=""),
                name="finding_once_per_key",
            ),
            # By nobody: the portal, for what changed. Rows older than the key have none.
            models.CheckConstraint(
                name="finding_of_the_portal_takes_two",
                condition=Q(key="")
                | Q(resolved_by=None)
                | Q(first_person__isnull=False) & ~Q(first_person=F("resolved_by")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_severity_display()}: {self.text_public or self.text_internal}"

    @property
    def is_of_portal(self) -> bool:
        return self.source != FindingSource.OFFICER


class Consultation(models.Model):
    """What an agency answered on a version (E.O. 14320 sec. 3(d)). Never shown to the applicant."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="consultations")
    version = models.ForeignKey(
        ProposalVersion, on_delete=models.PROTECT, related_name="consultations"
    )
    agency = models.CharField(max_length=16, choices=Agency)
    requested_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(null=True, blank=True)
    response = models.CharField(max_length=24, choices=ConsultationResponse, blank=True)
    comment = LongTextField(max_length=LONGEST_NOTE, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    # As of a track.
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    reopened_for = LongTextField(max_length=LONGEST_STATEMENT, blank=True, editable=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("version", "agency"), name="agency_once_per_version"),
        )

    def __str__(self) -> str:
        return self.get_agency_display()


class Spokesperson(models.Model):
    """Who answered for which agency on a case: one person speaks for one of them.

    It stays when a colleague answers over what they said.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="spokespeople")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(max_length=16, choices=Agency)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("proposal", "user"), name="one_agency_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.user} for the {self.get_agency_display()}"


class InformationRequest(models.Model):
    """A question to the applicant and its answer. The clock of the review stands in between.

    `about`: what it names of the version it was asked on (`proposals.content.naming`). An answer
    that changes the proposal is given with version `answered_on`. `told_at`: who asked was told.
    """

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="information_requests"
    )
    question = LongTextField(max_length=LONGEST_NOTE)
    about = ShortArrayField(
        models.CharField(max_length=LONGEST_NAMED), size=MOST_CODES, default=list, blank=True
    )
    asked_on = models.ForeignKey(
        ProposalVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_on = models.ForeignKey(
        ProposalVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(null=True, blank=True)
    answer = LongTextField(max_length=LONGEST_STATEMENT, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("proposal",), condition=Q(answered_at=None), name="one_open_question"
            ),
        )

    def __str__(self) -> str:
        return self.question


class ConflictDeclaration(models.Model):
    """What an officer declared about an interest in a case.

    A conflict keeps them from it until a case lead has lifted it, who is another person.
    """

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="conflict_declarations"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    has_conflict = models.BooleanField()
    note = LongTextField(max_length=LONGEST_NOTE, blank=True)
    declared_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    lifted_at = models.DateTimeField(null=True, blank=True, editable=False)
    lifted_note = LongTextField(max_length=LONGEST_NOTE, blank=True, editable=False)

    class Meta:
        ordering = ("-declared_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="conflict_lifted_by_another",
                condition=Q(lifted_by=None, lifted_at=None)
                | Q(has_conflict=True, lifted_by__isnull=False, lifted_at__isnull=False)
                & ~Q(lifted_by=F("user")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {'conflict' if self.has_conflict else 'no conflict'}"

    @property
    def stands(self) -> bool:
        return self.has_conflict and self.lifted_at is None
