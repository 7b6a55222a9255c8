"""What stands around every page of a case: who may read it, its sections, and its state?"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.errors import NotFound
from exports_portal.web.components import Step
from proposals.models import Proposal, ProposalVersion
from proposals.states import ProposalState
from reviews.desk import latest_version
from reviews.models import Finding, ReviewCase, ReviewTrack, ScreeningHit, ScreeningRun
from reviews.ownership import unresolved_in
from reviews.permissions import powers_on
from reviews.states import ConsultationResponse, Severity, TrackOutcome

TONES = {
    ProposalState.RETURNED: "warning",
    ProposalState.INFO_REQUESTED: "warning",
    ProposalState.DESIGNATED: "good",
    ProposalState.DECLINED: "bad",
    ProposalState.SUSPENDED: "warning",
    ProposalState.TERMINATED: "bad",
    ProposalState.LAPSED: "neutral",
    ProposalState.WITHDRAWN: "neutral",
}
# A consultant reads the proposal and answers; how officers examine it is not theirs to read.
FOR_CONSULTANTS = ("case", "version", "versions", "consultations", "declaration")
SECTIONS = (
    ("case", "Summary and next steps"),
    ("version", "Submitted version"),
    ("versions", "Versions"),
    ("criteria", "Criteria"),
    ("tracks", "Review tracks"),
    ("findings", "Findings"),
    ("screening", "Screening"),
    ("consultations", "Consultations"),
    ("questions", "Questions"),
    ("declaration", "Conflicts"),
    ("history", "History"),
)


class SignedIn(HttpRequest):
    """A request of somebody who has signed in: every page of the review is behind sign-in."""

    user: User


def case_for(request: SignedIn, public_id: str) -> Proposal:
    """The case, for officers and for consultants whose agency was asked. Else 404."""
    cases = Proposal.objects.for_review(request.user).select_related("consortium", "call")
    return get_object_or_404(cases, public_id=public_id)


def full_case_for(request: SignedIn, public_id: str) -> Proposal:
    """The case, for pages that a consultant of an agency does not see."""
    if not request.user.is_case_reader:
        raise NotFound
    return case_for(request, public_id)


def version_of(proposal: Proposal) -> ProposalVersion:
    """The version the review is about."""
    version = latest_version(proposal)
    if version is None:
        raise NotFound("Nothing has been submitted.")
    return version


def case_page(
    request: SignedIn, proposal: Proposal, section: str, **context: Any
) -> dict[str, Any]:
    """What the template of a section needs besides its own things."""
    version = version_of(proposal)
    case = ReviewCase.objects.filter(proposal=proposal).select_related("lead").first()
    return {
        "proposal": proposal,
        "version": version,
        "title": version.content.title,
        "lead": case.lead if case else None,
        "tone": TONES.get(ProposalState(proposal.state), "info"),
        "powers": powers_on(proposal, request.user),
        "amendment_note": _amendment_note(proposal, version),
        "sections": list(_sections(request.user, proposal, version, section)),
        **context,
    }


def _amendment_note(proposal: Proposal, version: ProposalVersion) -> str:
    """What everybody who works on the case is told while the applicant writes another version."""
    if proposal.amendment is None or not proposal.is_amended:
        return ""
    since = timezone.localtime(proposal.amendment.opened_at)
    return (
        f"The proposal is being amended since {since:%B} {since.day}, {since.year}: "
        f"{proposal.amendment.reason}. Until the amendment is handed in, the review and every "
        f"decision are about version {version.number}."
    )


def form_page(
    request: SignedIn,
    proposal: Proposal,
    section: str,
    form: forms.BaseForm,
    *,
    template: str = "reviews/form_page.html",
    **context: Any,
) -> HttpResponse:
    """A form of a section. `heading` and `submit` say what it does; `facts` what it is about."""
    page = case_page(request, proposal, section, form=form, **context)
    page["back_url"] = reverse(f"reviews:{section}", args=[proposal.public_id])
    status = 422 if form.errors else 200
    return render(request, template, page, status=status)


def _sections(
    user: User, proposal: Proposal, version: ProposalVersion, current: str
) -> Iterator[Step]:
    standing = _standing(proposal, version) if user.is_case_reader else {}
    for name, label in SECTIONS:
        if user.is_case_reader or name in FOR_CONSULTANTS:
            status, tone = standing.get(name, ("", "neutral"))
            url = reverse(f"reviews:{name}", args=[proposal.public_id])
            yield Step(label, url, is_current=name == current, status=status, tone=tone)


def _standing(proposal: Proposal, version: ProposalVersion) -> dict[str, tuple[str, str]]:
    """How far each section is, in a word or two."""
    tracks = ReviewTrack.objects.filter(version=version)
    agencies = version.consultations.all()
    blocking = Finding.objects.filter(
        proposal=proposal, severity=Severity.BLOCKING, resolved_at=None
    ).count()
    waiting = proposal.information_requests.filter(answered_at=None).exists()
    return {
        "tracks": _share(
            [track.is_concluded for track in tracks],
            against=sum(track.outcome == TrackOutcome.NOT_SATISFIED for track in tracks),
            says=("not met", "not met"),
        ),
        "findings": (f"{blocking} blocking", "bad") if blocking else ("", ""),
        "screening": _screening_standing(proposal, version),
        "consultations": _share(
            [asked.answered_at is not None for asked in agencies],
            against=sum(one.response == ConsultationResponse.NON_CONCUR for one in agencies),
            says=("does not concur", "do not concur"),
        ),
        "questions": ("Waiting", "warning") if waiting else ("", ""),
    }


def _share(done: list[bool], *, against: int, says: tuple[str, str]) -> tuple[str, str]:
    """How many are done and how many of them say no: "5 of 5, 2 not met"."""
    if not done:
        return "", ""
    share = f"{sum(done)} of {len(done)}"
    if against:
        return f"{share}, {against} {says[against > 1]}", "bad"
    return share, "good" if all(done) else "info"


def _screening_standing(proposal: Proposal, version: ProposalVersion) -> tuple[str, str]:
    run = ScreeningRun.objects.latest_of(version)
    if run is None or not run.is_finished:
        return "Running", "info"
    still_open = ScreeningHit.objects.filter(party__run=run).open_for(proposal).count()
    if still_open:
        return f"{still_open} open", "bad"
    return ("Ownership open", "bad") if unresolved_in(version) else ("Settled", "good")
