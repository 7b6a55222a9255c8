"""What does each rule of a day say of every body of a structure?"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from reviews.screening.ownership.basis import basis_of
from reviews.screening.ownership.case import UnderRule, reached
from reviews.screening.ownership.counting import downstream
from reviews.screening.ownership.flags import flags_of
from reviews.screening.ownership.holdings import Graph, graph_of
from reviews.screening.ownership.parts import (
    Assessment,
    Body,
    Effect,
    Level,
    Listing,
    Result,
    Rule,
    Structure,
)
from reviews.screening.ownership.paths import paths_to
from reviews.screening.ownership.sentences import arithmetic, facts, grounds, verdict


def assess(
    structure: Structure, listings: Iterable[Listing], rules: Iterable[Rule], *, on: date
) -> Assessment:
    """Every body under every row that counts on the day, in the order given.

    What rests on settled listings stands in `results`; what an open one would add, if it were
    true, in `provisional`.
    """
    graph = graph_of(structure)
    counting = tuple(rule for rule in rules if rule.counts_on(on))
    every = tuple(listings)
    settled = tuple(listing for listing in every if not listing.is_open)
    results = _results(graph, settled, counting)
    return Assessment(
        day=on,
        rules=counting,
        results=results,
        provisional=_added(results, graph, every, counting) if settled != every else (),
        remarks=tuple(remark for said in graph.remarks.values() for remark in said),
        unreached=_unreached(graph, settled, counting),
    )


def _unreached(
    graph: Graph, listings: tuple[Listing, ...], rules: tuple[Rule, ...]
) -> tuple[str, ...]:
    """Listed for certain, an owner or officer, and out of the reach of every rule."""
    parties = graph.out_of.keys() | {post.person for post in graph.posts}
    named = {
        f"{listing.party} is on the list {listing.list_code}, which no ownership rule of this day "
        "reaches for it."
        for listing in listings
        if listing.party in parties and not any(reached([listing], rule) for rule in rules)
    }
    return tuple(sorted(named))


def _results(
    graph: Graph, listings: tuple[Listing, ...], rules: tuple[Rule, ...]
) -> tuple[Result, ...]:
    cases = [UnderRule(graph=graph, rule=rule, listings=listings) for rule in rules]
    return tuple(_result(body, case) for body in graph.bodies for case in cases)


def _result(body: Body, case: UnderRule) -> Result:
    share = case.share_of(body.name)
    is_majority = share >= case.rule.threshold
    flags = flags_of(body, case)
    blocks = is_majority and case.rule.effect is Effect.BLOCK
    said = arithmetic(body.name, case)
    return Result(
        body=body.name,
        rule=case.rule,
        level=Level.BLOCK if blocks else Level.RED_FLAG if flags else Level.NONE,
        is_listed=body.name in case.reached,
        is_majority=is_majority,
        share=share,
        arithmetic=f"{said} {verdict(body, case)}" if is_majority else said,
        grounds=grounds(body.name, case),
        flags=flags,
        paths=paths_to(body.name, case),
        facts=facts(body.name, case),
        basis=basis_of(body.name, case),
    )


def _added(
    results: tuple[Result, ...],
    graph: Graph,
    listings: tuple[Listing, ...],
    rules: tuple[Rule, ...],
) -> tuple[Result, ...]:
    """What differs when the open listings are taken for true, with the names it rests on."""
    if_true = _results(graph, listings, rules)
    waiting = tuple(listing for listing in listings if listing.is_open)
    return tuple(
        replace(then, depends_on=_rests_on(then, graph, waiting))
        for now, then in zip(results, if_true, strict=True)
        if then.level > Level.NONE and _says_more(then, now)
    )


def _says_more(then: Result, now: Result) -> bool:
    return (then.level, then.arithmetic, then.flags) != (now.level, now.arithmetic, now.flags)


def _rests_on(result: Result, graph: Graph, waiting: tuple[Listing, ...]) -> tuple[str, ...]:
    """The parties with open hits from which shares or officers lead to the body."""
    officers = {post.person for post in graph.posts if post.body == result.body}
    parties = reached(waiting, result.rule).keys() - ({result.body} - officers)
    return tuple(sorted(party for party in parties if _leads_to(party, result, graph, officers)))


def _leads_to(party: str, result: Result, graph: Graph, officers: set[str]) -> bool:
    below = downstream(graph, [party])
    holders = {holding.holder for holding in graph.into.get(result.body, ())}
    if party in officers or below & holders:
        return True
    serve = any(post.person in officers and post.body in below for post in graph.posts)
    own = any(h.held in below for who in officers for h in graph.out_of.get(who, ()))
    return serve or own
