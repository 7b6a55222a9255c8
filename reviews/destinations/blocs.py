"""How is a bloc judged that a proposal names as its market? Member by member."""

from reviews.destinations.position import Position, position
from reviews.destinations.snapshot import Snapshot


def positions_of_bloc(item: str, code: str, snapshot: Snapshot) -> tuple[tuple[str, Position], ...]:
    """Pairs of country and position. A bloc that nobody knows is one row, and INDETERMINATE.

    The code of a bloc may be that of a country: AU is the African Union here.
    """
    for bloc in snapshot.blocs:
        if bloc.code == code:
            return tuple((member, position(item, member, snapshot)) for member in bloc.members)
    return ((code, position(item, "", snapshot)),)
