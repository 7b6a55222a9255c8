"""What do State, War, Energy and OSTP answer?"""

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Role
from proposals.models import Proposal
from proposals.states import UNDER_REVIEW
from reviews.actions.steps import answer_consultation, record_no_comment
from reviews.consulting import silence_counts_from
from reviews.forms.desk import AnswerConsultationForm, NoCommentForm
from reviews.forms.outcome import carried_out
from reviews.models import Consultation
from reviews.permissions import require_agency, require_role
from reviews.states import ConsultationResponse
from reviews.views.frame import SignedIn, case_for, case_page, form_page, full_case_for, version_of

TONES = {
    ConsultationResponse.CONCUR: "good",
    ConsultationResponse.CONCUR_WITH_CONDITIONS: "warning",
    ConsultationResponse.NON_CONCUR: "bad",
}


@require_safe
def consultations(request: SignedIn, public_id: str) -> HttpResponse:
    """All of them for officers; a consultant sees what their own agency was asked."""
    proposal = case_for(request, public_id)
    rows = _seen_by(request.user, proposal).select_related("answered_by", "version")
    context = case_page(
        request,
        proposal,
        "consultations",
        consultations=[(row, _tone(row), _silence_from(row)) for row in rows],
        today=timezone.localdate(),
        is_open=proposal.state in UNDER_REVIEW,
    )
    return render(request, "reviews/consultations.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: SignedIn, public_id: str, agency: str) -> HttpResponse:
    """The agency's own answer."""
    proposal = case_for(request, public_id)
    consultation = _asked(request.user, proposal, agency)
    require_agency(proposal, request.user, agency)
    form = AnswerConsultationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form, answer_consultation, consultation, by=request.user
    ):
        messages.success(request, f"The answer of {consultation} is recorded.")
        return redirect("reviews:consultations", public_id)
    return form_page(
        request,
        proposal,
        "consultations",
        form,
        heading=f"Answer for {consultation}",
        submit="Send the answer",
    )


@require_http_methods(["GET", "POST"])
def no_comment(request: SignedIn, public_id: str, agency: str) -> HttpResponse:
    """The case lead records that an agency sent nothing."""
    proposal = full_case_for(request, public_id)
    consultation = _asked(request.user, proposal, agency)
    require_role(proposal, request.user, Role.CASE_LEAD)
    form = NoCommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form, record_no_comment, consultation, by=request.user
    ):
        messages.success(request, f"No comment of {consultation} is recorded.")
        return redirect("reviews:consultations", public_id)
    return form_page(
        request,
        proposal,
        "consultations",
        form,
        heading=f"Record that {consultation} has no comment",
        submit="Record no comment",
    )


def _seen_by(user: User, proposal: Proposal) -> QuerySet[Consultation]:
    asked = proposal.consultations.order_by("-version__number", "pk")
    return asked if user.is_case_reader else asked.filter(agency__in=user.agencies)


def _asked(user: User, proposal: Proposal, agency: str) -> Consultation:
    """What this agency was asked on the version the review is about."""
    asked = _seen_by(user, proposal).filter(version=version_of(proposal))
    return get_object_or_404(asked, agency=agency)


def _silence_from(consultation: Consultation) -> date | None:
    return None if consultation.answered_at else silence_counts_from(consultation)


def _tone(consultation: Consultation) -> str:
    if not consultation.response:
        return "neutral"
    return TONES.get(ConsultationResponse(consultation.response), "info")
