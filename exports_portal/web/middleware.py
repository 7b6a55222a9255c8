"""What is refused before it is read, and how does a refusal of our own logic become a page?"""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from psycopg.errors import LockNotAvailable, QueryCanceled

from exports_portal.bounds import (
    LARGEST_ANONYMOUS_BYTES,
    LARGEST_BODY_BYTES,
    LARGEST_FORM_BYTES,
    LARGEST_TYPED_BYTES,
)
from exports_portal.errors import PortalError
from exports_portal.web import typed
from exports_portal.web.scripts import asks_for_json, is_by_script, is_upload
from exports_portal.web.strangers import most_of_strangers
from exports_portal.web.views.errors import (
    API_PREFIX,
    body_too_large,
    length_required,
    refusal,
    too_busy,
    too_large_without_session,
)

KEPT = "What you typed is kept for one hour. Sign in, and you see it again."


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
    """Who is not signed in sends no files and no long texts, but where a page asks for one
    (exports_portal/web/strangers.py). Stands behind sign-in.

    A program is known by its token, which the API looks at before it reads.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_large = stated_length(request) > LARGEST_ANONYMOUS_BYTES
        is_program = request.path_info.startswith(API_PREFIX)
        if is_large and not is_program and not request.user.is_authenticated:
            return self._refusal(request) or self.get_response(request)
        return self.get_response(request)

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        most = most_of_strangers(request)
        if stated_length(request) <= most:
            return None
        if asks_for_json(request) or is_upload(request):
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        if not typed.is_kept_at(request):
            return body_too_large(request, most)
        if stated_length(request) > LARGEST_TYPED_BYTES:
            return too_large_without_session(request)
        return None


class SignInMiddleware(LoginRequiredMiddleware):
    """Leads to sign-in and back. What was typed on a page of a draft is kept meanwhile.

    Django asks it after the form token was checked: what another site sends is not kept.
    """

    def handle_no_permission(  # type: ignore[override]  # answers a script, where its parent always redirects
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        if is_by_script(request):
            # A page to sign in would land in the middle of the page that is open.
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        if typed.is_kept_at(request) and (author := typed.author_of(request.POST)):
            typed.keep(request, by=author, why=typed.Why.SESSION_ENDED)
            request.session.set_expiry(typed.KEPT_FOR)
            messages.info(request, KEPT)
        return super().handle_no_permission(request, view_func)


class UploadMiddleware:
    """A script that sends a file would follow where it is led, and read the page away from the
    person: it is told where that is, and goes there with them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_upload(request) and "Location" in response.headers:
            response.headers["X-Location"] = response.headers["Location"]
            del response.headers["Location"]
            response.status_code = HTTPStatus.OK
        return response


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
