"""What does the portal know about a file it keeps?"""

from django.conf import settings
from django.db import models
from django.utils import timezone


class StoredFile(models.Model):
    """A file with its sha256. A row is never changed: the database refuses an UPDATE."""

    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    file = models.FileField(max_length=200)
    # What it is to its owner ("decision-letter"): the same bytes may be two different things.
    kind = models.CharField(max_length=32)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            # Storing the same again finds this row. Per person, so that nobody learns from it
            # that somebody else holds the same file.
            models.UniqueConstraint(
                fields=["kind", "sha256", "name", "created_by"],
                name="stored_file_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return self.name
