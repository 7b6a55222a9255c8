"""What stands against a case because a party of it is a listed party, and until when?"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from exports_portal.audit.recording import record
from reviews.actions.resolving import close_for_change, open_again
from reviews.models import Finding, ReviewTrack, ScreenedParty, ScreeningHit, ScreeningRun
from reviews.pairs import match_key, party_key
from reviews.returned import returned_matches
from reviews.states import (
    AdjudicationOutcome,
    FindingSource,
    ResolutionCode,
    Severity,
    TrackKind,
)

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from proposals.models import Proposal


def raise_match(hit: ScreeningHit, proposal: "Proposal", by: "User") -> None:
    """A blocking finding that is open; one for each party and listed party, however often it is
    said.
    """
    tracks = ReviewTrack.objects.filter(version=hit.party.run.version)
    finding, is_new = Finding.objects.get_or_create(
        proposal=proposal,
        source=FindingSource.TRUE_MATCH,
        key=key_of(hit),
        defaults={
            "severity": Severity.BLOCKING,
            "track": tracks.filter(kind=TrackKind.DESTINATION).first(),
            "text_internal": (
                f"{hit.party.name} ({hit.party.relation}) is the listed party "
                f"{hit.matched_name}, {hit.list_code}."
            ),
            "raised_by": by,
        },
    )
    if is_new:
        severity = str(finding.severity)
        record("finding.raise", by=by, subject=proposal, finding=finding.pk, severity=severity)
    elif finding.resolved_at is not None:
        open_again(finding, by)


def was_true_match(hit: ScreeningHit, proposal: "Proposal") -> bool:
    """Somebody found that it is the listed party, and no two people have found otherwise since."""
    said = Finding.objects.filter(
        proposal=proposal, source=FindingSource.TRUE_MATCH, key=key_of(hit)
    )
    return said.exclude(resolution_code=ResolutionCode.OTHERWISE).exists()


def close_settled_matches(proposal: "Proposal", run: ScreeningRun) -> None:
    """Close what two people adjudicated otherwise, and whose party a later version does not name.

    `run` is the latest screening of the latest version. The case is held.
    """
    if run.finished_at is None:
        return
    waiting = Finding.objects.filter(
        proposal=proposal, source=FindingSource.TRUE_MATCH, resolved_at=None
    )
    for finding in waiting.exclude(key=""):
        if _is_left_out(finding, run):
            text = f"Version {run.version.number} does not name the party."
            close_for_change(finding, ResolutionCode.NEW_VERSION, text)
        elif said := _adjudicated_otherwise(finding, run, proposal):
            close_for_change(finding, ResolutionCode.OTHERWISE, said)


def open_returned_matches(proposal: "Proposal", run: ScreeningRun) -> None:
    """A party that a version left out, and that the latest names again, is a listed party still."""
    for finding in returned_matches(proposal, run):
        open_again(finding, None)


def key_of(hit: ScreeningHit) -> str:
    return match_key(hit.party.kind, hit.party.name, hit.entry)


def _is_left_out(finding: Finding, run: ScreeningRun) -> bool:
    """Found on an earlier version, and nobody of this one is that party."""
    if finding.raised_at >= run.version.frozen_at:
        return False
    parties = ScreenedParty.objects.filter(run=run).values_list("kind", "name")
    return finding.key.partition(":")[0] not in {party_key(*party) for party in parties}


def _adjudicated_otherwise(finding: Finding, run: ScreeningRun, proposal: "Proposal") -> str:
    """Who found otherwise, when every row of the pair is another party by two people's word."""
    of_run = ScreeningHit.objects.filter(party__run=run)
    hits: Iterable[Any] = of_run.with_adjudication(proposal).select_related("party")
    rows = [hit for hit in hits if key_of(hit) == finding.key]
    still_open = set(of_run.open_for(proposal).values_list("pk", flat=True))
    if not rows or any(
        row.outcome != AdjudicationOutcome.FALSE_POSITIVE
        or row.second is None
        or row.pk in still_open
        for row in rows
    ):
        return ""
    return "Two people have adjudicated the pair as two parties."
