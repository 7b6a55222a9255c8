"""Which part of a file does a browser ask for?

RFC 9110, section 14: one range of bytes is answered; several at once, or what is no range, give
the whole file, which the standard allows.
"""

import re
from dataclasses import dataclass

from django.http import HttpRequest

ONE_RANGE = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByteRange:
    """From the byte `first` on, `length` bytes."""

    first: int
    length: int


class Unsatisfiable(Exception):
    """Nothing of the file lies in the range that was asked for (416)."""


def range_of(request: HttpRequest, size: int, etag: str) -> ByteRange | None:
    """The part that is wanted, None for the whole file; Unsatisfiable when there is no such part.

    `If-Range` with another ETag means that the browser has a part of another file.
    """
    if request.headers.get("If-Range", etag) != etag:
        return None
    found = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return _end_of(size, int(last))
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise Unsatisfiable
    end = min(int(last), size - 1) if last else size - 1
    return ByteRange(first=int(first), length=end - int(first) + 1)


def _end_of(size: int, length: int) -> ByteRange:
    """The last `length` bytes, or all of them."""
    if not length or not size:
        raise Unsatisfiable
    return ByteRange(first=max(0, size - length), length=min(size, length))
