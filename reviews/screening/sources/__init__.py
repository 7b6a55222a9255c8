"""Which parties does this list file name? JSON or CSV, gzipped or not, decided by what is in it."""

import hashlib
import zlib
from pathlib import Path

from reviews.screening.sources import trade_gov_csv, trade_gov_json
from reviews.screening.sources.list_file import ListFile, ListRefused, counts_by_source

__all__ = ["ListFile", "ListRefused", "read_list"]

# The published file has 34 MB; a file four times that size is not it, and must not fill the memory.
LARGEST_LIST_BYTES = 150_000_000
_GZIP_MAGIC = b"\x1f\x8b"


def read_list(path: Path) -> ListFile:
    """Read the whole list or refuse it whole, naming the record that is wrong."""
    if path.stat().st_size > LARGEST_LIST_BYTES:
        raise ListRefused(f"the file is larger than {LARGEST_LIST_BYTES:,} bytes")
    raw = path.read_bytes()
    text = _decoded(_unpacked(raw) if raw.startswith(_GZIP_MAGIC) else raw)
    reader = trade_gov_json if text.lstrip()[:1] in ("{", "[") else trade_gov_csv
    if not text.strip():
        raise ListRefused("the file is empty")
    content = reader.read(text)
    return ListFile(
        published_at=content.published_at,
        sha256=hashlib.sha256(raw).hexdigest(),
        parties=content.parties,
        counts=counts_by_source(content.parties),
        is_fictional=content.is_fictional,
    )


def _unpacked(raw: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        content = unpacker.decompress(raw, LARGEST_LIST_BYTES + 1)
    except zlib.error as error:
        raise ListRefused("the gzip file is damaged") from error
    if len(content) > LARGEST_LIST_BYTES:
        raise ListRefused(f"the unpacked file is larger than {LARGEST_LIST_BYTES:,} bytes")
    if not unpacker.eof:
        raise ListRefused("the gzip file is truncated")
    return content


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListRefused(f"the file is not UTF-8: byte {error.start:,} cannot be read") from error
