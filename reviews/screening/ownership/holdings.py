"""What was disclosed about each share, once: without repetitions, and with what is odd said?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reviews.screening.ownership.parts import Body, Post, Stake, Structure
from reviews.screening.ownership.wording import exact, percent

WHOLE = Decimal(100)
HALF = Decimal(50)  # what "the majority" is at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """All that one holder has in one body. `percent` is the known part."""

    holder: str
    held: str
    percent: Decimal
    is_unknown: bool
    is_majority: bool
    has_control: bool

    @property
    def is_any(self) -> bool:
        """Not a stated share of nothing."""
        return self.is_unknown or self.percent > 0

    @property
    def words(self) -> str:
        if self.is_majority:
            return f"the majority (counted as {percent(self.percent)})"
        known = percent(self.percent)
        if self.is_unknown:
            return f"{known} and an unknown share" if self.percent else "an unknown share"
        return known


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The structure, ready to be walked both ways; everything in the order of names."""

    bodies: tuple[Body, ...]
    into: dict[str, tuple[Holding, ...]]
    out_of: dict[str, tuple[Holding, ...]]
    posts: tuple[Post, ...]
    remarks: dict[str, tuple[str, ...]]

    def disclosed(self, body: str) -> Decimal:
        """All known shares in the body, together."""
        return sum((holding.percent for holding in self.into.get(body, ())), Decimal(0))

    def has_too_much(self, body: str) -> bool:
        return self.disclosed(body) > WHOLE


def graph_of(structure: Structure) -> Graph:
    """Also of a structure with repeated rows, loops, or bodies that only a stake names."""
    remarks: defaultdict[str, list[str]] = defaultdict(list)
    holdings = [
        _together(stakes, remarks[held])
        for (_, held), stakes in sorted(_by_pair(structure.stakes).items())
        if _is_between_two(stakes[0], remarks[held])
    ]
    graph = Graph(
        bodies=_bodies(structure, holdings),
        into=_grouped((holding.held, holding) for holding in holdings),
        out_of=_grouped((holding.holder, holding) for holding in holdings),
        posts=tuple(sorted(set(structure.posts), key=lambda post: (post.body, post.person))),
        remarks={},
    )
    for body in graph.bodies:
        remarks[body.name] += _too_much(graph, body.name)
    graph.remarks.update({name: tuple(said) for name, said in sorted(remarks.items()) if said})
    return graph


def _by_pair(stakes: Iterable[Stake]) -> dict[tuple[str, str], list[Stake]]:
    pairs: defaultdict[tuple[str, str], list[Stake]] = defaultdict(list)
    for stake in stakes:
        pairs[stake.holder, stake.held].append(stake)
    return pairs


def _is_between_two(stake: Stake, remarks: list[str]) -> bool:
    if stake.holder != stake.held:
        return True
    remarks.append(f"{stake.held} is stated to hold shares in itself: they count for no owner.")
    return False


def _together(stakes: list[Stake], remarks: list[str]) -> Holding:
    """The same share stated again counts once; different shares of one holder are added."""
    known = sorted({stake.percent for stake in stakes if stake.percent is not None})
    share = sum(known, Decimal(0))
    is_majority = any(stake.is_majority for stake in stakes)
    holding = Holding(
        holder=stakes[0].holder,
        held=stakes[0].held,
        percent=max(share, HALF) if is_majority else share,
        is_unknown=not is_majority and any(stake.is_open for stake in stakes),
        is_majority=is_majority,
        has_control=any(stake.has_control for stake in stakes),
    )
    if len(stakes) > 1:
        stated = ", ".join(percent(share) for share in known) or "an unknown share"
        together = f"added to {percent(share)}" if len(known) > 1 else "counted once"
        times = f"{holding.holder} is stated {len(stakes)} times as an owner of {holding.held}"
        remarks.append(f"{times} ({stated}): {together}.")
    return holding


def _bodies(structure: Structure, holdings: list[Holding]) -> tuple[Body, ...]:
    """As given, then those that only a share or an officer names."""
    bodies = {body.name: body for body in reversed(structure.bodies)}
    given = dict.fromkeys(body.name for body in structure.bodies)
    others = {holding.held for holding in holdings} | {post.body for post in structure.posts}
    return tuple(
        bodies.get(name, Body(name=name)) for name in (*given, *sorted(others - given.keys()))
    )


def _grouped(pairs: Iterable[tuple[str, Holding]]) -> dict[str, tuple[Holding, ...]]:
    groups: defaultdict[str, list[Holding]] = defaultdict(list)
    for key, holding in pairs:
        groups[key].append(holding)
    return {key: tuple(group) for key, group in groups.items()}


def _too_much(graph: Graph, body: str) -> list[str]:
    if not graph.has_too_much(body):
        return []
    total = exact(graph.disclosed(body))
    return [f"The disclosed shares in {body} add to {total}, which is more than 100 %."]
