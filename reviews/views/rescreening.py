"""How far is the screening that goes on by itself, and whom did it concern?"""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exports_portal.errors import NotPermitted
from exports_portal.web.pagination import page_of
from proposals.models import Proposal
from reviews.models import Rescreening, VersionCheck
from reviews.queries import RescreeningQuerySet
from reviews.states import CheckOutcome
from reviews.views.frame import SignedIn

PASSES_PER_PAGE = 25
CASES_PER_PAGE = 50
TONES = {
    CheckOutcome.UNCHANGED: "good",
    CheckOutcome.SCREENED: "info",
    CheckOutcome.OVERTAKEN: "neutral",
}


@require_safe
def rescreenings(request: SignedIn) -> HttpResponse:
    """Every pass over the watched cases, the latest first."""
    page = page_of(request, _passes(request), per_page=PASSES_PER_PAGE)
    is_running = any(not found.is_finished for found in page)
    return render(request, "reviews/rescreenings.html", {"page": page, "is_running": is_running})


@require_safe
def rescreening(request: SignedIn, pk: int) -> HttpResponse:
    """One pass: what it followed, how far it is, and what came of it for each case."""
    found = get_object_or_404(_passes(request), pk=pk)
    readable = Proposal.objects.for_review(request.user)
    theirs = found.checks.filter(version__proposal__in=readable.values("pk"))
    checks = theirs.select_related("version__proposal", "run").order_by("-outcome", "pk")
    page = page_of(request, checks, per_page=CASES_PER_PAGE)
    context = {"rescreening": found, "page": page, "lines": [(c, _tone(c)) for c in page]}
    return render(request, "reviews/rescreening.html", context)


def _passes(request: SignedIn) -> RescreeningQuerySet:
    if not request.user.is_case_reader:
        raise NotPermitted("The screening of the cases is for officers who work on them.")
    return Rescreening.objects.to_show(request.user)


def _tone(check: VersionCheck) -> str:
    return TONES[CheckOutcome(check.outcome)] if check.outcome else "warning"
