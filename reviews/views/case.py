"""Where does a case stand, what was submitted, and what has happened?"""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Role
from exports_portal.errors import NotFound
from exports_portal.files.responses import download_response
from exports_portal.web.pagination import page_of
from proposals.actions.advance import available_steps
from proposals.actions.evidence import opened
from proposals.content.reading import PROGRAM_OFFICE
from proposals.models import Proposal
from proposals.states import ProposalState as State
from proposals.views.versions import compared, listed
from reviews.actions.letters import open_letter
from reviews.desk import decider_objections, decision_gaps
from reviews.models import DecisionLetter, Determination
from reviews.views.events import events_about, in_words
from reviews.views.frame import SignedIn, case_for, case_page, full_case_for, version_of
from reviews.views.frozen import readiness_of, view_of
from reviews.views.steps import next_steps

EVENTS_PER_PAGE = 50


@require_safe
def case(request: SignedIn, public_id: str) -> HttpResponse:
    proposal = case_for(request, public_id)
    steps = list(next_steps(proposal, request.user))
    determinations = Determination.objects.filter(proposal=proposal).select_related("decided_by")
    context = case_page(
        request,
        proposal,
        "case",
        steps=steps,
        notices=list(_notices(proposal, request.user)),
        gaps=_gaps(proposal, request.user) if not any(step.missing for step in steps) else [],
        determinations=determinations.prefetch_related("conditions", "letters"),
    )
    waits_for_letter = any(not d.letters.all() for d in context["determinations"])
    context["is_waiting"] = waits_for_letter and request.user.is_case_reader
    return render(request, "reviews/case.html", context)


def _notices(proposal: Proposal, user: User) -> Iterator[str]:
    """Why this person may not work on this case, or not decide it."""
    if user.has_role(Role.DECIDING_OFFICIAL) and proposal.state == State.AWAITING_DETERMINATION:
        yield from decider_objections(proposal, user)


def _gaps(proposal: Proposal, user: User) -> list[str]:
    """What a determination still waits for."""
    before = (State.IN_REVIEW, State.IN_CONSULTATION, State.AWAITING_DETERMINATION)
    return decision_gaps(proposal) if user.is_case_reader and proposal.state in before else []


@require_safe
def version(request: SignedIn, public_id: str, number: int | None = None) -> HttpResponse:
    """The frozen version in full; the latest one, or the one asked for."""
    proposal = case_for(request, public_id)
    latest = version_of(proposal)
    frozen = get_object_or_404(proposal.versions.all(), number=number) if number else latest
    context = case_page(
        request,
        proposal,
        "version",
        frozen=frozen,
        view=view_of(frozen),
        rules=readiness_of(proposal, frozen),
        versions=proposal.versions.select_related("frozen_by"),
        can_ask=frozen == latest and "ask" in available_steps(proposal, request.user),
        ask_about=request.GET.get("ask", ""),
    )
    return render(request, "reviews/version.html", context)


@require_safe
def versions(request: SignedIn, public_id: str) -> HttpResponse:
    """Every version with who, when and why, and any two of them compared."""
    proposal = case_for(request, public_id)
    found = listed(request, proposal, PROGRAM_OFFICE)
    context = case_page(request, proposal, "versions", **found)
    return render(request, "reviews/versions.html", context)


@require_safe
def version_changes(request: SignedIn, public_id: str, number: int) -> HttpResponse:
    """What is different from the version before, or from the one that is asked for."""
    proposal = case_for(request, public_id)
    found = compared(proposal, number, request.GET.get("with", ""), PROGRAM_OFFICE)
    context = case_page(request, proposal, "version", **found)
    return render(request, "reviews/version_changes.html", context)


@require_safe
def history(request: SignedIn, public_id: str) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    page = page_of(request, events_about(proposal), per_page=EVENTS_PER_PAGE)
    context = case_page(
        request, proposal, "history", page=page, events=[in_words(event) for event in page]
    )
    return render(request, "reviews/history.html", context)


@require_safe
def letter(request: SignedIn, public_id: str, letter_id: int) -> HttpResponseBase:
    """The letter as the applicant gets it."""
    proposal = full_case_for(request, public_id)
    letters = DecisionLetter.objects.filter(determination__proposal=proposal)
    found = get_object_or_404(letters, pk=letter_id)
    return download_response(request, open_letter(found, by=request.user), inline=True)


@require_safe
def record_evidence(request: SignedIn, public_id: str, evidence: UUID) -> HttpResponseBase:
    """A file of the dossier that a submitted version names, whatever became of it in the draft."""
    proposal = full_case_for(request, public_id)
    named = (
        document
        for version in proposal.versions.all()
        for document in version.content.evidence
        if document.id == evidence
    )
    document = next(named, None)
    if document is None:
        raise NotFound
    return download_response(request, opened(proposal, document, by=request.user))
