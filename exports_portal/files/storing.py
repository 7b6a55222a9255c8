"""How is a file kept, and how is it read back so that a changed byte cannot pass?"""

import hashlib
import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from exports_portal.errors import PortalError
from exports_portal.files.models import StoredFile

NAME_LENGTH = 200
# Characters that a file system, a header or a reader could misunderstand, direction marks included.
UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


class FileDamaged(PortalError):
    """The stored bytes are not those that were stored. Nothing is handed out."""

    status = 500
    title = "The file is damaged"


def store(
    content: bytes, *, name: str, content_type: str, kind: str, by: AbstractBaseUser | None
) -> StoredFile:
    """Keep the content and return its row; the same again by the same person gives the same row.

    The bytes are written before the row, under a path made of their hash: a transaction that is
    rolled back leaves bytes behind that nobody can reach, never a row without bytes.
    """
    digest = hashlib.sha256(content).hexdigest()
    stored, _ = StoredFile.objects.get_or_create(
        kind=kind,
        sha256=digest,
        name=safe_name(name),
        created_by_id=by.pk if by else None,
        defaults={
            "content_type": content_type,
            "size": len(content),
            "file": _written(content, digest),
        },
    )
    return stored


def open_verified(stored: StoredFile) -> bytes:
    """The content, after its hash was computed anew. A missing file is a damaged one."""
    content = _bytes_at(str(stored.file.name))
    if content is None or hashlib.sha256(content).hexdigest() != stored.sha256:
        raise FileDamaged(
            f"{stored.name} is not what was stored. It was not handed out; "
            "please tell the program office."
        )
    return content


def safe_name(name: str) -> str:
    """A name without paths and control characters; the extension survives a cut."""
    cleaned = UNSAFE.sub("_", name).strip(" .") or "file"
    stem, dot, extension = cleaned.rpartition(".")
    if len(cleaned) <= NAME_LENGTH or len(extension) > 10:
        return cleaned[:NAME_LENGTH]
    return stem[: NAME_LENGTH - len(extension) - 1] + dot + extension


def _written(content: bytes, digest: str) -> str:
    """Write the bytes unless they are there already, and return their path."""
    path = f"stored/{digest[:2]}/{digest[2:4]}/{digest}"
    if _bytes_at(path) == content:
        return path
    # A broken remainder of an earlier write stays where it is; the storage finds a free path.
    return default_storage.save(path, ContentFile(content))


def _bytes_at(path: str) -> bytes | None:
    try:
        with default_storage.open(path) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content
