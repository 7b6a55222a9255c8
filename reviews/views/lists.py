"""Which version of the screening list is in force, and which were?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exports_portal.errors import NotPermitted
from exports_portal.web.pagination import page_of
from reviews.models import ListVersion
from reviews.views.frame import SignedIn

VERSIONS_PER_PAGE = 10


@require_safe
def lists(request: SignedIn) -> HttpResponse:
    if not request.user.is_officer:
        raise NotPermitted("The screening lists are for officers of the program.")
    versions = ListVersion.objects.select_related("loaded_by").order_by("-in_force", "-loaded_at")
    page = page_of(request, versions, per_page=VERSIONS_PER_PAGE)
    shown = [
        (version, sorted(version.counts.items(), key=lambda pair: -pair[1])) for version in page
    ]
    return render(request, "reviews/lists.html", {"page": page, "versions": shown})
