"""What does the review say about a proposal, when the state table asks?

Implements `proposals.guards.ReviewDesk`. Every answer is a list of sentences; empty means nothing
is missing. Named in `settings.REVIEW_DESK`.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Agency
from proposals.models import Proposal, ProposalVersion
from reviews.answering import answer_gaps
from reviews.freshness import list_standing
from reviews.models import (
    Adjudication,
    ConflictDeclaration,
    Consultation,
    Finding,
    ReviewCase,
    ReviewTrack,
    ScreeningHit,
    ScreeningRun,
    Spokesperson,
)
from reviews.ownership import unresolved_in
from reviews.returned import returned_matches
from reviews.rules_today import rule_gaps
from reviews.screened import coverage_gaps, screened_gaps
from reviews.states import (
    TIERS_ON_REQUEST,
    AdjudicationOutcome,
    ConsultationResponse,
    Severity,
    TrackKind,
    TrackOutcome,
)


def latest_version(proposal: Proposal) -> ProposalVersion | None:
    """The version the review is about."""
    return proposal.versions.order_by("-number").first()


def completeness_gaps(proposal: Proposal) -> list[str]:
    """Why the proposal cannot be accepted for review yet."""
    version = latest_version(proposal)
    if version is None:
        return ["Nothing has been submitted."]
    track = ReviewTrack.objects.filter(version=version, kind=TrackKind.COMPLETENESS).first()
    if track is None or not track.is_concluded:
        return ["The completeness track is not concluded.", *coverage_gaps(version)]
    if track.outcome != TrackOutcome.SATISFIED:
        return [
            "The completeness track is concluded as not satisfied: return the proposal instead."
        ]
    return list(coverage_gaps(version))


def decision_gaps(proposal: Proposal) -> list[str]:
    """Why the case is not ready for a determination (R23, R37)."""
    version = latest_version(proposal)
    if version is None:
        return ["Nothing has been submitted."]
    return [
        *lead_gaps(proposal),
        *standing_gaps(proposal),
        *_track_gaps(version),
        *answer_gaps(version),
        *_consultation_gaps(version),
    ]


def standing_gaps(proposal: Proposal) -> list[str]:
    """Why a package may not stand as designated, whatever the review once said of it."""
    version = latest_version(proposal)
    if version is None:
        return ["Nothing has been submitted."]
    return [
        *rule_gaps(version),
        *_finding_gaps(proposal),
        *_returned_gaps(proposal, version),
        *_ownership_gaps(version),
        *screening_gaps(proposal, version),
    ]


def lead_gaps(proposal: Proposal) -> list[str]:
    """Why nobody answers for how the case was led."""
    if ReviewCase.objects.filter(proposal=proposal, lead__isnull=False).exists():
        return []
    return ["Nobody leads the case: name a case lead."]


def list_gaps() -> list[str]:
    """Why nothing may be decided on the screening list in force, whatever the case."""
    return list_standing().gaps


def open_questions(proposal: Proposal) -> list[str]:
    """The questions the applicant has not answered."""
    waiting = proposal.information_requests.filter(answered_at=None)
    return [
        f"The question of {timezone.localtime(q.asked_at):%d %B %Y} is not answered."
        for q in waiting
    ]


def objections(proposal: Proposal, user: User) -> list[str]:
    """Why this person may not work on this case."""
    declared = ConflictDeclaration.objects.filter(proposal=proposal, user=user, has_conflict=True)
    if declared.filter(lifted_at=None).exists():
        return ["You declared a conflict of interest in this case, so you cannot work on it."]
    if _handed_in(proposal, user):
        return ["You submitted or signed this proposal, so you cannot work on its case."]
    return []


def _handed_in(proposal: Proposal, user: User) -> bool:
    """Also when they have left the consortium since (R38)."""
    hands = Q(versions__frozen_by=user) | Q(certifications__signer=user)
    return Proposal.objects.filter(hands, pk=proposal.pk).exists()


def decider_objections(proposal: Proposal, user: User) -> list[str]:
    """Who reviewed a part of the case does not decide it (R38)."""
    tracks = Q(concluded_by=user) | Q(reopened_by=user) | Q(objected_by=user)
    parts = (
        ReviewTrack.objects.filter(tracks, proposal=proposal),
        Adjudication.objects.filter(proposal=proposal, by=user),
        Consultation.objects.filter(proposal=proposal, answered_by=user),
        Spokesperson.objects.filter(proposal=proposal, user=user),
        Finding.objects.filter(Q(resolved_by=user) | Q(first_person=user), proposal=proposal),
    )
    if any(part.exists() for part in parts):
        return ["You have reviewed a part of this case; somebody else has to decide it."]
    return []


def _finding_gaps(proposal: Proposal) -> Iterator[str]:
    open_findings = Finding.objects.filter(
        proposal=proposal, severity=Severity.BLOCKING, resolved_at=None
    ).count()
    if open_findings:
        yield _counted(open_findings, "blocking finding is", "blocking findings are") + " open."


def _returned_gaps(proposal: Proposal, version: ProposalVersion) -> Iterator[str]:
    """Until the portal has opened their findings again, which takes a moment."""
    run = ScreeningRun.objects.latest_of(version)
    if run is not None and returned_matches(proposal, run):
        yield "A confirmed listed party is named again, which an earlier version had left out."


def _ownership_gaps(version: ProposalVersion) -> Iterator[str]:
    """By the rules of today: one that came back overnight is not missed (R25, R26)."""
    left = len(unresolved_in(version))
    if left:
        yield (
            _counted(left, "result on ownership is", "results on ownership are")
            + " not resolved: resolve the findings on them, or screen again to have them raised."
        )


def screening_gaps(proposal: Proposal, version: ProposalVersion) -> Iterator[str]:
    """Why the screening of this version cannot carry a determination yet."""
    yield from screened_gaps(version)
    run = ScreeningRun.objects.latest_of(version)
    if run is not None and run.finished_at is not None and run.list_version is not None:
        yield from _hit_gaps(proposal, run)


def _hit_gaps(proposal: Proposal, run: ScreeningRun) -> Iterator[str]:
    """Hits to watch need no adjudication (decision 11): nothing is said of them here."""
    open_hits = ScreeningHit.objects.filter(party__run=run).open_for(proposal)
    outcomes = [hit.outcome for hit in open_hits.only("pk")]  # type: ignore[attr-defined]
    waiting = outcomes.count(AdjudicationOutcome.FALSE_POSITIVE)
    if left := len(outcomes) - waiting:
        yield _counted(left, "screening hit is", "screening hits are") + " not adjudicated."
    if waiting:
        yield (
            _counted(waiting, "screening hit waits", "screening hits wait")
            + " for a second person."
        )


def watch_note(proposal: Proposal) -> str:
    """What whoever decides is told of the hits that nobody had to adjudicate (decision 11)."""
    version = latest_version(proposal)
    run = ScreeningRun.objects.latest_of(version) if version else None
    hits = ScreeningHit.objects.filter(party__run=run, tier__in=TIERS_ON_REQUEST)
    left = hits.with_adjudication(proposal).filter(outcome=None)  # type: ignore[misc]
    if not (number := left.count()):
        return ""
    return _counted(number, "hit to watch was", "hits to watch were") + (
        " not adjudicated: they resemble a listed party too little to need it, and stand on the "
        "page of the screening on request."
    )


def _track_gaps(version: ProposalVersion) -> Iterator[str]:
    """A track says no until it is concluded otherwise: what it says may not be passed over."""
    concluded = dict(
        ReviewTrack.objects.filter(version=version)
        .exclude(concluded_at=None)
        .values_list("kind", "outcome")
    )
    for kind in TrackKind:
        if kind not in concluded:
            yield f"The track “{kind.label}” is not concluded."
        elif concluded[kind] != TrackOutcome.SATISFIED:
            yield f"The track “{kind.label}” is not satisfied."


def _consultation_gaps(version: ProposalVersion) -> Iterator[str]:
    answers = dict(
        version.consultations.exclude(answered_at=None).values_list("agency", "response")
    )
    for agency in Agency:
        if agency not in answers:
            yield f"{agency.label} has not answered, and no comment is not recorded."
        elif answers[agency] == ConsultationResponse.NON_CONCUR:
            yield f"{agency.label} does not concur."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
