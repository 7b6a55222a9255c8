"""How is a file kept, and how is it read back so that a changed byte cannot pass?"""

import hashlib

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from exports_portal.errors import PortalError
from exports_portal.files.models import FileScan, Origin, ScanState, StoredFile
from exports_portal.files.names import safe_name
from exports_portal.files.signals import upload_stored
from exports_portal.files.uploads import CheckedFile

# Uploads lie apart: what a scanner removes there is never the portal's own copy of the same bytes.
FOLDERS = {Origin.UPLOAD: "uploads", Origin.PORTAL: "stored"}
# One person's again: as it was before any scanner saw it.
ANEW = {
    "state": ScanState.WAITING,
    "found": "",
    "reason": "",
    "scanned_at": None,
    "removed_at": None,
    "attempts": 0,
}


class FileDamaged(PortalError):
    """The stored bytes are not those that were stored. Nothing is handed out."""

    status = 500
    title = "The file is damaged"


class NotCleared(PortalError):
    """No scanner has found the file free of viruses. Nobody reads it, its uploader included."""

    status = 409
    title = "The file cannot be opened now"


def store_own(content: bytes, *, name: str, content_type: str, kind: str) -> StoredFile:
    """Keep what the portal made itself; the same again gives the same row. It is not scanned."""
    file = CheckedFile(name=name, content=content, content_type=content_type)
    return _restored(_row_of(file, kind=kind, by=None, origin=Origin.PORTAL), content)


@transaction.atomic
def store_upload(file: CheckedFile, *, kind: str, by: AbstractBaseUser) -> StoredFile:
    """Keep what a person sent; after the commit it is scanned, and nobody reads it before.

    The same again by the same person gives the same row. What was refused or not scanned then is
    scanned anew: the scanner may know better today.
    """
    stored = _row_of(file, kind=kind, by=by, origin=Origin.UPLOAD)
    # Held from here on: nobody removes the bytes any more of what waits for its scan.
    scan, _ = FileScan.objects.select_for_update(no_key=True).get_or_create(file=stored)
    _restored(stored, file.content)
    if scan.state in (ScanState.INFECTED, ScanState.FAILED):
        now = timezone.now()
        FileScan.objects.filter(pk=scan.pk).update(waiting_since=now, next_attempt_at=now, **ANEW)
    transaction.on_commit(lambda: upload_stored.send_robust(StoredFile, file=stored))
    return stored


def duplicates_of(file: StoredFile, *, among: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    """Other files with the same bytes, oldest first, among those that one owner has.

    `among` is for the caller to say: beyond it nobody may learn that somebody holds the same file.
    """
    return among.filter(sha256=file.sha256).exclude(pk=file.pk).order_by("created_at", "pk")


def verify(stored: StoredFile) -> None:
    """Ask before each time the bytes leave: its hash is computed anew.

    NotCleared before a scanner has passed it; FileDamaged when it is changed or gone.
    """
    require_readable(stored)
    opened_for_scanning(stored).close()


def require_readable(stored: StoredFile) -> None:
    """NotCleared, with the sentence that pages show beside the file, before it may be read."""
    if not stored.is_readable:
        raise NotCleared(f"{stored.name}: {stored.scan_words}.")


def opened_for_scanning(stored: StoredFile) -> File[bytes]:
    """The file at its beginning, whole, whether it is clean or not. For the scanner alone.

    FileDamaged when it is changed or gone.
    """
    file = _opened(str(stored.file.name))
    if file is None or _digest_of(file) != stored.sha256:
        if file:
            file.close()
        raise FileDamaged(
            f"{stored.name} is not what was stored. It was not handed out; "
            "please tell the program office."
        )
    return file


def remove_bytes(stored: StoredFile) -> None:
    """Delete the bytes of an upload. Twice is once, and the portal's own file is left alone."""
    path = str(stored.file.name)
    if not StoredFile.objects.filter(file=path, origin=Origin.PORTAL).exists():
        default_storage.delete(path)


def _row_of(
    file: CheckedFile, *, kind: str, by: AbstractBaseUser | None, origin: Origin
) -> StoredFile:
    """The bytes are written before the row, under a path made of their hash.

    A transaction that is rolled back leaves bytes behind that nobody can reach, never a row
    without bytes.
    """
    digest = hashlib.sha256(file.content).hexdigest()
    path = f"{FOLDERS[origin]}/{digest[:2]}/{digest[2:4]}/{digest}"
    stored, _ = StoredFile.objects.get_or_create(
        kind=kind,
        sha256=digest,
        name=safe_name(file.name),
        created_by_id=by.pk if by else None,
        defaults={
            "content_type": file.content_type,
            "size": len(file.content),
            "file": lambda: _written(file.content, path),
            "origin": origin,
        },
    )
    return stored


def _written(content: bytes, path: str) -> str:
    """Write the bytes unless they are there already, and return their path."""
    if _digest_at(path) == hashlib.sha256(content).hexdigest():
        return path
    # A broken remainder of an earlier write stays where it is; the storage finds a free path.
    return default_storage.save(path, ContentFile(content))


def _restored(stored: StoredFile, content: bytes) -> StoredFile:
    """What was removed, or is damaged, is there again: the row says where."""
    path = str(stored.file.name)
    if _digest_at(path) != stored.sha256:
        default_storage.delete(path)
        default_storage.save(path, ContentFile(content))
    return stored


def _digest_at(path: str) -> str:
    """The sha256 of what lies there; nothing where nothing does."""
    file = _opened(path)
    if file is None:
        return ""
    with file:
        return _digest_of(file)


def _opened(path: str) -> File[bytes] | None:
    try:
        return default_storage.open(path)
    except FileNotFoundError:
        return None


def _digest_of(file: File[bytes]) -> str:
    """Read in pieces; the file stands at its beginning again afterwards."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()
