"""How does an attempt get a case with a confirmed listed party, and the finding of it?"""

from reviews.actions.adjudicate import adjudicate
from reviews.actions.resolving import resolve_finding
from reviews.models import Finding, ScreeningHit
from reviews.states import AdjudicationCode, FindingSource, ResolutionCode
from reviews.states import AdjudicationOutcome as Outcome
from tests.factories.proposals_ready import ANCHOR_OWNER
from tests.factories.reviews import case_in_review


def confirmed(*, listed=ANCHOR_OWNER):
    """A case with a confirmed listed party, and the finding of it."""
    case = case_in_review(listed=[listed])
    hit = next(hit for hit in case.hits if hit.tier != "watch")
    say_true(case, hit)
    return case, hit, match_of(case)


def say_true(case, hit, *, by=None, reason="The same name and the same register number."):
    adjudicate(
        hit,
        outcome=Outcome.TRUE_MATCH,
        code=AdjudicationCode.SAME_IDENTIFIER,
        reason=reason,
        by=by or case.lead,
    )


def match_of(case):
    return Finding.objects.get(proposal=case.proposal, source=FindingSource.TRUE_MATCH)


def close(finding, *, by, code=ResolutionCode.AUTHORIZED, reason="A license covers it."):
    resolve_finding(finding, resolution=reason, code=code, by=by)


def is_open(case):
    return match_of(case).resolved_at is None


def is_open_hit(hit, case):
    of_run = ScreeningHit.objects.filter(party__run=case.run)
    return hit in of_run.open_for(case.proposal)
