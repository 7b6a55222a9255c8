"""How does a test get a case in which listed parties own or run a member?"""

from collections.abc import Sequence
from decimal import Decimal

from reviews.actions.adjudicate import adjudicate
from reviews.actions.resolving import resolve_finding
from reviews.models import Finding
from reviews.states import AdjudicationCode, AdjudicationOutcome, ResolutionCode
from tests.factories.proposals_ready import ready_proposal, sign_everything
from tests.factories.reviews import Case, case_in_review, colleague

MEMBER = "Juniper Data Works"


def owned_case(
    owners: Sequence[tuple[str, str | None, str]],
    *,
    listed: Sequence[str],
    officers: Sequence[str] = (),
) -> Case:
    """In review: the member from Sweden with these owners (name, percent, holds shares in)."""
    ready = ready_proposal()
    ready.member.owners.all().delete()
    for name, percent, held in owners:
        ready.member.owners.create(
            name=name,
            kind="ORGANIZATION",
            country="SE",
            percent=Decimal(percent) if percent else None,
            holds_shares_in=held,
        )
    for name in officers:
        ready.member.officers.create(name=name, title="Director", nationality="SE")
    sign_everything(ready)
    return case_in_review(listed=listed, ready=ready)


def resolve_by_two(finding: Finding, case: Case) -> None:
    """The lead proposes that a license covers it, and a colleague agrees."""
    for person in (case.lead, colleague()):
        resolve_finding(
            finding,
            resolution="The license is issued.",
            code=ResolutionCode.AUTHORIZED,
            by=person,
        )


def judge(case: Case, name: str, reason: str = "Same name, same place.") -> None:
    """The lead finds that each hit on a party of this name is a true match."""
    for hit in case.hits:
        if hit.party.name == name:
            adjudicate(
                hit,
                outcome=AdjudicationOutcome.TRUE_MATCH,
                code=AdjudicationCode.SAME_NAME_PLACE,
                reason=reason,
                by=case.lead,
            )
