"""What is refused before it is read, and how does a refusal of our own logic become a page?"""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from psycopg.errors import LockNotAvailable, QueryCanceled

from exports_portal.bounds import (
    LARGEST_ANONYMOUS_BYTES,
    LARGEST_BODY_BYTES,
    LARGEST_FORM_BYTES,
)
from exports_portal.errors import PortalError
from exports_portal.web.views.errors import (
    API_PREFIX,
    body_too_large,
    length_required,
    refusal,
    too_busy,
)


class BodyLimitMiddleware:
    """Refuse a body that no form or program sends by its stated length, before it is read.

    The form token's check starts the form parser, which would write the files to the disk first.
    A body without a stated length is refused: how long it gets is not known before it is read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "HTTP_TRANSFER_ENCODING" in request.META:
            return length_required(request)
        takes_files = request.content_type == "multipart/form-data"
        most = LARGEST_BODY_BYTES if takes_files else LARGEST_FORM_BYTES
        if stated_length(request) > most:
            return body_too_large(request, most)
        return self.get_response(request)


class AnonymousBodyMiddleware:
    """Who is not signed in sends no files and no long texts. Stands behind sign-in.

    A program is known by its token, which the API looks at before it reads.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_large = stated_length(request) > LARGEST_ANONYMOUS_BYTES
        is_program = request.path_info.startswith(API_PREFIX)
        if is_large and not is_program and not request.user.is_authenticated:
            return body_too_large(request, LARGEST_ANONYMOUS_BYTES)
        return self.get_response(request)


def stated_length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdigit() else 0


class DomainErrorMiddleware:
    """Views need no `except`: a PortalError becomes the right page with the right status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError) and _gave_up(error):
            return too_busy(request)
        return refusal(request, error) if isinstance(error, PortalError) else None


def _gave_up(error: OperationalError) -> bool:
    """A statement or a lock took longer than a page waits (exports_portal/settings/patience.py)."""
    return isinstance(error.__cause__, (LockNotAvailable, QueryCanceled))
