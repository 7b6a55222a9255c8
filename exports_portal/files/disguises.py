"""Is a file of one kind a file of another kind as well, for another program?"""

import re

from exports_portal.files.archives import END, LONGEST_COMMENT
from exports_portal.files.uploads import WrongFile

NEAR_THE_START = 1024  # bytes; what a browser sniffs, and where readers of PDF look for its start
MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|script|body|svg|iframe)\b", re.IGNORECASE)
# A part of a ZIP archive (versions 1.0 to 6.3), RAR and 7z, which are looked for behind a program.
WITHIN = re.compile(rb"PK\x03\x04[\x0a-\x3f]\x00|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c")
ZIP_END = b"PK\x05\x06"
ZIP64 = b"PK\x06\x07"

TWO_THINGS = "The file is two kinds of file at once: save or print it anew and upload that."


def require_one_thing(content: bytes) -> None:
    """WrongFile where a PDF or a picture is a web page, another PDF or an archive as well."""
    if begins_as_another(content[1:NEAR_THE_START]) or hides_archive(content):
        raise WrongFile(TWO_THINGS)


def begins_as_another(start: bytes) -> bool:
    """Whether a browser or a reader of PDF could take it for a page, or for a PDF."""
    return b"%PDF-" in start or MARKUP.search(start) is not None


def hides_archive(content: bytes) -> bool:
    """Whether a file of another kind is an archive as well, or has one within it.

    Programs look for the end of a ZIP directory in the last 65,557 bytes.
    """
    if WITHIN.search(content):
        return True
    first = max(0, len(content) - LONGEST_COMMENT - END.size)
    place = content.find(ZIP_END, first)
    while 0 <= place <= len(content) - END.size:
        size = END.unpack_from(content, place)[5]
        if size <= place or content[max(0, place - 20) :].startswith(ZIP64):
            return True
        place = content.find(ZIP_END, place + 1)
    return False
