"""What follows when somebody uploaded a file?"""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.dispatch import receiver

from exports_portal.files.signals import upload_stored
from exports_portal.files.tasks import scan_file

if TYPE_CHECKING:
    from exports_portal.files.models import StoredFile


@receiver(upload_stored)
def have_it_scanned(file: "StoredFile", **_: Any) -> None:
    if settings.CLAMD_SOCKET:
        scan_file.delay(file.pk)
