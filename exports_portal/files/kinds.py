"""Is an uploaded file what its name says, whole, and of a kind the portal keeps?

The bytes decide, not the browser's word: a page renamed to .pdf is refused.
"""

from dataclasses import dataclass

from exports_portal.errors import InvalidInput

LARGEST = 10 * 1024 * 1024  # bytes; a scanned extract of a register stays far below


TOO_LARGE = f"The file is larger than {LARGEST // 1024 // 1024} MB."


class WrongFile(InvalidInput):
    """The file cannot be kept. The reason is a sentence for the person who chose it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file as somebody sent it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """How a kind of file begins, and what stands near its end when nothing was cut off."""

    label: str
    content_type: str
    extensions: tuple[str, ...]
    start: bytes
    end: bytes


KINDS = (
    FileKind(
        label="PDF",
        content_type="application/pdf",
        extensions=("pdf",),
        start=b"%PDF-",
        end=b"%%EOF",
    ),
    FileKind(
        label="PNG",
        content_type="image/png",
        extensions=("png",),
        start=b"\x89PNG\r\n\x1a\n",
        end=b"IEND",
    ),
    FileKind(
        label="JPEG",
        content_type="image/jpeg",
        extensions=("jpg", "jpeg"),
        start=b"\xff\xd8\xff",
        end=b"\xff\xd9",
    ),
)
ACCEPTED = ", ".join(f".{extension}" for kind in KINDS for extension in kind.extensions)
NEAR_THE_END = 1024  # bytes; readers of PDF look for its end mark in as many


def content_type_of(file: NewFile) -> str:
    """The content type. WrongFile with the reason when the file is not accepted."""
    kind = next((kind for kind in KINDS if file.content.startswith(kind.start)), None)
    if not file.content:
        raise WrongFile("The file is empty.")
    if len(file.content) > LARGEST:
        raise WrongFile(TOO_LARGE)
    if kind is None:
        raise WrongFile("The file is neither a PDF nor a PNG or JPEG picture.")
    if file.name.rpartition(".")[2].lower() not in kind.extensions:
        raise WrongFile(f"The content is {kind.label}, and the name says something else.")
    if kind.end not in file.content[-NEAR_THE_END:]:
        raise WrongFile("The file is cut off: its end is missing.")
    return kind.content_type
