"""Which version of the screening list is in force, which waits, and how was each got?"""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from exports_portal.errors import NotPermitted
from exports_portal.policy.readers import list_sources
from exports_portal.web.pagination import page_of
from reviews.actions.sync import ask_for_sync, usual_place
from reviews.freshness import list_standing
from reviews.models import ListFetch, ListVersion
from reviews.permissions import LIST_KEEPERS
from reviews.states import ListState
from reviews.views.frame import SignedIn

VERSIONS_PER_PAGE = 25
LATEST_FETCHES = 5
# The file is made anew every day (design/screening.md section 6); after this it has stood still.
STOOD_STILL = timedelta(hours=36)


def require_officer(request: SignedIn) -> None:
    if not request.user.is_officer:
        raise NotPermitted("The screening lists are for officers of the program.")


@require_safe
def lists(request: SignedIn) -> HttpResponse:
    """Whether one may be decided on, first of all; then every version and the latest attempts."""
    require_officer(request)
    standing = list_standing()
    in_force = standing.in_force
    versions = ListVersion.objects.for_review(request.user)
    published = in_force.published_at if in_force else None
    context = {
        "standing": standing,
        "in_force": in_force,
        "stood_still": published is not None and timezone.now() - published > STOOD_STILL,
        "held": [*versions.filter(state=ListState.QUARANTINED)],
        "page": page_of(request, versions, per_page=VERSIONS_PER_PAGE),
        "fetches": _fetches()[:LATEST_FETCHES],
        "place": usual_place(),
        "rescreening": in_force.rescreenings.to_show(request.user).first() if in_force else None,
        "keeps_lists": request.user.has_role(*LIST_KEEPERS),
    }
    return render(request, "reviews/lists.html", context)


@require_safe
def version(request: SignedIn, pk: int) -> HttpResponse:
    """One version: where it came from, what happened to it, and what stands in it."""
    require_officer(request)
    versions = ListVersion.objects.for_review(request.user)
    found = get_object_or_404(versions.select_related("loaded_by", "decided_by", "follows"), pk=pk)
    context = {
        "version": found,
        "rows": _rows(found),
        "run_count": found.runs.count(),
        "fetches": _fetches().filter(version=found)[:LATEST_FETCHES],
        "keeps_lists": request.user.has_role(*LIST_KEEPERS),
    }
    return render(request, "reviews/list_version.html", context)


@require_safe
def fetches(request: SignedIn) -> HttpResponse:
    """Every attempt to get the list, the latest first."""
    require_officer(request)
    page = page_of(request, _fetches(), per_page=VERSIONS_PER_PAGE)
    context = {"page": page, "fetches": page}
    return render(request, "reviews/list_fetches.html", context)


@require_POST
def look_now(request: SignedIn) -> HttpResponse:
    ask_for_sync(by=request.user)
    messages.success(request, "The list is looked for now. Come back in a minute.")
    return redirect("reviews:lists")


def _fetches() -> Any:
    return ListFetch.objects.select_related("version", "by")


def _rows(version: ListVersion) -> list[dict[str, Any]]:
    """The lists within it, as the policy explains them, beside the version before."""
    explained = {row.source: row for row in list_sources(timezone.localdate()).lists}
    before = version.follows.counts if version.follows else {}
    sources = sorted({*version.counts, *before}, key=lambda name: -version.counts.get(name, 0))
    return [
        {
            "source": source,
            "explained": explained.get(source),
            "count": version.counts.get(source, 0),
            "before": before.get(source, 0),
            "more": version.counts.get(source, 0) - before.get(source, 0),
        }
        for source in sources
    ]
