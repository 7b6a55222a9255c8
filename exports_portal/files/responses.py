"""How does a stored file travel to a browser?"""

from collections.abc import Iterator

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from exports_portal.files.models import Origin, StoredFile
from exports_portal.files.ranges import ByteRange, Unsatisfiable, range_of
from exports_portal.files.storing import opened_verified

PIECE = 64 * 1024  # bytes in memory at once
# What was uploaded is saved and not shown; opened all the same, it may run and load nothing.
LOCKED_UP = "sandbox; default-src 'none'; frame-ancestors 'none'"
SHOWN = frozenset({"application/pdf"})  # in the page, and only what the portal made itself


class Slice:
    """Some bytes of an open file, piece by piece. The response closes it."""

    def __init__(self, file: File[bytes], part: ByteRange) -> None:
        self.file = file
        self.left = part.length
        file.seek(part.first)

    def __iter__(self) -> Iterator[bytes]:
        while self.left and (piece := self.file.read(min(PIECE, self.left))):
            self.left -= len(piece)
            yield piece

    def close(self) -> None:
        self.file.close()


def download_response(
    request: HttpRequest, stored: StoredFile, *, inline: bool = False
) -> HttpResponseBase:
    """The verified content or the part asked for, in no cache.

    The caller has decided that this person may have it. NotCleared before a scanner passed it.
    `inline` is for the portal's own letters: an upload is never shown in a page.
    """
    etag = f'"{stored.sha256}"'
    headers = _headers(stored, etag, inline=inline)
    file = opened_verified(stored)
    try:
        part = range_of(request, stored.size, etag)
    except Unsatisfiable:
        file.close()
        nothing = headers | {"Content-Range": f"bytes */{stored.size}"}
        return HttpResponse(status=416, headers=nothing)
    if part is None:
        whole = ByteRange(first=0, length=stored.size)
        return _streamed(file, whole, headers, status=200)
    last = part.first + part.length - 1
    place = {"Content-Range": f"bytes {part.first}-{last}/{stored.size}"}
    return _streamed(file, part, headers | place, status=206)


def _streamed(
    file: File[bytes], part: ByteRange, headers: dict[str, str], *, status: int
) -> StreamingHttpResponse:
    length = {"Content-Length": str(part.length)}
    return StreamingHttpResponse(Slice(file, part), status=status, headers=headers | length)


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
