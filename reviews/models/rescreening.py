"""Which re-screening looked at which versions, and which strong hits did it bring to officers?"""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from exports_portal.accounts.models import Organization, User
from exports_portal.audit.models import AuditEvent
from proposals.models import Proposal, ProposalVersion
from reviews.models.lists import ListVersion
from reviews.models.screening import ScreeningHit, ScreeningRun
from reviews.queries import RescreeningQuerySet
from reviews.states import CheckOutcome, RunKind


class Rescreening(models.Model):
    """One pass over the watched versions: a list changed, an organization changed, or weekly.

    Its checks are written down when it is queued; a worker takes them up one after the other, so
    what was interrupted goes on where it stopped. Once finished the database refuses changes.
    """

    kind = models.CharField(max_length=16, choices=RunKind)
    list_version = models.ForeignKey(
        ListVersion, on_delete=models.PROTECT, null=True, related_name="rescreenings"
    )
    # The edit of an organization that it follows.
    edit = models.OneToOneField(
        AuditEvent, on_delete=models.PROTECT, null=True, related_name="rescreening"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="+"
    )
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    queued_at = models.DateTimeField(default=timezone.now)
    # Renewed with every party looked at, so that the sweeper tells a slow pass from a dead one.
    progress_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    party_count = models.PositiveIntegerField(default=0)
    looked_at_count = models.PositiveIntegerField(default=0)
    affected_count = models.PositiveIntegerField(default=0)

    objects = RescreeningQuerySet.as_manager()

    class Meta:
        ordering = ("-queued_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("kind",),
                condition=Q(kind__in=("LIST_CHANGE", "WEEKLY"), finished_at=None),
                name="one_open_rescreening",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.queued_at:%Y-%m-%d %H:%M}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None


class VersionCheck(models.Model):
    """What a re-screening found about one version. Once looked at the database refuses changes.

    UNCHANGED with a list version says: against that list, at that time, nothing changed for the
    results of `basis`.
    """

    rescreening = models.ForeignKey(Rescreening, on_delete=models.PROTECT, related_name="checks")
    version = models.ForeignKey(
        ProposalVersion, on_delete=models.PROTECT, related_name="screening_checks"
    )
    basis = models.ForeignKey(
        ScreeningRun, on_delete=models.PROTECT, null=True, related_name="checks"
    )
    list_version = models.ForeignKey(
        ListVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=16, choices=CheckOutcome, blank=True)
    # The run in which it was screened again.
    run = models.OneToOneField(
        ScreeningRun, on_delete=models.PROTECT, null=True, related_name="check_of"
    )
    checked_at = models.DateTimeField(null=True)
    party_count = models.PositiveIntegerField(default=0)
    affected_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("rescreening_id", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("rescreening", "version"), name="version_once_per_rescreening"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", checked_at=None)
                | (~Q(outcome="") & Q(checked_at__isnull=False)),
                name="a_check_with_an_outcome_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}: {self.get_outcome_display() or 'not looked at yet'}"


class HitAlert(models.Model):
    """A strong hit that nobody had judged was found in a case that had been past it.

    One for each pair of records; it is closed when the pair is adjudicated. `is_designated` and
    `suspended` say how the package stood, and whether the policy suspended it for this.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="hit_alerts")
    hit = models.ForeignKey(ScreeningHit, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    is_designated = models.BooleanField()
    suspended = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=timezone.now)
    # When the officers were told; the sweeper looks for alerts nobody was told of.
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("proposal", "fingerprint"), name="alert_once_per_pair"),
        )

    def __str__(self) -> str:
        return f"{self.proposal.public_id}: {self.hit}"
