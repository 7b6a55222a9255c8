"""What does a result on a body rest on? The data of it, for telling it again without its words."""

from collections.abc import Iterator

from reviews.screening.ownership.case import UnderRule

Fact = tuple[str, ...]


def basis_of(body: str, case: UnderRule) -> tuple[Fact, ...]:
    """Every share above the body on a way from a listed party, who is listed where, who serves."""
    touched = case.touched_without(body)
    above = {body}
    facts: set[Fact] = set()
    waiting = [body]
    while waiting:
        held = waiting.pop()
        for holding in case.graph.into.get(held, ()):
            if holding.holder not in touched or not holding.is_any:
                continue
            control = "control" if holding.has_control else ""
            facts.add(("holds", holding.holder, held, holding.words, control))
            if holding.holder not in above:
                above.add(holding.holder)
                waiting.append(holding.holder)
    facts.update(_posts(body, touched, case))
    named = {fact[1] for fact in facts}
    facts.update(
        ("listed", party, *(reach.list_code for reach in lists))
        for party, lists in case.reached.items()
        if party in named or party == body
    )
    return tuple(sorted(facts))


def _posts(body: str, touched: frozenset[str], case: UnderRule) -> Iterator[Fact]:
    """Officers of the body who are listed, or serve or own in what listed parties hold too."""
    posts = case.graph.posts
    for post in posts:
        if post.body != body:
            continue
        if post.person in case.reached:
            yield "serves", post.person, body
        for other in posts:
            if other.person == post.person and other.body != body and other.body in touched:
                yield "serves", post.person, other.body
