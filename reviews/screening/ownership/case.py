"""What is known under one rule: who is listed, who counts, how are they named in a sentence?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from reviews.screening.ownership.counting import Counted, counted, downstream, held_by, total
from reviews.screening.ownership.holdings import Graph
from reviews.screening.ownership.parts import Listing, Reach, Rule


@dataclass(slots=True, kw_only=True)
class UnderRule:
    """The structure under one rule, with the listings that are taken for true."""

    graph: Graph
    rule: Rule
    listings: tuple[Listing, ...]
    reached: dict[str, tuple[Reach, ...]] = field(init=False)
    all_counted: Counted = field(init=False)
    _without: dict[str, Counted] = field(init=False, default_factory=dict)
    _touched: dict[str, frozenset[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.reached = reached(self.listings, self.rule)
        self.all_counted = counted(self.graph, self.rule, self.reached)

    def counted_without(self, body: str) -> Counted:
        """Who counts on grounds other than this body. Nobody below a body changes without it."""
        if body not in self.all_counted:
            return self.all_counted
        if body not in self._without:
            self._without[body] = counted(self.graph, self.rule, self.reached, without=body)
        return self._without[body]

    def touched_without(self, body: str) -> frozenset[str]:
        """Listed parties and whatever they hold something of, by ways that avoid this body."""
        if body not in self._touched:
            self._touched[body] = downstream(self.graph, self.reached, without=body)
        return self._touched[body]

    def share_of(self, body: str) -> Decimal:
        return total(held_by(self.graph, body, self.counted_without(body)))

    def named(self, party: str, counting: Counted) -> str:
        """Grimspire Holding (Entity List); Morrowgate Ltd (counted as listed: OFAC 50 % rule)."""
        if party in self.reached:
            lists = " and ".join(reach.name for reach in self.reached[party])
            return f"{party} ({lists})"
        return f"{party} (counted as listed: {self.rule.title})" if party in counting else party


def reached(listings: Iterable[Listing], rule: Rule) -> dict[str, tuple[Reach, ...]]:
    """Each party that the rule takes for a listed owner, with the lists, the strictest first.

    A listing without any program is taken for reached: what is not known is not assumed away.
    """
    lists: dict[str, tuple[Reach, ...]] = {}
    for listing in sorted(listings, key=lambda one: (one.party, one.list_code)):
        by = [reach for reach in rule.reaches if _is_reached(listing, reach)]
        if by:
            known = {*lists.get(listing.party, ()), *by}
            lists[listing.party] = tuple(reach for reach in rule.reaches if reach in known)
    return lists


def _is_reached(listing: Listing, reach: Reach) -> bool:
    if listing.list_code != reach.list_code:
        return False
    return not (reach.programs and listing.programs) or bool(reach.programs & set(listing.programs))
