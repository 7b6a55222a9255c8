"""Which files are scanned in the background? Each task is safe to run twice."""

from celery import shared_task
from django.conf import settings

from exports_portal.files.models import FileScan
from exports_portal.files.scanning import finish_removal, look_at_scanner, scan

# The clock comes again; what it handed out and nobody took by then need not wait any longer.
PATIENCE = 60  # seconds
AT_ONCE = 100  # files in one round: a scanner that comes back is not flooded
# Seconds. A scan with its probes ends well before (clamd.SCAN_SECONDS, clamd.PROBE_SECONDS).
LIMIT = 150


@shared_task(soft_time_limit=LIMIT, time_limit=LIMIT + 30)
def scan_file(file_id: int) -> None:
    """Have the scanner look at one file, unless somebody is at it."""
    scan(file_id)


@shared_task
def find_waiting_scans() -> None:
    """Hand out again what a lost message, a killed worker or an absent scanner left behind."""
    for infected in FileScan.objects.to_remove():
        finish_removal(infected)
    if settings.CLAMD_SOCKET and look_at_scanner():
        for due in FileScan.objects.due().order_by("pk")[:AT_ONCE]:
            scan_file.apply_async([due.file_id], expires=PATIENCE)
