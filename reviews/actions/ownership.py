"""What do officers have to resolve, because listed parties own or run a party of a case?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from exports_portal.audit.recording import record
from exports_portal.bounds import LONGEST_STATEMENT
from proposals.models import ProposalVersion
from reviews.actions.case import hold
from reviews.actions.match_findings import close_settled_matches, open_returned_matches
from reviews.actions.resolving import close_for_change, open_again
from reviews.desk import latest_version
from reviews.models import Finding, ReviewTrack, ScreeningHit, ScreeningRun
from reviews.ownership import SEVERITY, Found, settled_in
from reviews.states import CHANGES, FindingSource, ResolutionCode, TrackKind

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from proposals.models import Proposal


@transaction.atomic
def note_ownership(proposal: "Proposal", *, by: "User | None" = None) -> list[Finding]:
    """Raise a finding for each result of what is settled, and return the new ones.

    A result that two people resolved is not raised again until what it rests on changes. What no
    longer follows is closed, and what a later version does not name. `by=None`: the screening.
    """
    held = hold(proposal)
    version = latest_version(held)
    if version is None:
        return []
    found = settled_in(version)
    known = {f.key: f for f in held.findings.filter(source=FindingSource.OWNERSHIP)}
    track = ReviewTrack.objects.filter(version=version, kind=TrackKind.DESTINATION).first()
    new = [_raised(one, held, track, by) for one in found if one.key not in known]
    for finding in new:  # last: from here on every other writer of the trail waits
        severity = str(finding.severity)
        record("finding.raise", by=by, subject=held, finding=finding.pk, severity=severity)
    returned = [known[one.key] for one in found if one.key in known]
    for finding in returned:
        if finding.resolution_code in CHANGES and finding.resolved_at is not None:
            open_again(finding, by)
    _close_gone(held, version, found)
    return new


def _raised(
    found: Found, proposal: "Proposal", track: ReviewTrack | None, by: "User | None"
) -> Finding:
    return Finding.objects.create(
        proposal=proposal,
        track=track,
        source=FindingSource.OWNERSHIP,
        key=found.key,
        severity=SEVERITY[found.result.level],
        text_internal=found.text[:LONGEST_STATEMENT],
        raised_by=by,
    )


def _close_gone(proposal: "Proposal", version: ProposalVersion, found: Sequence[Found]) -> None:
    """Only on a screening that is finished and settled: what is open may still become a match."""
    run = ScreeningRun.objects.latest_of(version)
    if run is None or run.finished_at is None:
        return
    close_settled_matches(proposal, run)
    open_returned_matches(proposal, run)
    if ScreeningHit.objects.filter(party__run=run).open_for(proposal).exists():
        return
    waiting = proposal.findings.filter(source=FindingSource.OWNERSHIP, resolved_at=None)
    for finding in waiting.exclude(key__in=[one.key for one in found]):
        text = "It no longer follows from what is adjudicated and disclosed."
        close_for_change(finding, ResolutionCode.NO_RESULT, text)
