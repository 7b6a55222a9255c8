"""Who asks, and where do they want to go afterwards?"""

from typing import cast

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from exports_portal.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The person of a page that SignInMiddleware guards."""
    return cast(User, request.user)


def way_on(request: HttpRequest) -> str:
    """The page named by `next`, if it is one of ours by its whole path; else nothing."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # Without the slash it would be taken for the name of a view.
    return url if is_ours and url.startswith("/") else ""
