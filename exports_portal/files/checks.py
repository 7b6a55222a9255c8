"""Is there a virus scanner where one must be? Asked by every command of `manage.py`."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

NO_SCANNER = Error(
    "Uploaded files are not scanned for viruses: CLAMD_SOCKET is not set.",
    hint="Install clamav-daemon and name its socket, say /run/clamav/clamd.ctl.",
    id="files.E001",
)
READ_UNSCANNED = Error(
    "FILES_WITHOUT_SCANNER lets people read files that no scanner has seen.",
    hint="It is for a developer's machine alone: leave it out.",
    id="files.E002",
)


@register
def check_scanner(**_: Any) -> list[CheckMessage]:
    """Only where SCANNER_IS_REQUIRED, which settings.production says."""
    if not settings.SCANNER_IS_REQUIRED:
        return []
    said = [
        (not settings.CLAMD_SOCKET, NO_SCANNER),
        (settings.FILES_WITHOUT_SCANNER, READ_UNSCANNED),
    ]
    return [message for is_wrong, message in said if is_wrong]
