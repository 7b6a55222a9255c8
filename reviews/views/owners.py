"""Who owns a member in the end, as a submitted version says it?"""

from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exports_portal.accounts.ownership import with_parent
from exports_portal.accounts.views.ownership import ownership_context
from exports_portal.errors import NotFound
from reviews.views.frame import SignedIn, case_for, case_page


@require_safe
def owners(request: SignedIn, public_id: str, number: int, organization: int) -> HttpResponse:
    """The drawing and its tables, for whoever may read the version."""
    proposal = case_for(request, public_id)
    frozen = get_object_or_404(proposal.versions.all(), number=number)
    member = frozen.content.member(organization)
    if member is None:
        raise NotFound
    rows = with_parent(map(asdict, member.owners), member.parent_name, member.parent_country)
    found = ownership_context(member.legal_name, rows)
    context = case_page(request, proposal, "version", frozen=frozen, member=member, **found)
    return render(request, "reviews/owners.html", context)
