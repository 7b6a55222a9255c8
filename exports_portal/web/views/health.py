"""Is this process able to serve, and does anything need a person?"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from exports_portal.mail.models import SentMail


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For load balancers: 200 when the database answers, else 503. Says nothing about anybody.

    "degraded" is a 200 too: the process serves, and another one would have the same problems.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        given_up = SentMail.objects.given_up().count()
        reports = [import_string(name)() for name in settings.HEALTH_REPORTS]
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "unreachable"}, status=503)
    # Mails that no server took for days: a person has to look at them.
    answer = {"status": "ok", "database": "reachable", "mails_given_up": given_up}
    for report in reports:
        answer |= report
    if any(report["problems"] for report in reports):
        answer["status"] = "degraded"
    return JsonResponse(answer)
