"""What was the applicant asked, and what did they answer?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals.actions.advance import available_steps
from reviews.views.frame import SignedIn, case_page, full_case_for


@require_safe
def questions(request: SignedIn, public_id: str) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    rows = proposal.information_requests.select_related("asked_by", "answered_by")
    context = case_page(
        request,
        proposal,
        "questions",
        questions=rows,
        can_ask="ask" in available_steps(proposal, request.user),
    )
    return render(request, "reviews/questions.html", context)
