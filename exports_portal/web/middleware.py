"""What is refused before it is read, and how does a refusal of our own logic become a page?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from exports_portal.errors import PortalError
from exports_portal.web.views.errors import LARGEST_BODY_BYTES, body_too_large, refusal


class BodyLimitMiddleware:
    """Refuse a body that no form or program sends by its stated length, before it is read.

    The form token's check starts the form parser, which would write the files to the disk first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > LARGEST_BODY_BYTES:
            return body_too_large(request)
        return self.get_response(request)


class DomainErrorMiddleware:
    """Views need no `except`: a PortalError becomes the right page with the right status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refusal(request, error) if isinstance(error, PortalError) else None
