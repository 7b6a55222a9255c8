"""What was added, removed and changed between two versions of the screening list?"""

from django.db import models

from reviews.models.lists import ListEntry, ListVersion
from reviews.states import ChangeKind


class ListDifference(models.Model):
    """Computed once for a pair of versions, which never change, and kept."""

    before = models.ForeignKey(ListVersion, on_delete=models.CASCADE, related_name="+")
    after = models.ForeignKey(ListVersion, on_delete=models.CASCADE, related_name="+")
    # source list as published -> kind of change -> how many
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("before", "after"), name="difference_once_per_pair"),
        )

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class ListChange(models.Model):
    """One entry that differs. `before` and `after` are empty where it did not stand."""

    difference = models.ForeignKey(ListDifference, on_delete=models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=ChangeKind)
    source = models.TextField()
    before = models.ForeignKey(
        ListEntry, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    after = models.ForeignKey(
        ListEntry, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ("difference_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("difference", "position"), name="change_once"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.after or self.before}"
