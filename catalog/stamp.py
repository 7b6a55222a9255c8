"""Has anything in the catalog changed? Asked before anything is looked up or rendered."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from django.core.cache import caches
from django.db.models import Max
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from catalog.models import CatalogEntry
from catalog.queries import Search, facet_counts
from exports_portal.audit.models import AuditEvent
from exports_portal.canonical import digest

# What changes an entry is written into the trail, whose lock puts it in the order of the commits.
CHANGES = ("catalog.publish", "catalog.set_availability")

AN_HOUR = 3600  # seconds
type Facets = dict[str, dict[str, int]]


def stamp(request: HttpRequest, **_: Any) -> str:
    """The ETag of an answer. Titles of codes may change with the day."""
    parts = [request.get_full_path(), *_latest_changes(), str(timezone.localdate())]
    return f'"{digest(parts)}"'


def facets_since_change(search: Search) -> Facets:
    """The numbers beside the filters, worked out once after each change of the catalog.

    They look at everything that is found. A process keeps those of the latest searches, under what
    was changed last: asked for first, so that numbers are never older than their key.
    """
    key = digest([*_latest_changes(), search])
    counted = caches["process"].get_or_set(key, lambda: facet_counts(search), AN_HOUR)
    return cast(Facets, counted)


def _latest_changes() -> list[str]:
    """Three look-ups in indexes."""
    events = AuditEvent.objects.order_by("-id").values_list("pk", flat=True)
    latest = [events.filter(verb=verb).first() or 0 for verb in CHANGES]
    changed = CatalogEntry.objects.aggregate(at=Max("updated_at"))["at"]
    return [*map(str, latest), str(changed)]


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
