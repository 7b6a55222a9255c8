"""Who examines which track, until when, and with which outcome?"""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from proposals.models import Proposal
from proposals.states import UNDER_REVIEW
from reviews.actions.case import assign_lead, assign_track, conclude_track, reopen_track
from reviews.actions.giving_back import (
    give_back_lead,
    give_back_track,
    require_assigned,
    require_lead,
)
from reviews.answering import rows_of
from reviews.criteria.criterion import Row
from reviews.forms.desk import AssignTrackForm, ConcludeForm, GiveBackForm, LeadForm
from reviews.forms.outcome import carried_out
from reviews.models import ReviewTrack, TrackAnswer
from reviews.permissions import ASSIGNERS, TRACK_ROLES, require_role
from reviews.states import TrackKind
from reviews.views.claims import claims_of
from reviews.views.frame import SignedIn, case_page, form_page, full_case_for, version_of

STAYS = "Its due date stays."
DECIDES_NOT = "It cannot be decided until somebody does."


@require_safe
def tracks(request: SignedIn, public_id: str) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    context = case_page(request, proposal, "tracks", is_open=proposal.state in UNDER_REVIEW)
    rows = ReviewTrack.objects.filter(version=context["version"])
    given = TrackAnswer.objects.that_count().select_related("by")
    counting = Prefetch("answers", queryset=given, to_attr="answers_that_count")
    rows = rows.select_related("assignee", "concluded_by", "version")
    context["tracks"] = rows.prefetch_related(counting)
    context["findings"] = proposal.findings.filter(resolved_at=None).select_related("track")
    return render(request, "reviews/tracks.html", context)


@require_http_methods(["GET", "POST"])
def assign(request: SignedIn, public_id: str, kind: str) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    track = _track(proposal, kind)
    require_role(proposal, request.user, *ASSIGNERS)
    form = AssignTrackForm(_posted(request), track=track)
    if request.method == "POST" and carried_out(form, assign_track, track, by=request.user):
        messages.success(request, f"The track “{track}” is assigned.")
        return redirect("reviews:tracks", public_id)
    return form_page(
        request, proposal, "tracks", form, heading=f"Assign the track “{track}”", submit="Assign"
    )


@require_http_methods(["GET", "POST"])
def conclude(request: SignedIn, public_id: str, kind: str) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    track = _track(proposal, kind)
    require_role(proposal, request.user, *TRACK_ROLES[track.kind])
    rows = rows_of(track.version, track.kind)
    against = [row for row in rows if row.asks_for_an_answer]
    form = ConcludeForm(_posted(request), initial=_kept(track), rows=against)
    if request.method == "POST" and carried_out(form, conclude_track, track, by=request.user):
        messages.success(request, f"The track “{track}” is concluded.")
        return redirect("reviews:tracks", public_id)
    return form_page(
        request,
        proposal,
        "tracks",
        form,
        heading=f"Conclude the track “{track}”",
        submit="Conclude",
        facts=[_fact(row) for row in rows if not row.asks_for_an_answer],
        asks=sum(row.stands_against and not row.cannot_be_waived for row in against),
        to_find=sum(row.asks_for_a_finding for row in against),
        claims=claims_of(track.version, against) if track.kind == TrackKind.SECURITY else [],
        law=[row for row in against if row.cannot_be_waived],
        unsaved=_left_over(request, form),
        template="reviews/conclude.html",
    )


def _left_over(request: SignedIn, form: ConcludeForm) -> list[str]:
    """Answers that were typed to what is computed otherwise by now."""
    names = [n for n in request.POST if n.startswith("answer-") and n not in form.fields]
    return [text for name in names if (text := request.POST[name].strip())]


def _kept(track: ReviewTrack) -> dict[str, Any]:
    """What was written when the track was concluded before, and which version the page is about."""
    kept = {"comment": track.comment, "version": track.version.number}
    for one in track.answers.last_given():
        kept |= {f"answer-{one.digest}": one.answer, f"finding-{one.digest}": one.finding}
    return kept


@require_POST
def reopen(request: SignedIn, public_id: str, kind: str) -> HttpResponse:
    track = _track(full_case_for(request, public_id), kind)
    reopen_track(track, by=request.user)
    messages.success(request, f"The track “{track}” is open again.")
    return redirect("reviews:tracks", public_id)


@require_http_methods(["GET", "POST"])
def lead(request: SignedIn, public_id: str) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    require_role(proposal, request.user, *ASSIGNERS)
    form = LeadForm(_posted(request))
    if request.method == "POST" and carried_out(form, assign_lead, proposal, by=request.user):
        messages.success(request, f"{form.cleaned_data['to']} leads the case.")
        return redirect("reviews:tracks", public_id)
    return form_page(
        request, proposal, "tracks", form, heading="Name the case lead", submit="Name the lead"
    )


@require_http_methods(["GET", "POST"])
def give_back(request: SignedIn, public_id: str, kind: str) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    track = _track(proposal, kind)
    require_assigned(track, request.user)
    form = GiveBackForm(_posted(request))
    if request.method == "POST" and carried_out(form, give_back_track, track, by=request.user):
        messages.success(request, f"The track “{track}” is given back: nobody is assigned to it.")
        return redirect("reviews:tracks", public_id)
    return form_page(
        request,
        proposal,
        "tracks",
        form,
        heading=f"Give back the track “{track}”",
        submit="Give it back",
        facts=[("What follows", f"Nobody is assigned to it, and who assigns is told. {STAYS}")],
    )


@require_http_methods(["GET", "POST"])
def give_lead_back(request: SignedIn, public_id: str) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    require_lead(proposal, request.user)
    form = GiveBackForm(_posted(request))
    if request.method == "POST" and carried_out(form, give_back_lead, proposal, by=request.user):
        messages.success(request, "The lead is given back: nobody leads the case.")
        return redirect("reviews:tracks", public_id)
    return form_page(
        request,
        proposal,
        "tracks",
        form,
        heading="Give back the lead of the case",
        submit="Give it back",
        facts=[("What follows", f"Nobody leads the case, and who assigns is told. {DECIDES_NOT}")],
    )


def _fact(row: Row) -> tuple[str, str]:
    """What the portal computed of a criterion that asks for no answer."""
    about = f" {row.subject.label}" if row.subject.key else ""
    return f"{row.criterion.question}{about}", f"{row.computed.outcome.label}. {row.computed.said}"


def _track(proposal: Proposal, kind: str) -> ReviewTrack:
    rows = ReviewTrack.objects.filter(version=version_of(proposal)).select_related(
        "assignee", "version__proposal"
    )
    return get_object_or_404(rows, kind=kind)


def _posted(request: SignedIn) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
