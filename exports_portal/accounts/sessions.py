"""How long does a session last?

The limits of NIST SP 800-63B-4 section 2.2.3 for AAL2 (one hour without activity, 24 hours in all)
are for everybody; officers read what applicants keep from each other and get half of each
(program default, not published text).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.accounts.second_factor import needs_second_factor

BEGAN, SEEN = "session_began", "session_seen"
# The time of the last page is written down at most so often: not every page is worth a write.
NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    idle: timedelta
    absolute: timedelta


EVERYBODY = Limits(idle=timedelta(hours=1), absolute=timedelta(hours=24))
OFFICERS = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=12))


def limits_of(user: User) -> Limits:
    return OFFICERS if needs_second_factor(user) else EVERYBODY


def begin(request: HttpRequest) -> None:
    """Somebody signed in just now."""
    request.session[BEGAN] = request.session[SEEN] = timezone.now().timestamp()


def is_over(request: HttpRequest, user: User) -> bool:
    """A session of an unknown beginning is over: nothing says how old it is."""
    limits, now = limits_of(user), timezone.now()
    began, seen = (_moment(request, key) for key in (BEGAN, SEEN))
    return now - began > limits.absolute or now - seen > limits.idle


def note(request: HttpRequest) -> None:
    """Somebody is still there."""
    if timezone.now() - _moment(request, SEEN) > NOTED_EVERY:
        request.session[SEEN] = timezone.now().timestamp()


def _moment(request: HttpRequest, key: str) -> datetime:
    return datetime.fromtimestamp(request.session.get(key, 0), UTC)
