"""How does a test get an uploaded file, looked at by a scanner or not, and its content?"""

from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.files.kinds import checked
from exports_portal.files.models import FileScan, ScanState, StoredFile
from exports_portal.files.ranges import ByteRange
from exports_portal.files.responses import pieces_of
from exports_portal.files.storing import store_upload, verify
from exports_portal.files.uploads import NewFile
from tests.factories.accounts import UserFactory
from tests.files.samples import PDF


def uploaded(
    content: bytes = PDF, *, name: str = "lease.pdf", kind: str = "evidence", by: User | None = None
) -> StoredFile:
    """A file that waits for its scan."""
    file = checked(NewFile(name=name, content=content))
    return store_upload(file, kind=kind, by=by or UserFactory())


def cleared(file: StoredFile) -> StoredFile:
    """As if a scanner had passed it."""
    FileScan.objects.filter(file=file).update(
        state=ScanState.CLEAN, scanned_at=timezone.now(), scanner="ClamAV of a test"
    )
    return StoredFile.objects.get(pk=file.pk)


def content_of(file: StoredFile) -> bytes:
    """What a download would send."""
    verify(file)
    return b"".join(pieces_of(file, ByteRange(first=0, length=file.size)))
