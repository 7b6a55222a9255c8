"""Has anything in the catalog changed? Asked before anything is looked up or rendered."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from catalog.models import CatalogEntry
from exports_portal.audit.models import AuditEvent
from exports_portal.canonical import digest

# What changes an entry is written into the trail, whose lock puts it in the order of the commits.
CHANGES = ("catalog.publish", "catalog.set_availability")


def stamp(request: HttpRequest, **_: Any) -> str:
    """The ETag of an answer: three look-ups in indexes. Titles of codes may change with the day."""
    events = AuditEvent.objects.order_by("-id").values_list("pk", flat=True)
    latest = [events.filter(verb=verb).first() or 0 for verb in CHANGES]
    changed = CatalogEntry.objects.aggregate(at=Max("updated_at"))["at"]
    parts = [request.get_full_path(), *latest, str(changed), str(timezone.localdate())]
    return f'"{digest(parts)}"'


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
