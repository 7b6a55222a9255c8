"""Is the virus scanner there, and has a file waited for it for too long?"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from exports_portal.files.models import READABLE, FileScan, ScanState
from exports_portal.files.scanning import SCANNER
from exports_portal.web.models import silence_of

# The sweeper looks at the scanner every SWEEP_SECONDS; nine in a row do not get lost by chance.
LONGEST_SILENCE = timedelta(seconds=9 * settings.SWEEP_SECONDS)
# Program defaults: a scan takes seconds; ClamAV's own programs warn of signatures of seven days.
PATIENCE = timedelta(minutes=15)
OLDEST_SIGNATURES = timedelta(days=7)


def health_report() -> dict[str, Any]:
    """What /health/ says about the scanner: seen when, signatures of when, and who waits for it."""
    oldest = FileScan.objects.waiting().aggregate(oldest=Min("waiting_since"))["oldest"]
    age = timezone.now() - oldest if oldest else timedelta()
    silence = silence_of(SCANNER) if settings.CLAMD_SOCKET else None
    latest = FileScan.objects.exclude(scanner="").order_by("-scanned_at").first()
    signatures = latest.signatures if latest else ""
    return {
        "scanner": _state(silence),
        "scanner_seen_seconds_ago": None if silence is None else round(silence.total_seconds()),
        "scanner_signatures": signatures,
        "oldest_waiting_scan_seconds": round(age.total_seconds()),
        "files_not_scanned": FileScan.objects.filter(state=ScanState.FAILED).count(),
        "problems": [*_problems(silence, age), *_old(signatures)],
    }


def _state(silence: timedelta | None) -> str:
    if not settings.CLAMD_SOCKET:
        return "not configured"
    return "reachable" if silence is not None and silence <= LONGEST_SILENCE else "unreachable"


def _problems(silence: timedelta | None, age: timedelta) -> Iterator[str]:
    if not settings.CLAMD_SOCKET:
        if age and settings.FILES_WITHOUT_SCANNER != READABLE:
            yield "Uploaded files wait to be scanned, and no virus scanner is configured."
        return
    if silence is None:
        yield "The virus scanner has not answered yet: is clamd running, and does it pass the test?"
    elif silence > LONGEST_SILENCE:
        yield f"The virus scanner has not answered for {round(silence.total_seconds())} seconds."
    if age > PATIENCE:
        yield "A file has waited for its virus scan for more than a quarter of an hour."


def _old(signatures: str) -> Iterator[str]:
    """clamd names its signatures as "27800/Fri Nov 27 08:25:12 2026"."""
    try:
        day = datetime.strptime(f"{signatures.partition('/')[2]} +0000", "%a %b %d %H:%M:%S %Y %z")
    except ValueError:
        return
    if timezone.now() - day > OLDEST_SIGNATURES:
        yield "The virus signatures are older than seven days: does freshclam reach its server?"
