"""Is an uploaded file what its name says, whole, and of a kind the portal keeps?

The bytes decide, not the browser's word: a page renamed to .pdf is refused.
"""

from collections.abc import Callable
from dataclasses import dataclass

from exports_portal.files.archives import is_archive
from exports_portal.files.names import check_name, extension_of
from exports_portal.files.office import MACROS, NO_DOCUMENT, OLE2, kind_within, refuse_container
from exports_portal.files.pictures import check_jpeg, check_pdf, check_png
from exports_portal.files.texts import check_csv, check_json, check_text
from exports_portal.files.uploads import LARGEST, TOO_LARGE, CheckedFile, NewFile, WrongFile

OFFICE = "application/vnd.openxmlformats-officedocument."
ZIP = b"PK\x03\x04"
MACRO_EXTENSIONS = frozenset({"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """A kind of file: how it begins, which a text has no way of, and what else it must be."""

    label: str
    content_type: str
    extensions: tuple[str, ...]
    start: bytes = b""
    check: Callable[[bytes], None] | None = None


KINDS = (
    FileKind(
        label="PDF",
        content_type="application/pdf",
        extensions=("pdf",),
        start=b"%PDF-",
        check=check_pdf,
    ),
    FileKind(
        label="PNG",
        content_type="image/png",
        extensions=("png",),
        start=b"\x89PNG\r\n\x1a\n",
        check=check_png,
    ),
    FileKind(
        label="JPEG",
        content_type="image/jpeg",
        extensions=("jpg", "jpeg"),
        start=b"\xff\xd8\xff",
        check=check_jpeg,
    ),
    # Which of the two an archive is, and whether it may be kept, `office.kind_within` says.
    FileKind(
        label="DOCX",
        content_type=f"{OFFICE}wordprocessingml.document",
        extensions=("docx",),
        start=ZIP,
    ),
    FileKind(
        label="XLSX", content_type=f"{OFFICE}spreadsheetml.sheet", extensions=("xlsx",), start=ZIP
    ),
    FileKind(
        label="CSV", content_type="text/csv; charset=utf-8", extensions=("csv",), check=check_csv
    ),
    FileKind(
        label="TXT", content_type="text/plain; charset=utf-8", extensions=("txt",), check=check_text
    ),
    FileKind(label="JSON", content_type="application/json", extensions=("json",), check=check_json),
)
BY_LABEL = {kind.label: kind for kind in KINDS}
# For a browser. The design system's script compares letter by letter, with capitals and blanks: a
# name in capitals is known by its content type.
ACCEPTED = ",".join(
    [
        *(f".{extension}" for kind in KINDS for extension in kind.extensions),
        *(kind.content_type.partition(";")[0] for kind in KINDS),
    ]
)
IN_WORDS = ", ".join(kind.label for kind in KINDS[:-1]) + f" or {KINDS[-1].label}"
UNKNOWN = (
    "The file is neither a PDF nor a PNG, JPEG, DOCX, XLSX, CSV, TXT or JSON file: save it as one "
    "of these."
)


def checked(file: NewFile) -> CheckedFile:
    """The file with its content type. WrongFile with the reason when it is not accepted."""
    check_name(file.name)
    if not file.content:
        raise WrongFile("The file is empty.")
    if len(file.content) > LARGEST:
        raise WrongFile(TOO_LARGE)
    extension = extension_of(file.name)
    kind = _kind_of(file.content, extension)
    if extension not in kind.extensions:
        raise WrongFile(f"The content is {kind.label}, and the name says something else.")
    if kind.check:
        kind.check(file.content)
    return CheckedFile(name=file.name, content=file.content, content_type=kind.content_type)


def _kind_of(content: bytes, extension: str) -> FileKind:
    """By the first bytes; a text, which has none of its own, by its name."""
    if content.startswith(ZIP) and extension not in MACRO_EXTENSIONS:
        return BY_LABEL[kind_within(content)]
    _refuse_known(content, extension)
    for kind in KINDS:
        if kind.start and content.startswith(kind.start):
            return kind
    for kind in KINDS:
        if not kind.start and extension in kind.extensions:
            return kind
    raise WrongFile(UNKNOWN)


def _refuse_known(content: bytes, extension: str) -> None:
    """WrongFile for what the portal knows and does not keep: the reason says what to do."""
    if extension in MACRO_EXTENSIONS:
        raise WrongFile(MACROS)
    if content.startswith(OLE2):
        refuse_container(content)
    if is_archive(content):
        raise WrongFile(NO_DOCUMENT)
