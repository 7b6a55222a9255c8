"""Which bodies count as listed, because listed parties own enough of them?

A body that listed owners together hold at or over the threshold counts as a listed owner itself at
the next level, with all of its shares: they are not multiplied through. The set grows until
nothing changes, so loops end and the order of the stakes does not matter.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from reviews.screening.ownership.holdings import Graph, Holding
from reviews.screening.ownership.parts import Rule

# The round in which a party came to count; listed parties count in round 0.
Counted = dict[str, int]


def counted(
    graph: Graph, rule: Rule, listed: Iterable[str], *, without: str | None = None
) -> Counted:
    """Everybody who counts as listed under the rule.

    `without` never counts: what is left counts on its own grounds, so no body holds itself up
    through a loop.
    """
    rounds: Counted = {party: 0 for party in listed if party != without}
    shares: defaultdict[str, Decimal] = defaultdict(Decimal)
    newest = list(rounds)
    number = 0
    while newest:
        number += 1
        reached = _add_shares(graph, newest, shares)
        newest = [
            body
            for body in reached
            if body not in rounds and body != without and shares[body] >= rule.threshold
        ]
        rounds.update(dict.fromkeys(newest, number))
    return rounds


def _add_shares(
    graph: Graph, holders: list[str], shares: defaultdict[str, Decimal]
) -> dict[str, None]:
    """Every holder comes to count once, so each of its shares is added once."""
    reached = [holding for holder in holders for holding in graph.out_of.get(holder, ())]
    for holding in reached:
        shares[holding.held] += holding.percent
    return dict.fromkeys(holding.held for holding in reached)


def held_by(
    graph: Graph, body: str, holders: Counted, *, before: int | None = None
) -> list[Holding]:
    """What those who count hold in the body; `before`: only those who counted before a round."""
    return [
        holding
        for holding in graph.into.get(body, ())
        if holding.holder in holders and (before is None or holders[holding.holder] < before)
    ]


def total(holdings: Iterable[Holding]) -> Decimal:
    return sum((holding.percent for holding in holdings), Decimal(0))


def downstream(
    graph: Graph, parties: Iterable[str], *, without: str | None = None
) -> frozenset[str]:
    """The parties and every body they hold something of, directly or through others."""
    seen = {party for party in parties if party != without}
    waiting = list(seen)
    while waiting:
        for holding in graph.out_of.get(waiting.pop(), ()):
            if holding.held not in seen and holding.held != without and holding.is_any:
                seen.add(holding.held)
                waiting.append(holding.held)
    return frozenset(seen)
