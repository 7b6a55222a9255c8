"""How does an officer settle a screening hit?"""

from typing import TYPE_CHECKING

from django.db import transaction

from exports_portal.audit.recording import record
from exports_portal.errors import InvalidInput, StepRefused
from reviews.actions.case import hold
from reviews.desk import latest_version
from reviews.models import Adjudication, Finding, ReviewTrack, ScreeningHit, ScreeningRun
from reviews.permissions import ADJUDICATORS, require_role
from reviews.states import SETTLED, AdjudicationOutcome, Severity, TrackKind

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from proposals.models import Proposal

SHORTEST_REASON = 10  # characters; a word is no reason that another officer could check


@transaction.atomic
def adjudicate(
    hit: ScreeningHit, *, outcome: AdjudicationOutcome, reason: str, by: "User"
) -> Adjudication:
    """Record what this hit is, and why. The latest adjudication of a pair counts; none is deleted.

    A true match raises a blocking finding. Whoever escalated a hit cannot settle it.
    """
    proposal = hold(hit.party.run.version.proposal)
    require_role(proposal, by, *ADJUDICATORS)
    _require_current(hit, proposal)
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidInput(
            fields={"reason": ["Give the reason, so that somebody else can check it."]}
        )
    _require_other_person(hit, proposal, outcome, by)
    adjudication = Adjudication.objects.create(
        proposal=proposal,
        hit=hit,
        fingerprint=hit.fingerprint,
        outcome=outcome,
        reason=reason.strip(),
        by=by,
    )
    if outcome == AdjudicationOutcome.TRUE_MATCH:
        _require_finding(hit, proposal, by)
    _note(adjudication)
    return adjudication


def _note(adjudication: Adjudication) -> None:
    hit = adjudication.hit
    record(
        "screening.adjudicate",
        by=adjudication.by,
        subject=adjudication.proposal,
        hit=hit.pk,
        entry=hit.entry_id,
        list_version=hit.party.run.list_version_id,
        outcome=str(adjudication.outcome),
        reason=adjudication.reason,
    )


def _require_current(hit: ScreeningHit, proposal: "Proposal") -> None:
    version = latest_version(proposal)
    latest = ScreeningRun.objects.latest_of(version) if version else None
    if latest is None or hit.party.run_id != latest.pk:
        raise StepRefused("This hit belongs to an earlier screening; adjudicate the latest one.")


def _require_other_person(
    hit: ScreeningHit, proposal: "Proposal", outcome: AdjudicationOutcome, by: "User"
) -> None:
    if outcome in SETTLED and waits_for_others(hit, proposal, by):
        raise StepRefused("You escalated this hit, so somebody else has to settle it.")


def waits_for_others(hit: ScreeningHit, proposal: "Proposal", user: "User") -> bool:
    """This person escalated it and nobody settled it since, whoever else escalated it too."""
    history = Adjudication.objects.filter(proposal=proposal, fingerprint=hit.fingerprint)
    for adjudication in history:  # the latest first
        if adjudication.is_settled:
            return False
        if adjudication.by_id == user.pk:
            return True
    return False


def _require_finding(hit: ScreeningHit, proposal: "Proposal", by: "User") -> None:
    """A blocking finding that is open. Saying the same again does not raise a second one."""
    tracks = ReviewTrack.objects.filter(version=hit.party.run.version)
    Finding.objects.get_or_create(
        proposal=proposal,
        severity=Severity.BLOCKING,
        text_internal=(
            f"{hit.party.name} ({hit.party.relation}) is the listed party "
            f"{hit.matched_name}, {hit.list_code}."
        ),
        resolved_at=None,
        defaults={"track": tracks.filter(kind=TrackKind.DESTINATION).first(), "raised_by": by},
    )
