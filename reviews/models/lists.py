"""Which version of the Consolidated Screening List is in force, and what stood in the others?"""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.bounds import LONGEST_NOTE
from exports_portal.web.fields import LongTextField
from reviews.states import FetchOutcome, ListState


class ListVersionQuerySet(models.QuerySet["ListVersion"]):
    def for_review(self, user: User) -> "ListVersionQuerySet":
        """The lists are for officers of the program: for nobody else there is one."""
        return self.all() if user.is_officer else self.none()


class ListVersion(models.Model):
    """A loaded copy of the list. One is in force; the others are kept for the runs made on them."""

    file_name = models.CharField(max_length=255)
    # Where it came from: a URL, or the path of a file. The nightly look goes there again.
    origin = models.TextField()
    etag = models.TextField(blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, unique=True)
    # The file says itself that its entries are invented: a demonstration's.
    is_fictional = models.BooleanField(default=False)
    state = models.CharField(max_length=16, choices=ListState, default=ListState.QUARANTINED)
    # The version that was in force when it came, or that it replaced.
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    # Why it was held, one sentence each. They stay when somebody releases it.
    reasons = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True)
    loaded_at = models.DateTimeField(default=timezone.now)
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    # When the place it came from last said that this is still the newest.
    confirmed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = LongTextField(max_length=LONGEST_NOTE, blank=True)
    # When those who keep the lists were told that it waits.
    told_at = models.DateTimeField(null=True)
    entry_count = models.PositiveIntegerField()
    # source list as published -> number of its entries
    counts = models.JSONField()

    objects = ListVersionQuerySet.as_manager()

    class Meta:
        ordering = ("-loaded_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("state",),
                condition=Q(state=ListState.IN_FORCE),
                name="one_list_version_in_force",
            ),
        )

    def __str__(self) -> str:
        published = f" of {self.published_at:%d %B %Y}" if self.published_at else ""
        return f"{self.file_name}{published} ({self.sha256[:12]})"

    @property
    def in_force(self) -> bool:
        return self.state == ListState.IN_FORCE

    @property
    def is_quarantined(self) -> bool:
        return self.state == ListState.QUARANTINED

    def is_comparable_with(self, other: "ListVersion") -> bool:
        """Invented entries are nothing that published ones could be compared with."""
        return self.is_fictional == other.is_fictional

    def is_newer_than(self, other: "ListVersion") -> bool:
        """By publication where both say it, else by arrival; anything is newer than fiction."""
        if other.is_fictional and not self.is_fictional:
            return True
        if self.published_at and other.published_at and self.published_at != other.published_at:
            return self.published_at > other.published_at
        return self.loaded_at > other.loaded_at


class ListEntry(models.Model):
    """One row of a list version; `data` is the listed party as the engine reads it."""

    version = models.ForeignKey(ListVersion, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    entry_id = models.CharField(max_length=100)
    list_code = models.TextField()
    name = models.TextField()
    data = models.JSONField()

    class Meta:
        ordering = ("version_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("version", "entry_id"), name="entry_once_per_version"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.list_code})"


class ListFetch(models.Model):
    """One attempt to get the list, whatever came of it."""

    origin = models.TextField()
    started_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=16, choices=FetchOutcome, default=FetchOutcome.STARTED)
    reason = models.TextField(blank=True)
    version = models.ForeignKey(
        ListVersion, on_delete=models.PROTECT, null=True, related_name="fetches"
    )
    etag = models.TextField(blank=True)
    byte_count = models.PositiveBigIntegerField(null=True)
    seconds = models.FloatField(null=True)

    class Meta:
        ordering = ("-started_at", "-pk")
        verbose_name_plural = "list fetches"

    def __str__(self) -> str:
        return f"{self.origin}, {self.started_at:%Y-%m-%d %H:%M}: {self.get_outcome_display()}"
