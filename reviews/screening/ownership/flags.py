"""Which signs ask a person to look, although no rule blocks by itself?"""

from collections.abc import Iterator
from decimal import Decimal

from reviews.screening.ownership.case import UnderRule
from reviews.screening.ownership.counting import held_by, total
from reviews.screening.ownership.holdings import WHOLE
from reviews.screening.ownership.parts import Body, Effect, Flag, FlagKind
from reviews.screening.ownership.sentences import verdict
from reviews.screening.ownership.wording import exact, percent


def flags_of(body: Body, case: UnderRule) -> tuple[Flag, ...]:
    """The red flags of a body under one rule. Those of its shares first, then its officers."""
    name = body.name
    found = [
        *_of_share(body, case),
        *_of_holders(name, case),
        *_from_further_up(name, case),
        *_of_officers(name, case),
    ]
    is_held = bool(found) or case.share_of(name) > 0
    if is_held and case.graph.has_too_much(name):
        total = exact(case.graph.disclosed(name))
        text = f"The disclosed shares in {name} add to {total}: ask which of them are right."
        found.append(Flag(kind=FlagKind.DATA_ERROR, text=text))
    return tuple(found)


def _of_share(body: Body, case: UnderRule) -> Iterator[Flag]:
    rule, share = case.rule, case.share_of(body.name)
    if share >= rule.threshold:
        if rule.effect is Effect.RED_FLAG:
            yield Flag(kind=FlagKind.AFFILIATION, text=verdict(body, case))
        return
    if share > 0:
        less = f"less than {percent(rule.threshold)}"
        text = f"Listed owners hold {exact(share)} of {body.name}, {less}."
        rest = max(WHOLE - case.graph.disclosed(body.name), Decimal(0))
        if share + rest >= rule.threshold:
            text += f" With the {exact(rest)} that nobody disclosed it could be more."
        yield Flag(kind=FlagKind.MINORITY, text=text)


def _of_holders(body: str, case: UnderRule) -> Iterator[Flag]:
    counting = case.counted_without(body)
    has_majority = case.share_of(body) >= case.rule.threshold
    for holding in held_by(case.graph, body, counting):
        named = case.named(holding.holder, counting)
        if holding.is_unknown:
            text = f"{named} holds {holding.words} of {body}: how much has to be found out."
            yield Flag(kind=FlagKind.UNKNOWN_SHARE, text=text)
        if holding.has_control and not has_majority:
            text = f"{named} has control rights in {body} without a known majority."
            yield Flag(kind=FlagKind.CONTROL, text=text)


def _from_further_up(body: str, case: UnderRule) -> Iterator[Flag]:
    """What the body itself holds above it says nothing: no body stands above itself."""
    counting = case.counted_without(body)
    touched = case.touched_without(body) - counting.keys()
    for holding in case.graph.into.get(body, ()):
        if holding.holder in touched and holding.is_any:
            held = total(held_by(case.graph, holding.holder, counting))
            share = f"{exact(held)} < {percent(case.rule.threshold)}"
            text = (
                f"{holding.holder} holds {holding.words} of {body}; listed parties stand above "
                f"it without a known majority ({share})."
            )
            yield Flag(kind=FlagKind.INDIRECT, text=text)


def _of_officers(body: str, case: UnderRule) -> Iterator[Flag]:
    for post in case.graph.posts:
        if post.body == body:
            for tie in _ties(post.person, body, case):
                text = f"{post.person} is an officer of {body} and {tie}."
                yield Flag(kind=FlagKind.SHARED_OFFICER, text=text)


def _ties(person: str, body: str, case: UnderRule) -> Iterator[str]:
    """What joins an officer of the body to listed parties, and to bodies counted as listed."""
    counting = case.counted_without(body)
    if person in case.reached:
        yield f"is listed: {case.named(person, counting)}"
    for post in case.graph.posts:
        if post.person == person and post.body in counting:
            yield f"is an officer of {case.named(post.body, counting)}"
    for holding in case.graph.out_of.get(person, ()):
        if holding.held in counting:
            yield f"holds {holding.words} of {case.named(holding.held, counting)}"
