"""Whom does a screening of a version ask about: those it names, and what its members say by now?

A version is frozen, and what an organization says of itself is not. A new owner, officer, name or
address of a member does not change what was submitted, but it has to be screened all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from exports_portal.canonical import canonical_json
from proposals.models import ProposalVersion
from reviews.members_now import content_as_it_stands
from reviews.parties import PartyToScreen, parties_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A party to screen. `since_submission`: a member says so now, and the version does not."""

    party: PartyToScreen
    since_submission: bool

    @property
    def relation(self) -> str:
        """What the party is to the proposal."""
        named = ", named since the submission" if self.since_submission else ""
        return self.party.relation + named

    @property
    def key(self) -> str:
        """Two parties with one key get the same hits."""
        return canonical_json(self.party.query)


def asked_about(version: ProposalVersion) -> list[Asked]:
    """Everybody the version names, in its order, then what is new about its members."""
    named = [Asked(party, since_submission=False) for party in parties_of(version.content)]
    return named + list(_new_since(version, {asked.key for asked in named}))


def _new_since(version: ProposalVersion, known: set[str]) -> Iterator[Asked]:
    content = content_as_it_stands(version)
    for party in parties_of(content) if content else ():
        asked = Asked(party, since_submission=True)
        if asked.key not in known:
            known.add(asked.key)
            yield asked
