"""What is known of a version today, for its criteria to be computed from?"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from django.utils import timezone

from exports_portal.accounts.roles import Agency
from proposals.models import ProposalVersion
from proposals.rules.context import RuleContext
from proposals.snapshot import context_of, elsewhere
from reviews.criteria.facts import CaseFacts, OwnershipFact, PartyFacts, ScreeningFacts
from reviews.licenses_today import licenses_in_force
from reviews.models import ScreeningHit, ScreeningRun
from reviews.ownership import SEVERITY, unresolved_in
from reviews.screened import screened_gaps
from reviews.states import AdjudicationOutcome, Severity


def facts_of(version: ProposalVersion) -> CaseFacts:
    """By the policy, the list and the adjudications of this moment."""
    now = timezone.now()
    context = context_of(version.proposal, as_of=now)
    return CaseFacts(
        content=version.content,
        context=replace(context, elsewhere=elsewhere(version.proposal)),
        then=_context_then(version),
        licenses=licenses_in_force(timezone.localdate(now)).snapshot,
        screening=_screening(version),
        ownership=tuple(_ownership(version)),
        agencies=_answers(version),
        agency_names={agency.value: agency.label for agency in Agency},
    )


def _context_then(version: ProposalVersion) -> RuleContext:
    """An amendment is judged as what it amends: it may be handed in after the call is closed."""
    context = context_of(version.proposal, as_of=version.frozen_at)
    is_amendment = hasattr(version, "amendment")
    return replace(context, handed_in_at=version.proposal.submitted_at if is_amendment else None)


def _screening(version: ProposalVersion) -> ScreeningFacts:
    run = ScreeningRun.objects.latest_of(version)
    is_finished = run is not None and run.finished_at is not None
    return ScreeningFacts(
        screened=run.screened_count if run else 0,
        list_version=str(run.list_version or "") if run and is_finished else "",
        gaps=tuple(screened_gaps(version)),
        parties=tuple(_parties(version, run)) if run else (),
    )


def _parties(version: ProposalVersion, run: ScreeningRun) -> Iterator[PartyFacts]:
    """Those with open hits or true matches, in the order of the run."""
    hits = ScreeningHit.objects.filter(party__run=run)
    judged = hits.with_adjudication(version.proposal)
    matched = judged.filter(outcome=AdjudicationOutcome.TRUE_MATCH)  # type: ignore[misc]  # `outcome` is annotated by with_adjudication
    is_open = Counter(hits.open_for(version.proposal).values_list("party", flat=True))
    is_match = Counter(matched.values_list("party", flat=True))
    for party in run.parties.filter(pk__in=is_open.keys() | is_match.keys()):
        yield PartyFacts(
            name=party.name,
            relation=party.relation,
            open_hits=is_open[party.pk],
            true_matches=is_match[party.pk],
        )


def _ownership(version: ProposalVersion) -> Iterator[OwnershipFact]:
    for found in unresolved_in(version):
        yield OwnershipFact(
            key=found.key,
            body=found.result.body,
            text=found.text,
            blocks=SEVERITY.get(found.result.level) == Severity.BLOCKING,
        )


def _answers(version: ProposalVersion) -> dict[str, str]:
    """Every agency that must be consulted, asked or not."""
    given = version.consultations.exclude(answered_at=None).values_list("agency", "response")
    answers = dict(given)
    return {agency.value: answers.get(agency.value, "") for agency in Agency}
