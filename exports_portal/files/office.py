"""Is it a Word or Excel document without macros, passwords, other files in it or foreign entities?

DOCX and XLSX are ZIP archives of XML parts (ECMA-376, part 2). Everything in them is unpacked once,
part by part, within the limits of `archives`.
"""

import re
from xml.etree import ElementTree as ET

from exports_portal.files.archives import DAMAGED, LOCKED, Part, is_archive, parts_of, unpacked
from exports_portal.files.disguises import NEAR_THE_START, TWO_THINGS, begins_as_another
from exports_portal.files.uploads import MEGABYTE, WrongFile

# The containers of Office before 2007. Encrypted documents and macros still come in them.
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument."
LABELS = {
    f"{MAIN}wordprocessingml.document.main+xml": "DOCX",
    f"{MAIN}spreadsheetml.sheet.main+xml": "XLSX",
}
MACRO_NAMES = re.compile(r"vbaproject|vbadata|(^|/)(activex|macrosheets|dialogsheets)/")
MACRO_TYPES = ("macroenabled", "vbaproject", "intlmacrosheet")
# What a program fetches by itself when it opens the document. Links that a person follows are not.
FETCHED = re.compile(r"/(attachedTemplate|oleObject|frame|subDocument|control)$")
LARGEST_INDEX = MEGABYTE  # bytes of a part that is read as XML

DECLARED = re.compile(rb"""^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"utf-16"}
MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}

MACROS = "The document holds macros: save it without them, as .docx, .xlsx or PDF."
OLD = "This is the Office format of before 2007, which can hold macros: save it as .docx or .xlsx."
HOLDS_FILE = "The document holds another file: take that out, and upload it by itself."
FOREIGN = "The document declares a document type, which no Word or Excel does: save it anew."
FETCHES = "The document fetches a template or an object from elsewhere: save it anew without that."
NO_DOCUMENT = "This is an archive and no Word or Excel document: upload the files in it one by one."


def kind_within(content: bytes) -> str:
    """ "DOCX" or "XLSX"; WrongFile with the reason for everything else that is a ZIP archive."""
    if begins_as_another(content[:NEAR_THE_START]):
        raise WrongFile(TWO_THINGS)
    parts = parts_of(content)
    names = {part.name for part in parts}
    if TYPES not in names:
        raise WrongFile(NO_DOCUMENT)
    if any(MACRO_NAMES.search(name.lower()) for name in names):
        raise WrongFile(MACROS)
    types: set[str] = set()
    for part in parts:
        data = unpacked(content, part)
        _check(part, data)
        if part.name == TYPES:
            types = {str(e.get("ContentType")) for e in _elements(data)}
    return _label(types)


def refuse_container(content: bytes) -> None:
    """WrongFile: an OLE2 container is an encrypted document or one of before 2007."""
    raise WrongFile(LOCKED if ENCRYPTED_PACKAGE in content else OLD)


def _label(types: set[str]) -> str:
    if any(word in kind.lower() for kind in types for word in MACRO_TYPES):
        raise WrongFile(MACROS)
    labels = [label for kind, label in LABELS.items() if kind in types]
    if len(labels) != 1:
        raise WrongFile(NO_DOCUMENT)
    return labels[0]


def _check(part: Part, data: bytes) -> None:
    if data.startswith(OLE2):
        raise WrongFile(MACROS if "vba" in part.name.lower() else HOLDS_FILE)
    if is_archive(data) or data.startswith(b"%PDF-"):
        raise WrongFile(HOLDS_FILE)
    if part.name.lower().endswith((".xml", ".rels", ".vml")) or _looks_like_xml(data):
        check_xml(data)
    if part.name.lower().endswith(".rels"):
        _check_relations(data)


def _looks_like_xml(data: bytes) -> bool:
    return data[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def check_xml(data: bytes) -> None:
    """WrongFile where it is not UTF-8 or UTF-16 (ECMA-376 allows no other), or has a DOCTYPE."""
    mark = next((mark for mark in MARKS if data.startswith(mark)), b"")
    body = data[len(mark) :]
    encoding = MARKS.get(mark) or _by_first_character(body)
    if encoding == "utf-8":
        declared = DECLARED.match(body[:300])
        if declared and declared[1].lower() not in ENCODINGS:
            raise WrongFile(FOREIGN)
    if not body.lstrip(b" \t\r\n\0").startswith(b"<"):
        raise WrongFile(DAMAGED)
    if any(word.encode(encoding) in body for word in ("<!DOCTYPE", "<!ENTITY")):
        raise WrongFile(FOREIGN)


def _by_first_character(body: bytes) -> str:
    return {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(body[:2], "utf-8")


def _check_relations(data: bytes) -> None:
    for element in _elements(data):
        is_elsewhere = str(element.get("TargetMode")).lower() == "external"
        if is_elsewhere and FETCHED.search(str(element.get("Type"))):
            raise WrongFile(FETCHES)


def _elements(data: bytes) -> list[ET.Element]:
    """What stands in the root of an index of the document. A DOCTYPE was refused before."""
    if len(data) > LARGEST_INDEX:
        raise WrongFile(DAMAGED)
    check_xml(data)
    try:
        return list(ET.fromstring(data))  # noqa: S314  without DOCTYPE there are no entities
    except (ET.ParseError, ValueError, LookupError) as error:
        raise WrongFile(DAMAGED) from error
