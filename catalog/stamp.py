"""Has anything in the catalog changed? Asked before anything is looked up or rendered."""

from collections.abc import Callable
from functools import cached_property, wraps
from http import HTTPStatus
from typing import Any, cast

from django.core.cache import caches
from django.db.models import Max
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from catalog.models import CatalogEntry
from catalog.queries import Counted, Search, counted, in_order
from exports_portal.audit.models import AuditEvent
from exports_portal.canonical import digest

# What changes an entry is written into the trail, whose lock puts it in the order of the commits.
CHANGES = ("catalog.publish", "catalog.set_availability")

AN_HOUR = 3600  # seconds


def stamp(request: HttpRequest, **_: Any) -> str:
    """The ETag of an answer. Titles of codes may change with the day."""
    changes = latest_changes()
    request.catalog_changes = changes  # type: ignore[attr-defined]  # for CountedSinceChange
    parts = [request.get_full_path(), *changes, str(timezone.localdate())]
    return f'"{digest(parts)}"'


def latest_changes() -> list[str]:
    """Three look-ups in indexes."""
    events = AuditEvent.objects.order_by("-id").values_list("pk", flat=True)
    latest = [events.filter(verb=verb).first() or 0 for verb in CHANGES]
    changed = CatalogEntry.objects.aggregate(at=Max("updated_at"))["at"]
    return [*map(str, latest), str(changed)]


class CountedSinceChange:
    """What a search finds, to be sliced, with its number and the numbers beside the filters.

    To count looks at everything that is found. A process keeps the numbers of the latest searches,
    under what was changed last: that was asked for first, so no number is older than its key.
    """

    ordered = True

    def __init__(self, search: Search, changes: list[str]) -> None:
        self.search, self.changes = search, changes
        self.found: Any = in_order(search)

    @cached_property
    def numbers(self) -> Counted:
        key = digest([*self.changes, self.search])
        numbers = caches["process"].get_or_set(key, lambda: counted(self.search), AN_HOUR)
        return cast(Counted, numbers)

    def count(self) -> int:
        return self.numbers.found

    def __getitem__(self, page: slice) -> Any:
        return self.found[page]


def of_success(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Only what was found is kept and asked for again: a refusal for too many requests with a stamp
    would be answered by 304 until the catalog changes (RFC 9110, 13.2.1).
    """

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        if response.status_code not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            del response["ETag"]
            response["Cache-Control"] = "no-store"
        return response

    return answered
