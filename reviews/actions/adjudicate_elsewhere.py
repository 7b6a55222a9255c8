"""Where else is the very same pair open, and how does one judgment settle it there too?

Only identical pairs: the same fingerprint, so the same party record and the same listed entry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import transaction

from exports_portal.errors import PortalError
from proposals.models import Proposal
from proposals.states import UNDER_REVIEW, ProposalState
from reviews.actions.adjudicate import Judgment, adjudicate_together
from reviews.hits import open_hits
from reviews.models import Adjudication, ScreeningHit
from reviews.pairs import of_one_party
from reviews.permissions import ties

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

# Where a hit can still matter: before the decision, and while the package is designated.
WORKED_ON = (*UNDER_REVIEW, ProposalState.DESIGNATED, ProposalState.SUSPENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePair:
    """A case in which the same pair is open. With `objections` this person stays out of it."""

    proposal: Proposal
    hits: tuple[ScreeningHit, ...]
    objections: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A case in which nothing was written, and why."""

    proposal: Proposal
    reasons: tuple[str, ...]


def same_pairs_elsewhere(hits: Sequence[ScreeningHit], *, user: "User") -> list[SamePair]:
    """Other cases that this person reads in which one of these pairs is open, by number."""
    here = hits[0].party.run.version.proposal_id
    proposal = "party__run__version__proposal"
    readable = Proposal.objects.for_review(user).filter(state__in=WORKED_ON).exclude(pk=here)
    same = (
        open_hits()
        .filter(fingerprint__in=[hit.fingerprint for hit in hits], **{f"{proposal}__in": readable})
        .select_related(proposal)
        .order_by(f"{proposal}__public_id", "party", "rank")
    )
    return [
        SamePair(
            proposal=case,
            hits=tuple(found),
            objections=tuple(ties(case, user)),
        )
        for case, found in groupby(same, key=lambda hit: hit.party.run.version.proposal)
    ]


def adjudicate_elsewhere(
    pairs: Iterable[SamePair], judgment: Judgment, *, by: "User"
) -> tuple[list[Adjudication], list[LeftOut]]:
    """The same judgment in other cases, each a transaction of its own with its own permission.

    A case that refuses is left out and named; the others go on.
    """
    rows: list[Adjudication] = []
    left_out: list[LeftOut] = []
    for pair in pairs:
        try:
            rows += _adjudicate_case(pair, judgment, by)
        except PortalError as error:
            left_out.append(LeftOut(proposal=pair.proposal, reasons=tuple(error.reasons)))
    return rows, left_out


@transaction.atomic
def _adjudicate_case(pair: SamePair, judgment: Judgment, by: "User") -> list[Adjudication]:
    return [
        row for group in _groups(pair.hits) for row in adjudicate_together(group, judgment, by=by)
    ]


def _groups(hits: Sequence[ScreeningHit]) -> list[list[ScreeningHit]]:
    """By screened party, and by listed party within: what one person may adjudicate together."""
    return [
        [of_party[place] for place in places]
        for _, found in groupby(hits, key=lambda hit: hit.party_id)
        if (of_party := list(found))
        for places in of_one_party([hit.entry for hit in of_party])
    ]
