"""How does a body come to count as listed, in sentences that an officer can sign?"""

from exports_portal.policy.countries import is_united_states
from reviews.screening.ownership.case import UnderRule
from reviews.screening.ownership.counting import Counted, held_by, total
from reviews.screening.ownership.holdings import WHOLE, Holding
from reviews.screening.ownership.parts import Body, Effect, Reach, Rule, Standing
from reviews.screening.ownership.wording import day, exact, last_day, listed, percent


def arithmetic(body: str, case: UnderRule) -> str:
    """What listed owners hold, added up and held against the threshold."""
    counting = case.counted_without(body)
    holdings = held_by(case.graph, body, counting)
    if not holdings:
        return f"No listed owner of {body} is disclosed."
    return _sum(body, holdings, case, counting)


def grounds(body: str, case: UnderRule) -> tuple[str, ...]:
    """Why each holder counts that is not itself listed: its own sum, from the top down.

    In every line only those stand who counted in an earlier round, so no line rests on itself.
    """
    counting = case.counted_without(body)
    needed = _unlisted_holders(body, case, counting)
    return tuple(
        _sum(holder, held_by(case.graph, holder, counting, before=number), case, counting)
        for number, holder in sorted((counting[holder], holder) for holder in needed)
    )


def strictest(body: str, case: UnderRule) -> tuple[Reach, ...]:
    """The lists of every listed party above that counts, the strictest first.

    Also of those without whom the sum would do: each of them is an owner.
    """
    counting = case.counted_without(body)
    seen = {body}
    waiting = [body]
    while waiting:
        above = held_by(case.graph, waiting.pop(), counting)
        new = {h.holder for h in above if h.holder not in seen and h.is_any}
        seen |= new
        waiting += [holder for holder in new if counting[holder] > 0]
    found = {reach for holder in seen - {body} for reach in case.reached.get(holder, ())}
    return tuple(reach for reach in case.rule.reaches if reach in found)


def verdict(body: Body, case: UnderRule) -> str:
    """What follows from a share at or over the threshold, by which text and since when."""
    rule = case.rule
    parts = [f"{body.name} {_follows(rule)} the {rule.title} ({rule.citation}), {standing(rule)}."]
    lists = strictest(body.name, case)
    if len(lists) > 1:
        names = ", ".join(reach.name for reach in lists)
        parts.append(
            f"Its listed owners are on several lists ({names}): the strictest owner's rule "
            f"applies, {lists[0].name}."
        )
    if rule.foreign_only and is_united_states(body.country):
        parts.append(
            "The rule's text reaches foreign bodies; this one is in the United States, and "
            "the program treats it alike until an officer decides otherwise."
        )
    return " ".join(parts)


def standing(rule: Rule) -> str:
    """Since when, until when and on what ground a row counts."""
    if rule.standing is Standing.SUSPENDED:
        until = f" to {last_day(rule.ends)}" if rule.ends else ""
        return f"suspended from {day(rule.begins)}{until}"
    words = f"in force from {day(rule.begins)}"
    if rule.ends:
        words += f" to {last_day(rule.ends)}"
    return f"{words} by default" if rule.standing is Standing.BY_DEFAULT else words


def facts(body: str, case: UnderRule) -> tuple[str, ...]:
    """What is known of the shares that nobody named; no hit, but it belongs to the picture."""
    holdings = case.graph.into.get(body, ())
    if not holdings:
        return (f"No owner of {body} is disclosed.",)
    if majority := [holding.holder for holding in holdings if holding.is_majority]:
        return (f"{listed(majority)} holds the majority of {body}; the share is not disclosed.",)
    disclosed = case.graph.disclosed(body)
    words = f"The disclosed shares in {body} add to {exact(disclosed)}"
    unknown = [holding.holder for holding in holdings if holding.is_unknown]
    if unknown:
        words += f", besides the unknown share of {listed(unknown)}"
    rest = WHOLE - disclosed
    if rest > 0:
        words += f"; who holds the other {exact(rest)} is not disclosed"
    return (f"{words}.",)


def _follows(rule: Rule) -> str:
    if rule.effect is Effect.BLOCK:
        return "counts as listed under"
    if rule.standing is Standing.SUSPENDED:
        return "would count as listed, and is a red flag, under"
    return "is a red flag under"


def _sum(body: str, holdings: list[Holding], case: UnderRule, counting: Counted) -> str:
    known = [holding for holding in holdings if holding.percent]
    unknown = [holding for holding in holdings if holding.is_unknown]
    each = [f"{case.named(h.holder, counting)} holds {h.words}" for h in (*known, *unknown)]
    each = list(dict.fromkeys(each)) or [
        f"{case.named(h.holder, counting)} holds {h.words}" for h in holdings
    ]
    share = total(holdings)
    sign = "≥" if share >= case.rule.threshold else "<"
    together = "together " if len(known) > 1 else ""
    compared = f"{together}{exact(share)} {sign} {percent(case.rule.threshold)}"
    return f"{listed(each)} of {body}: {compared}."


def _unlisted_holders(body: str, case: UnderRule, counting: Counted) -> set[str]:
    """Everybody through whom the body counts and who is not itself listed."""
    needed: set[str] = set()
    waiting = [h.holder for h in held_by(case.graph, body, counting)]
    while waiting:
        holder = waiting.pop()
        if holder in needed or counting[holder] == 0:
            continue
        needed.add(holder)
        above = held_by(case.graph, holder, counting, before=counting[holder])
        waiting += [holding.holder for holding in above]
    return needed
