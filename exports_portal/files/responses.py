"""How does a stored file travel to a browser?"""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from exports_portal.files.models import StoredFile
from exports_portal.files.storing import open_verified


def download_response(stored: StoredFile, *, inline: bool = False) -> HttpResponse:
    """The verified content, in no cache. The caller has decided that this person may have it."""
    disposition = content_disposition_header(not inline, stored.name)
    return HttpResponse(
        open_verified(stored),
        content_type=stored.content_type,
        headers={
            "Content-Disposition": str(disposition),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "ETag": f'"{stored.sha256}"',
        },
    )
