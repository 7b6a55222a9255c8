"""Has this person signed in with a second factor, and where is that asked for?"""

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

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


def is_protected(path: str) -> bool:
    return path.startswith(PROTECTED_PATHS)


def needs_second_factor(user: User) -> bool:
    """Officers see what applicants keep from each other; staff run the machine."""
    return user.is_staff or user.is_superuser or user.is_officer


def signed_in_with_second_factor(request: HttpRequest) -> bool:
    """In this session, by code, passkey or recovery code. A second factor on file is not enough."""
    user = request.user
    records = get_authentication_records(request, user) if user.is_authenticated else []
    return any(record.get("method") == "mfa" for record in records)
