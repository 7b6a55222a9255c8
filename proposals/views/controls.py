"""Which security controls does the program ask about? The catalog, for everybody to read."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from exports_portal.policy.controls import NOT_PUBLISHED, parse_controls
from exports_portal.policy.models import Kind
from exports_portal.policy.readers import NoPolicyInForce, snapshot_in_force


@login_not_required
@require_safe
def security_requirements(request: HttpRequest) -> HttpResponse:
    """The catalog in force today, with its sources; a page that says so while there is none."""
    try:
        snapshot = snapshot_in_force(Kind.CONTROLS, timezone.localdate())
    except NoPolicyInForce:
        return render(request, "proposals/security_requirements.html")
    context = {
        "snapshot": snapshot,
        "catalog": parse_controls(snapshot.payload),
        "label": NOT_PUBLISHED,
    }
    return render(request, "proposals/security_requirements.html", context)
