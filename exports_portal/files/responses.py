"""How does a stored file travel to a browser?"""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from exports_portal.files.models import Origin, StoredFile
from exports_portal.files.ranges import ByteRange, Unsatisfiable, range_of
from exports_portal.files.storing import verify

PIECE = 64 * 1024  # bytes in memory at once
# What was uploaded is saved and not shown; opened all the same, it may run and load nothing.
LOCKED_UP = "sandbox; default-src 'none'; frame-ancestors 'none'"
SHOWN = frozenset({"application/pdf"})  # in the page, and only what the portal made itself


def pieces_of(stored: StoredFile, part: ByteRange) -> Iterator[bytes]:
    """The bytes, a piece at a time; the file is open while they are sent. It was verified."""
    left = part.length
    with default_storage.open(str(stored.file.name)) as file:
        file.seek(part.first)
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def download_response(
    request: HttpRequest, stored: StoredFile, *, inline: bool = False
) -> HttpResponseBase:
    """The verified content or the part asked for, in no cache.

    The caller has decided that this person may have it. NotCleared before a scanner passed it.
    `inline` is for the portal's own letters: an upload is never shown in a page.
    """
    verify(stored)
    etag = f'"{stored.sha256}"'
    headers = _headers(stored, etag, inline=inline)
    try:
        part = range_of(request, stored.size, etag)
    except Unsatisfiable:
        nothing = headers | {"Content-Range": f"bytes */{stored.size}"}
        return HttpResponse(status=416, headers=nothing)
    if part is None:
        return _streamed(stored, ByteRange(first=0, length=stored.size), headers, status=200)
    last = part.first + part.length - 1
    place = {"Content-Range": f"bytes {part.first}-{last}/{stored.size}"}
    return _streamed(stored, part, headers | place, status=206)


def _streamed(
    stored: StoredFile, part: ByteRange, headers: dict[str, str], *, status: int
) -> StreamingHttpResponse:
    length = {"Content-Length": str(part.length)}
    return StreamingHttpResponse(pieces_of(stored, part), status=status, headers=headers | length)


def _headers(stored: StoredFile, etag: str, *, inline: bool) -> dict[str, str]:
    is_shown = inline and stored.origin == Origin.PORTAL and stored.content_type in SHOWN
    headers = {
        "Content-Type": stored.content_type,
        "Content-Disposition": str(content_disposition_header(not is_shown, stored.name)),
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
        "Accept-Ranges": "bytes",
        "ETag": etag,
    }
    # A browser shows no PDF in a sandbox.
    return headers if is_shown else headers | {"Content-Security-Policy": LOCKED_UP}
