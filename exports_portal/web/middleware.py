"""How does a refusal of the portal's own logic become a page?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from exports_portal.errors import PortalError
from exports_portal.web.views.errors import refusal


class DomainErrorMiddleware:
    """Views need no `except`: a PortalError becomes the right page with the right status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refusal(request, error) if isinstance(error, PortalError) else None
