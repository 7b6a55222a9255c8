"""Who examines which track, until when, and with which outcome?"""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from proposals.models import Proposal
from proposals.states import UNDER_REVIEW
from reviews.actions.case import assign_lead, assign_track, conclude_track, reopen_track
from reviews.forms.desk import AssignTrackForm, ConcludeForm, LeadForm
from reviews.forms.outcome import carried_out
from reviews.models import ReviewTrack
from reviews.permissions import ASSIGNERS, TRACK_ROLES, require_role
from reviews.views.frame import SignedIn, case_page, form_page, full_case_for, version_of


@require_safe
def tracks(request: SignedIn, public_id: str) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    context = case_page(request, proposal, "tracks", is_open=proposal.state in UNDER_REVIEW)
    rows = ReviewTrack.objects.filter(version=context["version"])
    context["tracks"] = rows.select_related("assignee", "concluded_by")
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
    form = ConcludeForm(_posted(request), initial={"comment": track.comment})
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
    )


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


def _track(proposal: Proposal, kind: str) -> ReviewTrack:
    rows = ReviewTrack.objects.filter(version=version_of(proposal)).select_related("assignee")
    return get_object_or_404(rows, kind=kind)


def _posted(request: SignedIn) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
