"""Who owns an organization in the end? A drawing, and a table that says the same."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exports_portal.accounts.actions.organizations import OWNER
from exports_portal.accounts.drawing import MOST_DRAWN, drawing_of
from exports_portal.accounts.models import Organization
from exports_portal.accounts.ownership import ownership_of, with_parent
from exports_portal.accounts.permissions import may_edit
from exports_portal.accounts.views.way import signed_in


@require_safe
def ownership(request: HttpRequest, pk: int) -> HttpResponse:
    """404 for whoever does not belong to the organization."""
    person = signed_in(request)
    organization = get_object_or_404(Organization.objects.belonging_to(person), pk=pk)
    context = {"organization": organization, "may_edit": may_edit(organization, person)}
    rows = with_parent(
        organization.owners.values(*OWNER), organization.parent_name, organization.parent_country
    )
    context |= ownership_context(organization.legal_name, rows)
    return render(request, "accounts/ownership.html", context)


def ownership_context(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What `accounts/ownership_graph.html` shows."""
    graph = ownership_of(name, rows)
    return {"graph": graph, "drawing": drawing_of(graph), "most_drawn": MOST_DRAWN}
