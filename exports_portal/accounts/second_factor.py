"""Has this person signed in with a second factor, and where is that asked for?"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from exports_portal.accounts.models import User

# Where an officer, or somebody who runs the portal, needs a second factor. `tokens/` is among
# them because a token made there opens the API later, when no second factor is asked for.
PROTECTED_PATHS = (
    "/review/",
    "/administration/",
    "/proposals/",
    "/tokens/",
    "/api/v1/proposals/",
)
# Before a decision it must have been given within so long (program default).
STEP_UP_SECONDS = 15 * 60


def is_protected(path: str) -> bool:
    return path.startswith(PROTECTED_PATHS)


def needs_second_factor(user: User) -> bool:
    """Officers see what applicants keep from each other; staff run the machine."""
    return user.is_staff or user.is_superuser or user.is_officer


def signed_in_with_second_factor(request: HttpRequest) -> bool:
    """In this session, by code, passkey or recovery code. A second factor on file is not enough."""
    return _given_at(request) is not None


def gave_second_factor_lately(request: HttpRequest) -> bool:
    """Within the last minutes: whoever finds an open session does not hold it."""
    given = _given_at(request)
    return given is not None and time.time() - given < STEP_UP_SECONDS


def step_up[**P, A: HttpResponse](
    view: Callable[Concatenate[Any, P], A],
) -> Callable[Concatenate[Any, P], HttpResponse]:
    """What the view is sent counts only after a second factor given lately; it is asked for, and
    what was sent is kept meanwhile. Looking at the page needs nothing.
    """

    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method in ("GET", "HEAD") or gave_second_factor_lately(request):
            return view(request, *args, **kwargs)
        return suspend_request(request, reverse(_page_for(request.user)))

    return guarded


def _page_for(user: User) -> str:
    """Where this person gives it: a passkey has a page of its own."""
    has_app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    return "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"


def _given_at(request: HttpRequest) -> float | None:
    user = request.user
    records = get_authentication_records(request, user) if user.is_authenticated else []
    return max((r["at"] for r in records if r.get("method") == "mfa"), default=None)
