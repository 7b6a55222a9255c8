"""Which parties were screened, on which list version, with which hits, and who adjudicated them?"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.bounds import LONGEST_NOTE
from exports_portal.files.models import StoredFile
from exports_portal.web.fields import LongTextField
from proposals.models import Proposal, ProposalVersion
from reviews.hits import HitQuerySet
from reviews.models.lists import ListVersion
from reviews.queries import RunQuerySet
from reviews.states import (
    AdjudicationCode,
    AdjudicationOutcome,
    RunKind,
    Standing,
    standing,
)


class ScreeningRun(models.Model):
    """One screening of every party of a frozen version. Once finished the database refuses changes.

    The parties are written down when the run is queued; a worker takes them one by one, so a run
    that was interrupted goes on where it stopped. `basis` is the run it continues: of its results
    those that still hold are carried over.
    """

    version = models.ForeignKey(
        ProposalVersion, on_delete=models.PROTECT, related_name="screening_runs"
    )
    kind = models.CharField(max_length=16, choices=RunKind, default=RunKind.SUBMITTED)
    basis = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    list_version = models.ForeignKey(
        ListVersion, on_delete=models.PROTECT, null=True, related_name="runs"
    )
    matcher_version = models.CharField(max_length=40, blank=True)
    policy = models.JSONField(default=dict)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    queued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    # Renewed with every party, so that the sweeper tells a slow run from a dead one.
    progress_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    party_count = models.PositiveIntegerField(default=0)
    screened_count = models.PositiveIntegerField(default=0)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ("-queued_at", "-pk")
        indexes = (models.Index(fields=("queued_at",), name="run_queued"),)
        constraints = (
            models.UniqueConstraint(
                fields=("version",), condition=Q(finished_at=None), name="one_open_run_per_version"
            ),
        )

    def __str__(self) -> str:
        return f"Screening of {self.version}, {self.queued_at:%Y-%m-%d %H:%M}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None


class ScreenedParty(models.Model):
    """A party of the version as it was asked for. `query` is the engine's Party."""

    class Kind(models.TextChoices):
        ORGANIZATION = "ORGANIZATION", "Organization"
        OWNER = "OWNER", "Owner"
        OFFICER = "OFFICER", "Officer"
        SUPPLIER = "SUPPLIER", "Supplier"
        FACILITY = "FACILITY", "Facility"
        LANDLORD = "LANDLORD", "Landlord"
        OPERATOR = "OPERATOR", "Operator"
        FORWARDER = "FORWARDER", "Freight forwarder"
        FINANCIER = "FINANCIER", "Lender or investor"
        BUYER = "BUYER", "Buyer"
        END_USER = "END_USER", "End user"
        TENANT = "TENANT", "Tenant or remote user"
        ADDRESS = "ADDRESS", "Address"

    run = models.ForeignKey(ScreeningRun, on_delete=models.PROTECT, related_name="parties")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.TextField()
    relation = models.TextField(help_text="What the party is to the proposal.")
    query = models.JSONField()
    screened_at = models.DateTimeField(null=True)
    # A member says so since the submission; the version itself does not name this.
    since_submission = models.BooleanField(default=False)
    # The party of an earlier run that was screened when the same was asked; its hits are copied.
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("run_id", "position")
        verbose_name_plural = "screened parties"
        constraints = (
            models.UniqueConstraint(fields=("run", "position"), name="party_once_per_run"),
        )

    def __str__(self) -> str:
        return self.name


class ScreeningHit(models.Model):
    """A listed party that a screened party may be. Best first by `rank`."""

    party = models.ForeignKey(ScreenedParty, on_delete=models.PROTECT, related_name="hits")
    rank = models.PositiveIntegerField()
    entry_id = models.CharField(max_length=100)
    list_code = models.TextField()
    entry = models.JSONField(help_text="The listed party as it stood in the list version.")
    score = models.FloatField()
    tier = models.CharField(max_length=10)
    matched_on = models.CharField(max_length=10)
    matched_name = models.TextField()
    explanation = models.TextField()
    # sha256 over both records: an unchanged pair keeps its adjudication in a later run.
    fingerprint = models.CharField(max_length=64, db_index=True)

    objects = HitQuerySet.as_manager()

    class Meta:
        ordering = ("party_id", "rank")
        constraints = (models.UniqueConstraint(fields=("party", "rank"), name="hit_rank_once"),)
        # What the watch over designated packages looks for, a small part of all hits.
        indexes = (models.Index(fields=("party",), condition=Q(tier="strong"), name="strong_hits"),)

    def __str__(self) -> str:
        return f"{self.matched_name} ({self.list_code}) {self.score:.2f}"


class Adjudication(models.Model):
    """What an officer found about a pair of records, and why. Kept; the latest one counts.

    Clearing a strong hit takes two: the first row proposes it, the second one `answers` the first.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="adjudications")
    hit = models.ForeignKey(ScreeningHit, on_delete=models.PROTECT, related_name="adjudications")
    fingerprint = models.CharField(max_length=64, db_index=True)
    outcome = models.CharField(max_length=16, choices=AdjudicationOutcome)
    # Blank only on rows that are older than the codes.
    code = models.CharField(max_length=24, choices=AdjudicationCode, blank=True)
    reason = LongTextField(max_length=LONGEST_NOTE)
    evidence = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    answers = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="answer"
    )
    # It takes back a true match, which takes two people whatever the tier.
    undoes_match = models.BooleanField(default=False)
    # Whose clearing this answers: written down so that the database can tell two people apart.
    first_person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="second_person_is_another", condition=~Q(first_person=F("by"))
            ),
            models.CheckConstraint(
                name="answer_names_the_first_person",
                condition=Q(answers=None, first_person=None)
                | Q(answers__isnull=False, first_person__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} by {self.by}"

    def standing_of(self, tier: str) -> Standing:
        """What this row, as the latest one, makes of a hit of that tier."""
        return standing(
            tier=tier,
            outcome=self.outcome,
            has_second=self.first_person_id is not None,
            undoes_match=self.undoes_match,
        )
