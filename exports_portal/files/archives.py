"""Is a ZIP archive what it says it is, before and while it is unpacked?

The central directory is read here and not by `zipfile`: what is refused (entries that overlap,
something before or behind, two names for one part) is what other readers would see differently.
Cost: MOST_PARTS records, and never more than MOST_UNPACKED bytes in memory.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from exports_portal.files.uploads import MEGABYTE, WrongFile

# Program defaults; the largest documents of the demonstration have 60 parts and 3 MB.
MOST_PARTS = 2_000
MOST_UNPACKED = 50 * MEGABYTE
# Apache POI's ZipSecureFile: 100 times is the most it takes, once a part is larger than 100 KB.
MOST_TIMES_LARGER = 100
SMALL_PART = 100 * 1024

STORED, DEFLATED = 0, 8
ENCRYPTED, UTF_8 = 0x0001, 0x0800
SYMBOLIC_LINK = 0xA000  # S_IFLNK, in the upper half of the external attributes
LONGEST_DESCRIPTOR = 24  # bytes behind a part whose size was not known when it was begun
LONGEST_COMMENT = 65_535  # bytes; the end of the directory can stand so far before the end

END = struct.Struct("<4s4H2LH")
ENTRY = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
# How archives begin. gzip, bzip2 and xz pack one file, which may be one more archive.
BEGINNINGS = (
    *(b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c"),
    *(b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"MSCF", b"\x28\xb5\x2f\xfd"),
)
TAR, TAR_AT = b"ustar", 257

DAMAGED = "The file is damaged: save it anew and upload that."
BOMB = "The file unpacks to far more than it should: save it anew with less in it."
PATH = "The file has a part whose name leads out of it: save it anew in its own program."
LOCKED = "The file is encrypted: remove its password and upload it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of an archive: its packed bytes begin at `start`, and unpack to `size` bytes."""

    name: str
    method: int
    checksum: int
    start: int
    packed: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record of the central directory, as it was read."""

    raw_name: bytes
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    attributes: int
    offset: int

    @property
    def name(self) -> str:
        return self.raw_name.decode("utf-8" if self.flags & UTF_8 else "cp437", errors="replace")


def is_archive(content: bytes) -> bool:
    """Whether these bytes begin as an archive or as a packed file."""
    return content.startswith(BEGINNINGS) or content[TAR_AT : TAR_AT + len(TAR)] == TAR


def parts_of(content: bytes) -> list[Part]:
    """The parts in the order in which they stand; WrongFile for an archive that cannot be trusted.

    Nothing is unpacked: sizes are those that the directory gives, and `unpacked` holds it to them.
    """
    count, size, start = _directory(content)
    entries = sorted(_entries(content, count, size, start), key=lambda entry: entry.offset)
    _require_plain(entries)
    _require_small(entries)
    parts = [_part(content, entry) for entry in entries]
    _require_side_by_side(entries, parts, start)
    return parts


def unpacked(content: bytes, part: Part) -> bytes:
    """The bytes of a part: exactly as many as were promised, with the right checksum."""
    packed = memoryview(content)[part.start : part.start + part.packed]
    data = bytes(packed) if part.method == STORED else _inflated(packed, part.size)
    if len(data) != part.size or zlib.crc32(data) != part.checksum:
        raise WrongFile(DAMAGED)
    return data


def _inflated(packed: memoryview, size: int) -> bytes:
    """At most one byte more than promised is ever unpacked."""
    reader = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = reader.decompress(packed, size + 1)
    except zlib.error as error:
        raise WrongFile(DAMAGED) from error
    if len(data) > size:
        raise WrongFile(BOMB)
    if not reader.eof or reader.unused_data:
        raise WrongFile(DAMAGED)
    return data


def _directory(content: bytes) -> tuple[int, int, int]:
    """How many entries the central directory has, its length and its place, to the byte."""
    end = len(content) - END.size
    if end < 0 or content[end : end + 4] != b"PK\x05\x06":
        raise WrongFile(DAMAGED)
    _, disk, first_disk, here, count, size, start, comment = END.unpack_from(content, end)
    if disk or first_disk or comment or here != count or start + size != end:
        raise WrongFile(DAMAGED)
    if count > MOST_PARTS:
        raise WrongFile(BOMB)
    return count, size, start


def _entries(content: bytes, count: int, size: int, start: int) -> Iterator[Entry]:
    place, end = start, start + size
    for _ in range(count):
        if place + ENTRY.size > end or content[place : place + 4] != b"PK\x01\x02":
            raise WrongFile(DAMAGED)
        record = ENTRY.unpack_from(content, place)
        name_at = place + ENTRY.size
        yield Entry(
            raw_name=content[name_at : name_at + record[10]],
            flags=record[3],
            method=record[4],
            checksum=record[7],
            packed=record[8],
            size=record[9],
            attributes=record[15],
            offset=record[16],
        )
        place = name_at + record[10] + record[11] + record[12]
    if place != end:
        raise WrongFile(DAMAGED)


def _require_plain(entries: list[Entry]) -> None:
    """No password, no unknown packing, no link, and one harmless name for each part."""
    names = set()
    for entry in entries:
        if entry.flags & ENCRYPTED:
            raise WrongFile(LOCKED)
        if entry.method not in (STORED, DEFLATED):
            raise WrongFile(DAMAGED)
        if leads_out(entry.name) or entry.attributes >> 16 & 0xF000 == SYMBOLIC_LINK:
            raise WrongFile(PATH)
        names.add(entry.name.casefold())
    if len(names) != len(entries):
        raise WrongFile(DAMAGED)


def leads_out(name: str) -> bool:
    """Whether somebody who unpacks a part under this name would write elsewhere."""
    is_odd = not name or "\\" in name or ":" in name or name.startswith("/")
    has_control = any(ord(character) < 32 for character in name)
    return is_odd or has_control or not {".", ".."}.isdisjoint(name.split("/"))


def _require_small(entries: list[Entry]) -> None:
    if sum(entry.size for entry in entries) > MOST_UNPACKED:
        raise WrongFile(BOMB)
    for entry in entries:
        if entry.size > SMALL_PART and entry.size > MOST_TIMES_LARGER * entry.packed:
            raise WrongFile(BOMB)


def _part(content: bytes, entry: Entry) -> Part:
    """The part as its own header says it; WrongFile where that differs from the directory."""
    if entry.offset + LOCAL.size > len(content):
        raise WrongFile(DAMAGED)
    local = LOCAL.unpack_from(content, entry.offset)
    name_at = entry.offset + LOCAL.size
    same_name = content[name_at : name_at + local[9]] == entry.raw_name
    is_same = same_name and (local[2] & ENCRYPTED, local[3]) == (0, entry.method)
    if local[0] != b"PK\x03\x04" or not is_same:
        raise WrongFile(DAMAGED)
    return Part(
        name=entry.name,
        method=entry.method,
        checksum=entry.checksum,
        start=name_at + local[9] + local[10],
        packed=entry.packed,
        size=entry.size,
    )


def _require_side_by_side(entries: list[Entry], parts: list[Part], end: int) -> None:
    """The first part begins the file, and each ends where the next begins: none lies in another."""
    begins = [*(entry.offset for entry in entries), end]
    ends = [0, *(part.start + part.packed for part in parts)]
    gaps = [begin - before for before, begin in zip(ends, begins, strict=True)]
    if gaps[0] or not all(0 <= gap <= LONGEST_DESCRIPTOR for gap in gaps):
        raise WrongFile(DAMAGED)
