"""What was typed on a page whose session has ended, or whose form token is stale?

It is kept in the session on the server for a short time, for the person who typed it, and shown
once. Who that is says the page itself, signed by us: somebody else who signs in never sees it, and
a form that another site made up has no such signature, so nothing of it is kept or shown.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any, cast

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone

WRITTEN_BY = "written_by"  # the field of a form that says who opened the page
NEVER_KEPT = ("csrfmiddlewaretoken", WRITTEN_BY)
TYPED = "typed"  # in the session
FORM = "application/x-www-form-urlencoded"
# Program defaults: time to find the password and the second factor; a page that stayed open over
# a long holiday; and the tabs that somebody saves one after the other.
KEPT_FOR = timedelta(hours=1)
PAGE_LASTS = timedelta(days=14)
MOST_PAGES = 3
# Words: what is shorter, or a code, can be typed again in a moment.
WORTH_READING = 4


class Why(StrEnum):
    """What a person is told when they see what they typed again."""

    SESSION_ENDED = (
        "Your session ended while you were typing. What you typed stands below. "
        "It is not saved yet: press Save."
    )
    STALE = (
        "You signed in again after this page was opened, so it was not saved. "
        "What you typed stands below: press Save again."
    )


def keeps_typed[V: Callable[..., HttpResponse]](view: V) -> V:
    """The view shows what `take` gives it, in a form that says `written_by`."""
    cast("Any", view).keeps_typed = True
    return view


def is_kept_by(view: Any) -> bool:
    return getattr(view, "keeps_typed", False)


def is_kept_at(request: HttpRequest) -> bool:
    """Is it a form, without files, of a page that shows it again?"""
    if request.method != "POST" or request.content_type != FORM:
        return False
    try:
        return is_kept_by(resolve(request.path_info).func)
    except Resolver404:
        return False


def mark_of(user: Any) -> str:
    """Who opened the page, as its form sends it back."""
    return _signer().sign(str(user.pk))


def author_of(data: Mapping[str, Any]) -> str:
    """Who opened the page that sent this: the key of a user, or nothing."""
    try:
        return _signer().unsign(data.get(WRITTEN_BY, ""), max_age=PAGE_LASTS)
    except BadSignature:
        return ""


def keep(request: HttpRequest, *, by: str, why: Why) -> None:
    """What was sent waits in the session, until the same address is opened again."""
    fields = request.POST.copy()
    for name in NEVER_KEPT:
        fields.pop(name, None)
    address = request.get_full_path()
    others = {at: one for at, one in _kept(request).items() if at != address}
    waits = {"by": by, "why": why.name, "at": _now(), "fields": fields.urlencode()}
    request.session[TYPED] = dict([*others.items(), (address, waits)][-MOST_PAGES:])


def take(request: HttpRequest) -> tuple[QueryDict, Why] | None:
    """What this person typed on this page before, once."""
    address, waiting = request.get_full_path(), _kept(request)
    if request.method != "GET" or address not in waiting:
        return None
    found = waiting.pop(address)
    request.session[TYPED] = waiting
    if found["by"] != str(request.user.pk) or _now() - found["at"] > KEPT_FOR.total_seconds():
        return None
    return QueryDict(found["fields"]), Why[found["why"]]


def take_to_read(request: HttpRequest) -> list[str]:
    """The same as texts, for a page that can no longer be written: nobody types it again."""
    fields = found[0] if (found := take(request)) else QueryDict()
    texts = [text for name in fields for text in fields.getlist(name)]
    return [text for text in texts if len(text.split()) >= WORTH_READING]


def hand_over(request: HttpRequest, user: Any) -> None:
    """Somebody signed in: what others typed in this browser is forgotten."""
    waiting = {at: one for at, one in _kept(request).items() if one["by"] == str(user.pk)}
    if TYPED in request.session:
        request.session[TYPED] = waiting
        request.session.set_expiry(None)  # as long as any session


def _kept(request: HttpRequest) -> dict[str, Any]:
    return dict(request.session.get(TYPED, {}))


def _now() -> float:
    return timezone.now().timestamp()


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=WRITTEN_BY)
