"""Which version of the screening list is in force, and which were?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exports_portal.errors import NotPermitted
from exports_portal.web.pagination import page_of
from reviews.models import ListVersion
from reviews.permissions import LIST_KEEPERS
from reviews.views.frame import SignedIn

VERSIONS_PER_PAGE = 10


@require_safe
def lists(request: SignedIn) -> HttpResponse:
    if not request.user.is_officer:
        raise NotPermitted("The screening lists are for officers of the program.")
    versions = ListVersion.objects.for_review(request.user).select_related("loaded_by")
    page = page_of(request, versions, per_page=VERSIONS_PER_PAGE)
    shown = [
        (version, sorted(version.counts.items(), key=lambda pair: -pair[1])) for version in page
    ]
    keeps_lists = request.user.has_role(*LIST_KEEPERS)
    context = {"page": page, "versions": shown, "keeps_lists": keeps_lists}
    return render(request, "reviews/lists.html", context)
