"""What does the portal know about a file it keeps, and may its bytes be read?"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from exports_portal.bounds import LONGEST_FILE_NAME

READABLE = "readable"  # the one value of FILES_WITHOUT_SCANNER besides none
MOST_ATTEMPTS = 5  # a file that stops the scanner each time must not stop it for ever


class Origin(models.TextChoices):
    """Who made the bytes. What the portal makes itself is not scanned."""

    UPLOAD = "UPLOAD", "Uploaded"
    PORTAL = "PORTAL", "Made by the portal"


class ScanState(models.TextChoices):
    WAITING = "WAITING", "Being checked for viruses"
    CLEAN = "CLEAN", "No virus found"
    INFECTED = "INFECTED", "A virus was found"
    FAILED = "FAILED", "Could not be checked for viruses: upload it again"


TONES = {ScanState.WAITING: "info", ScanState.INFECTED: "bad", ScanState.FAILED: "warning"}


class StoredFile(models.Model):
    """A file with its sha256. A row is never changed: the database refuses an UPDATE."""

    name = models.CharField(max_length=LONGEST_FILE_NAME)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    file = models.FileField(max_length=200)
    # What it is to its owner ("decision-letter"): the same bytes may be two different things.
    kind = models.CharField(max_length=32)
    origin = models.CharField(max_length=8, choices=Origin)
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

    @property
    def scan_state(self) -> ScanState | None:
        """None for what the portal made. An upload without a scan is one that waits for it."""
        if self.origin == Origin.PORTAL:
            return None
        scan = getattr(self, "scan", None)
        return ScanState(scan.state) if scan else ScanState.WAITING

    @property
    def is_readable(self) -> bool:
        """Whether anybody at all may have the bytes now; who may is the caller's to decide."""
        return self.scan_state in (None, ScanState.CLEAN) or self.is_unscanned

    @property
    def is_unscanned(self) -> bool:
        """It waits for a scanner that this machine does not have, and is read all the same.

        Only for work on the portal itself: never where a scanner is required or configured.
        """
        has_none = not settings.CLAMD_SOCKET and not settings.SCANNER_IS_REQUIRED
        is_allowed = has_none and settings.FILES_WITHOUT_SCANNER == READABLE
        return is_allowed and self.scan_state == ScanState.WAITING

    @property
    def scan_words(self) -> str:
        """What a page says beside the file; nothing where there is nothing to say."""
        if self.is_unscanned:
            return "Not checked for viruses on this machine"
        match self.scan_state:
            case None | ScanState.CLEAN:
                return ""
            case ScanState.INFECTED:
                return f"A virus was found ({self.scan.found}), and the file was removed"
            case state:
                return str(state.label)

    @property
    def scan_tone(self) -> str:
        """In which tone `scan_words` are said."""
        if self.is_unscanned:
            return "warning"
        return TONES.get(self.scan_state, "neutral") if self.scan_state else "neutral"


class FileScanQuerySet(models.QuerySet["FileScan"]):
    def waiting(self) -> "FileScanQuerySet":
        return self.filter(state=ScanState.WAITING)

    def due(self) -> "FileScanQuerySet":
        """What no worker has taken, or what a worker that is gone had taken."""
        return self.waiting().filter(next_attempt_at__lte=timezone.now())

    def to_remove(self) -> "FileScanQuerySet":
        """Infected files whose bytes are still there: the worker was killed in between."""
        return self.filter(state=ScanState.INFECTED, removed_at=None)


class FileScan(models.Model):
    """What the virus scanner said about an uploaded file, which scanner, and when."""

    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="scan")
    state = models.CharField(max_length=8, choices=ScanState, default=ScanState.WAITING)
    waiting_since = models.DateTimeField(default=timezone.now)
    scanned_at = models.DateTimeField(null=True)
    scanner = models.CharField(max_length=100, blank=True)
    # Number and day of the signatures; empty for a scanner that has none of ClamAV's own.
    signatures = models.CharField(max_length=100, blank=True)
    # The name of the virus.
    found = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # While a worker holds the file this lies ahead, so that no second one takes it.
    next_attempt_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects = FileScanQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["next_attempt_at"], name="scan_due", condition=Q(state="WAITING")),
        )
        constraints = (
            # Clean is what a scanner said at a time, and nothing else.
            models.CheckConstraint(
                name="scan_clean_by_a_scanner",
                condition=~Q(state="CLEAN")
                | (Q(scanned_at__isnull=False, found="", removed_at=None) & ~Q(scanner="")),
            ),
            models.CheckConstraint(
                name="scan_infected_names_what", condition=~Q(state="INFECTED") | ~Q(found="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_id}: {self.state}"
