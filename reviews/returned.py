"""Which confirmed listed party is named again, after a version had left it out?"""

from django.db.models import Q

from proposals.models import Proposal
from reviews.models import Finding, ScreeningHit, ScreeningRun
from reviews.pairs import match_key
from reviews.states import AdjudicationOutcome, FindingSource, ResolutionCode


def returned_matches(proposal: Proposal, run: ScreeningRun) -> list[Finding]:
    """The findings that were closed because the party was gone, and whose pair is in this run.

    Nobody has to find the match a second time: the pair is adjudicated, so no hit is open.
    """
    gone = Q(resolution_code=ResolutionCode.NEW_VERSION) | Q(
        resolution_code=ResolutionCode.PARTY_LEFT, resolved_at__lt=run.version.frozen_at
    )
    closed = proposal.findings.filter(
        gone, source=FindingSource.TRUE_MATCH, resolved_at__isnull=False
    )
    waiting = {finding.key: finding for finding in closed.exclude(key="")}
    if not waiting:
        return []
    hits = ScreeningHit.objects.filter(party__run=run).with_adjudication(proposal)
    named = hits.filter(outcome=AdjudicationOutcome.TRUE_MATCH)  # type: ignore[misc]  # as annotated
    pairs = named.select_related("party")
    keys = {match_key(hit.party.kind, hit.party.name, hit.entry) for hit in pairs}
    return [finding for key, finding in waiting.items() if key in keys]
