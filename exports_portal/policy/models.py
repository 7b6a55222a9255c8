"""Which reference data was in force on which day, and where does it come from?"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Kind(models.TextChoices):
    COUNTRIES_OF_CONCERN = "COUNTRIES_OF_CONCERN", "Countries of concern"
    BLOCS = "BLOCS", "Regional blocs"
    SUPPORT_INSTRUMENTS = "SUPPORT_INSTRUMENTS", "Federal support instruments"
    CERTIFICATIONS = "CERTIFICATIONS", "Compliance certifications"
    CONTENT = "CONTENT", "U.S.-content presumption"
    SCREENING = "SCREENING", "Screening thresholds"
    CONSULTED_AGENCIES = "CONSULTED_AGENCIES", "Agencies to consult"
    SECTORS = "SECTORS", "Sectors of use"
    COUNTRY_GROUPS = "COUNTRY_GROUPS", "EAR country groups"
    LIST_SOURCES = "LIST_SOURCES", "Lists within the screening list"
    OWNERSHIP_RULES = "OWNERSHIP_RULES", "Ownership: the 50 percent rules"
    DESTINATIONS = "DESTINATIONS", "Destinations not accepted"
    CONFLICTS = "CONFLICTS", "Conflicts of interest"
    CONSULTATION = "CONSULTATION", "Consultation of agencies"
    CONTROLS = "CONTROLS", "Security control catalog"
    LICENSE_POSITIONS = "LICENSE_POSITIONS", "License positions of destinations"
    REMINDERS = "REMINDERS", "Reminders of due dates"


class PolicySnapshotQuerySet(models.QuerySet["PolicySnapshot"]):
    def in_force(self, on: date) -> "PolicySnapshotQuerySet":
        """One row per kind: the newest that had begun and not ended on that day.

        Of two rows with the same beginning the one loaded later corrects the other.
        """
        return (
            self.filter(Q(effective_to=None) | Q(effective_to__gt=on), effective_from__lte=on)
            .order_by("kind", "-effective_from", "-id")
            .distinct("kind")
        )


class PolicySnapshot(models.Model):
    """One dated set of reference data, with its source and the sha256 of its payload."""

    kind = models.CharField(max_length=32, choices=Kind)
    title = models.CharField(max_length=200)
    source = models.TextField()
    source_url = models.URLField(max_length=500, blank=True)
    source_date = models.DateField()
    effective_from = models.DateField()
    # The first day on which it is no longer in force.
    effective_to = models.DateField(null=True, blank=True)
    payload = models.JSONField()
    sha256 = models.CharField(max_length=64)
    # True: the program's own default, not published text. Pages that show the data say so.
    is_program_default = models.BooleanField()
    loaded_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PolicySnapshotQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "-effective_from", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "effective_from", "sha256"], name="policy_snapshot_once"
            ),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gt=models.F("effective_from")),
                name="policy_snapshot_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} from {self.effective_from}"
