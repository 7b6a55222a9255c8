"""Do the members and their owners own each other in a circle?"""

from collections.abc import Iterator, Sequence

from exports_portal.accounts.validators import first_circle
from proposals.content import Member


def circle_of(members: Sequence[Member]) -> list[str]:
    """Owner, body, ... and the first owner again; empty when every chain comes to an end."""
    return first_circle([stake for member in members for stake in _stakes(member)])


def _stakes(member: Member) -> Iterator[tuple[str, str]]:
    for owner in member.owners:
        yield owner.name, owner.holds_shares_in or member.legal_name
    if member.parent_name:
        yield member.parent_name, member.legal_name
