"""How does an uploaded file become readable, or not at all?

A worker takes a waiting file for a while, asks the scanner outside of any transaction, and writes
the verdict down. What it does not finish is found again by query (decision 5).
"""

from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from exports_portal.audit.recording import record
from exports_portal.files.clamd import (
    PROBE_SECONDS,
    SCAN_SECONDS,
    BeyondLimits,
    ScanBroken,
    ScannerAway,
    Verdict,
    believed_version,
    examine,
)
from exports_portal.files.models import (
    MOST_ATTEMPTS,
    FileScan,
    FileScanQuerySet,
    Origin,
    ScanState,
    StoredFile,
)
from exports_portal.files.notifications import tell_not_scanned, tell_virus
from exports_portal.files.storing import FileDamaged, opened_for_scanning, remove_bytes
from exports_portal.web.models import felt

logger = structlog.get_logger(__name__)

SCANNER = "scanner"  # the name of its sign of life
# Longer than a scan can take, so that no second worker begins the same file.
LEASE = timedelta(seconds=SCAN_SECONDS + 4 * PROBE_SECONDS + 30)
# The next attempt after one that brought no verdict: a program default.
PAUSE = timedelta(seconds=30)


def scan(file_id: int) -> None:
    """Ask the scanner about a file that waits. Twice at once is once.

    An absent scanner leaves it waiting. A scanner that is there and gives no verdict is asked
    MOST_ATTEMPTS times, and once about a file beyond its limits; then the file is given up as
    FAILED, which nobody reads either.
    """
    taken = _take(file_id)
    if taken is None:
        return
    try:
        with opened_for_scanning(taken.file) as content:
            verdict = examine(content)
    except ScannerAway as error:
        _give_back(taken)
        logger.warning("scanner_away", file=file_id, reason=str(error))
    except (ScanBroken, FileDamaged) as error:
        _not_scanned(taken, str(error), is_final=isinstance(error, BeyondLimits))
    else:
        _write_down(taken, verdict)


def look_at_scanner() -> bool:
    """Whether the scanner can be believed now. It leaves its sign of life for /health/."""
    try:
        believed_version()
    except ScannerAway as error:
        logger.warning("scanner_away", reason=str(error))
        return False
    felt(SCANNER)
    return True


def finish_removal(infected: FileScan) -> None:
    """Remove the bytes of an infected file. Again after a worker was killed in between."""
    with transaction.atomic():
        held = FileScan.objects.to_remove().select_for_update(no_key=True).filter(pk=infected.pk)
        if held.exists():
            remove_bytes(infected.file)
            held.update(removed_at=timezone.now())


def _take(file_id: int) -> FileScan | None:
    """Count the attempt before it begins: a file that kills the worker counts as well."""
    due = FileScan.objects.due().filter(file=file_id)
    if not due.update(next_attempt_at=timezone.now() + LEASE, attempts=F("attempts") + 1):
        return None
    return FileScan.objects.select_related("file").get(file=file_id)


def _still(taken: FileScan) -> FileScanQuerySet:
    """The scan, as long as nobody else has taken or settled it since."""
    return FileScan.objects.waiting().filter(pk=taken.pk, attempts=taken.attempts)


def _give_back(taken: FileScan) -> None:
    """As if it had not been taken, but not at once."""
    _still(taken).update(attempts=taken.attempts - 1, next_attempt_at=timezone.now() + PAUSE)


@transaction.atomic
def _not_scanned(taken: FileScan, reason: str, *, is_final: bool) -> None:
    logger.warning("scan_broken", file=taken.file_id, attempt=taken.attempts, reason=reason)
    if taken.attempts < MOST_ATTEMPTS and not is_final:
        _still(taken).update(next_attempt_at=timezone.now() + PAUSE, reason=reason[:200])
    elif _still(taken).update(
        state=ScanState.FAILED, scanned_at=timezone.now(), reason=reason[:200]
    ):
        tell_not_scanned(taken)
        record("file.not-scanned", by=None, subject=taken.file, reason=reason[:200])


def _write_down(taken: FileScan, verdict: Verdict) -> None:
    felt(SCANNER)
    if verdict.found:
        _write_down_virus(taken, verdict)
        return
    _still(taken).update(
        state=ScanState.CLEAN,
        scanned_at=timezone.now(),
        scanner=verdict.scanner,
        signatures=verdict.signatures,
        reason="",
    )


def _write_down_virus(taken: FileScan, verdict: Verdict) -> None:
    """Nobody reads these bytes from now on, whoever uploaded them. They go after the commit."""
    with transaction.atomic():
        infected = _scans_of(taken.file.sha256)
        FileScan.objects.filter(pk__in=[scan.pk for scan in infected]).update(
            state=ScanState.INFECTED,
            scanned_at=timezone.now(),
            found=verdict.found,
            scanner=verdict.scanner,
            signatures=verdict.signatures,
        )
        for each in infected:
            tell_virus(each, found=verdict.found)
        for each in infected:
            _note(each.file, verdict)
    for each in infected:
        finish_removal(each)


def _scans_of(sha256: str) -> list[FileScan]:
    """Of every upload of these bytes that is not known as infected; held until the commit."""
    uploads = FileScan.objects.filter(file__sha256=sha256, file__origin=Origin.UPLOAD)
    others = uploads.exclude(state=ScanState.INFECTED).select_related("file__created_by")
    return list(others.order_by("pk").select_for_update(no_key=True, of=("self",)))


def _note(file: StoredFile, verdict: Verdict) -> None:
    record(
        "file.infected",
        by=None,
        subject=file,
        sha256=file.sha256,
        found=verdict.found,
        scanner=verdict.scanner,
        signatures=verdict.signatures,
    )
