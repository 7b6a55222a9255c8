"""Is this process able to serve, and does anything need a person?"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from exports_portal.web.models import silence_of
from exports_portal.web.tasks import WORKER

# The clock asks for a sign of life every PULSE_SECONDS; six in a row do not get lost by chance.
LONGEST_SILENCE = timedelta(seconds=6 * settings.PULSE_SECONDS)
UNREACHABLE = {"status": "unavailable", "database": "unreachable"}


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """For whoever starts the process anew when it hangs: asks nothing but this process."""
    return JsonResponse({"status": "live"})


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """For load balancers: 503 while this process cannot serve for want of a database."""
    try:
        _ask_database()
    except DatabaseError:
        return JsonResponse(UNREACHABLE, status=503)
    return JsonResponse({"status": "ready"})


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For people and their alarms: 200 when the database answers, else 503. Names nobody.

    "degraded" is a 200 too: the process serves, and another one would have the same problems.
    """
    try:
        _ask_database()
        reports = [_worker(), *(import_string(name)() for name in settings.HEALTH_REPORTS)]
    except DatabaseError:
        return JsonResponse(UNREACHABLE, status=503)
    answer: dict[str, Any] = {"status": "ok", "database": "reachable"}
    for report in reports:
        answer |= report
    answer["problems"] = [problem for report in reports for problem in report["problems"]]
    if answer["problems"]:
        answer["status"] = "degraded"
    return JsonResponse(answer)


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _worker() -> dict[str, Any]:
    silence = silence_of(WORKER)
    return {
        "worker_seen_seconds_ago": None if silence is None else round(silence.total_seconds()),
        "problems": list(_problems(silence)),
    }


def _problems(silence: timedelta | None) -> Iterator[str]:
    if silence is None:
        yield "No worker has done a job yet: is one running, with its clock?"
    elif silence > LONGEST_SILENCE:
        yield f"No worker has done a job for {round(silence.total_seconds())} seconds."
