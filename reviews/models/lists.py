"""Which version of the Consolidated Screening List is in force, and what stood in the others?"""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from exports_portal.accounts.models import User


class ListVersion(models.Model):
    """A loaded copy of the list. One is in force; the others are kept for the runs made on them."""

    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, unique=True)
    published_at = models.DateTimeField(null=True)
    loaded_at = models.DateTimeField(default=timezone.now)
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    entry_count = models.PositiveIntegerField()
    # source list as published -> number of its entries
    counts = models.JSONField()
    in_force = models.BooleanField(default=False)

    class Meta:
        ordering = ("-loaded_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("in_force",), condition=Q(in_force=True), name="one_list_version_in_force"
            ),
        )

    def __str__(self) -> str:
        published = f" of {self.published_at:%d %B %Y}" if self.published_at else ""
        return f"{self.file_name}{published} ({self.sha256[:12]})"


class ListEntry(models.Model):
    """One row of a list version; `data` is the listed party as the engine reads it."""

    version = models.ForeignKey(ListVersion, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    entry_id = models.CharField(max_length=100)
    list_code = models.CharField(max_length=20)
    name = models.TextField()
    data = models.JSONField()

    class Meta:
        ordering = ("version_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("version", "entry_id"), name="entry_once_per_version"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.list_code})"
