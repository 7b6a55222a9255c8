"""Whom does a screening of a version ask about: those it names, and what its members say by now?

A version is frozen, and what an organization says of itself is not. A new owner, officer, name or
address of a member does not change what was submitted, but it has to be screened all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from exports_portal.canonical import canonical_json
from proposals.content import ProposalContent
from proposals.models import Proposal, ProposalVersion
from proposals.snapshot import content_of
from proposals.states import EDITABLE, FINAL
from reviews.parties import PartyToScreen, parties_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A party to screen. `since_submission`: a member says so now, and the version does not."""

    party: PartyToScreen
    since_submission: bool

    @property
    def key(self) -> str:
        """Two parties with one key get the same hits."""
        return canonical_json(self.party.query)


def asked_about(version: ProposalVersion) -> list[Asked]:
    """Everybody the version names, in its order, then what is new about its members."""
    named = [Asked(party, since_submission=False) for party in parties_of(version.content)]
    return named + list(_new_since(version, {asked.key for asked in named}))


def _new_since(version: ProposalVersion, known: set[str]) -> Iterator[Asked]:
    """What the draft's own pages say stays out: it is the applicant's until it is submitted."""
    if version.proposal.state in (*EDITABLE, *FINAL):
        return
    for party in parties_of(_with_members_as_they_stand(version.content, version.proposal)):
        asked = Asked(party, since_submission=True)
        if asked.key not in known:
            known.add(asked.key)
            yield asked


def _with_members_as_they_stand(content: ProposalContent, proposal: Proposal) -> ProposalContent:
    now = {member.organization_id: member for member in content_of(proposal).members}
    return replace(content, members=tuple(now.get(m.organization_id, m) for m in content.members))
