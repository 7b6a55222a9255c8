"""What was the applicant asked about what, and how did the answer change the proposal?"""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from proposals.actions.advance import available_steps
from proposals.content.naming import Named, NoSuchPlace, askable_sections, label, named
from proposals.content.reading import PROGRAM_OFFICE
from proposals.models import ProposalVersion
from proposals.snapshot import known_codes
from reviews.forms.outcome import carried_out
from reviews.forms.steps import QuestionForm
from reviews.views.answers import answered
from reviews.views.frame import SignedIn, case_page, full_case_for, version_of
from reviews.views.step_pages import STEP_PAGES
from reviews.views.steps import require_possible


@require_safe
def questions(request: SignedIn, public_id: str) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    rows = proposal.information_requests.select_related(
        "asked_by", "answered_by", "asked_on", "answered_on"
    )
    context = case_page(
        request,
        proposal,
        "questions",
        questions=[answered(row, PROGRAM_OFFICE) for row in rows],
        can_ask="ask" in available_steps(proposal, request.user),
    )
    return render(request, "reviews/questions.html", context)


@require_http_methods(["GET", "POST"])
def ask_applicant(request: SignedIn, public_id: str) -> HttpResponse:
    """The question, and what it is about: whole pages, or what was ticked on the version's page."""
    proposal, page = full_case_for(request, public_id), STEP_PAGES["ask"]
    require_possible(proposal, "ask", request.user)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = sent.getlist("about")
    places = list(_places(version_of(proposal), chosen))
    if request.method == "POST":
        form = QuestionForm(request.POST, places=places)
        if carried_out(form, page.carry_out, proposal, by=request.user):
            messages.success(request, page.done)
            return redirect("reviews:case", public_id)
    else:
        form = QuestionForm(places=places, initial={"about": chosen})
    context = case_page(request, proposal, "questions", form=form, step=page)
    return render(request, "reviews/ask.html", context, status=422 if form.errors else 200)


def _places(version: ProposalVersion, chosen: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What was chosen on the version's page first, then every page as a whole."""
    content = version.content
    known = known_codes(content, timezone.localdate(version.frozen_at))
    whole = [str(Named(section=section)) for section in askable_sections()]
    for text in dict.fromkeys([*(one for one in chosen if one not in whole), *whole]):
        try:
            found = named(text, content)
        except NoSuchPlace:
            continue
        yield text, label(found, content, PROGRAM_OFFICE, known)
