"""Is a PDF, PNG or JPEG whole, open to every reader, and nothing else besides?"""

import re
import zlib
from struct import unpack_from

from exports_portal.files.archives import LOCKED
from exports_portal.files.disguises import TWO_THINGS, require_one_thing
from exports_portal.files.uploads import WrongFile

NEAR_THE_END = 1024  # bytes; readers of PDF look for its end mark in as many
BLANK = b"\0\t\n\f\r "
MOST_PIXELS = 200_000_000  # a sheet of 1.2 m by 0.8 m at 300 dots per inch; a program default
MOST_PIECES = 20_000  # chunks of a PNG, segments of a JPEG

# A name may spell any letter as #xx (ISO 32000-1, 7.3.5). The name ends at a blank or a delimiter.
ENCRYPT = re.compile(
    b"/"
    + b"".join(b"(?:%c|#%02x|#%02X)" % (c, c, c) for c in b"Encrypt")
    + rb"(?=[\0\t\n\f\r (<\[/%])"
)
SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG: SOF0 to SOF15
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # JPEG: markers without a length

CUT_OFF = "The file is cut off: its end is missing."
BROKEN_PICTURE = "The picture is damaged: save it anew and upload that."
HUGE_PICTURE = "The picture has more than 200 million points: save it smaller."


def check_pdf(content: bytes) -> None:
    """WrongFile for a PDF that is cut off, encrypted, or something else as well."""
    end = content.rfind(b"%%EOF", max(0, len(content) - NEAR_THE_END))
    if end < 0:
        raise WrongFile(CUT_OFF)
    if ENCRYPT.search(content):
        raise WrongFile(LOCKED)
    _require_nothing_behind(content, end + len(b"%%EOF"))


def check_png(content: bytes) -> None:
    """WrongFile unless it is a row of chunks with right checksums, to the last byte."""
    place = 8
    for number in range(MOST_PIECES):
        if place + 12 > len(content):
            raise WrongFile(CUT_OFF)
        length, kind = unpack_from(">L4s", content, place)
        end = place + 12 + length
        if end > len(content):
            raise WrongFile(CUT_OFF)
        if unpack_from(">L", content, end - 4)[0] != zlib.crc32(content[place + 4 : end - 4]):
            raise WrongFile(BROKEN_PICTURE)
        if number == 0:
            _require_header(content, length, kind)
        if kind == b"IEND":
            return _require_nothing_behind(content, end)
        place = end
    raise WrongFile(BROKEN_PICTURE)


def check_jpeg(content: bytes) -> None:
    """WrongFile unless it has a size, an end, and nothing behind that."""
    if b"\xff\xd9" not in content[-NEAR_THE_END:]:
        raise WrongFile(CUT_OFF)
    _require_jpeg_size(content)
    _require_nothing_behind(content, content.rfind(b"\xff\xd9") + 2)


def _require_header(content: bytes, length: int, kind: bytes) -> None:
    if kind != b"IHDR" or length != 13:
        raise WrongFile(BROKEN_PICTURE)
    _require_pixels(*unpack_from(">2L", content, 16))


def _require_nothing_behind(content: bytes, end: int) -> None:
    if content[end:].strip(BLANK):
        raise WrongFile(TWO_THINGS)
    require_one_thing(content)


def _require_jpeg_size(content: bytes) -> None:
    """Walk the segments to the one that gives height and width."""
    place = 2
    for _ in range(MOST_PIECES):
        if place + 9 > len(content) or content[place] != 0xFF:
            break
        marker = content[place + 1]
        if marker in SIZES:
            return _require_pixels(*unpack_from(">2H", content, place + 5))
        if marker == 0xFF:  # filling
            place += 1
        elif marker in ALONE:
            place += 2
        else:
            place += 2 + unpack_from(">H", content, place + 2)[0]
    raise WrongFile(BROKEN_PICTURE)


def _require_pixels(one: int, other: int) -> None:
    if not one or not other:
        raise WrongFile(BROKEN_PICTURE)
    if one * other > MOST_PIXELS:
        raise WrongFile(HUGE_PICTURE)
