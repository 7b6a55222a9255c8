"""Who holds what in whom, and who is an officer where, by a frozen version?

Pure: content in, structure out. One party is one name here, however it is spelled.
"""

from collections.abc import Iterator

from proposals.content import InvolvedParty, Member, Owner, ProposalContent
from reviews.screening.names import fold
from reviews.screening.ownership.parts import Body, Post, Stake, Structure


class Roster:
    """The first spelling of every party; names that fold alike are one party."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def name(self, written: str) -> str:
        return self._names.setdefault(_key(written), written.strip())

    def add_members(self, members: tuple[Member, ...]) -> None:
        """Legal names first, then the other names, which are only more spellings of them."""
        for member in members:
            self.name(member.legal_name)
        for member in members:
            for other in member.other_names:
                self._names.setdefault(_key(other), self.name(member.legal_name))


def _key(written: str) -> str:
    return fold(written) or written.strip()


def structure_of(content: ProposalContent, roster: Roster) -> Structure:
    """Members with their owners, chains of owners and officers; parties with majority owners."""
    roster.add_members(content.members)
    bodies = [body for member in content.members for body in _bodies(member, roster)]
    bodies += [
        Body(name=roster.name(party.name), country=party.country)
        for party in content.involved_parties
        if party.majority_owner_name
    ]
    stakes = [stake for member in content.members for stake in _stakes(member, roster)]
    stakes += [
        _majority(party, roster) for party in content.involved_parties if party.majority_owner_name
    ]
    posts = [
        Post(person=roster.name(officer.name), body=roster.name(member.legal_name))
        for member in content.members
        for officer in member.officers
    ]
    return Structure(bodies=tuple(bodies), stakes=tuple(stakes), posts=tuple(posts))


def _bodies(member: Member, roster: Roster) -> Iterator[Body]:
    """The member, and its owners that have owners themselves."""
    yield Body(name=roster.name(member.legal_name), country=member.incorporation_country)
    held = {roster.name(owner.holds_shares_in) for owner in member.owners if owner.holds_shares_in}
    for owner in member.owners:
        if roster.name(owner.name) in held:
            yield Body(name=roster.name(owner.name), country=owner.country)


def _stakes(member: Member, roster: Roster) -> Iterator[Stake]:
    name = roster.name(member.legal_name)
    for owner in member.owners:
        yield _stake(owner, name, roster)
    owners = {roster.name(owner.name) for owner in member.owners}
    if member.parent_name and roster.name(member.parent_name) not in owners:
        yield Stake(holder=roster.name(member.parent_name), held=name, has_control=True)


def _stake(owner: Owner, member: str, roster: Roster) -> Stake:
    return Stake(
        holder=roster.name(owner.name),
        held=roster.name(owner.holds_shares_in) if owner.holds_shares_in else member,
        percent=owner.percent,
        is_range=owner.percent_at_most is not None,
        has_control=owner.has_control,
    )


def _majority(party: InvolvedParty, roster: Roster) -> Stake:
    """The form asks for a parent, or whoever owns 50 percent or more, without the share."""
    return Stake(
        holder=roster.name(party.majority_owner_name),
        held=roster.name(party.name),
        is_majority=True,
    )
