"""By which ways do listed parties reach a body, and does each of them count?"""

from collections import deque

from reviews.screening.ownership.case import UnderRule
from reviews.screening.ownership.counting import Counted
from reviews.screening.ownership.holdings import Holding
from reviews.screening.ownership.wording import exact, percent

MOST_PATHS = 100  # of one body; its arithmetic counts every share, however many ways lead there
MOST_STEPS = 2_000  # a thicket of cross-holdings has more ways than anybody can read

Way = tuple[Holding, ...]  # from the top down


def paths_to(body: str, case: UnderRule) -> tuple[str, ...]:
    """Every way from a listed party, the shortest first; a way ends at the first listed party."""
    counting = case.counted_without(body)
    found, are_all = _ways(body, case, counting)
    words = [_in_words(way, body, case, counting) for way in found]
    if not are_all:
        words.append("There are more ways than can be listed; the arithmetic counts every share.")
    return tuple(words)


def _ways(body: str, case: UnderRule, counting: Counted) -> tuple[list[Way], bool]:
    """Upwards from the body, and whether these are all."""
    touched = case.touched_without(body)
    found: list[Way] = []
    waiting: deque[Way] = deque([()])
    for _ in range(MOST_STEPS):
        if not waiting or len(found) > MOST_PATHS:
            break
        way = waiting.popleft()
        if way and counting.get(way[0].holder) == 0:
            found.append(way)
        else:
            waiting += _longer(way, body, case, touched)
    return found[:MOST_PATHS], not waiting and len(found) <= MOST_PATHS


def _longer(way: Way, body: str, case: UnderRule, touched: frozenset[str]) -> list[Way]:
    """One step further up: nobody twice, and only where listed parties lie above."""
    on_way = {body, *(holding.holder for holding in way)}
    return [
        (holding, *way)
        for holding in case.graph.into.get(way[0].holder if way else body, ())
        if holding.holder in touched and holding.holder not in on_way and holding.is_any
    ]


def _in_words(way: Way, body: str, case: UnderRule, counting: Counted) -> str:
    parts = [f"{case.named(way[0].holder, counting)} holds {way[0].words} of"]
    parts += [
        f"{_standing(holding.holder, case, counting)}, which holds {holding.words} of"
        for holding in way[1:]
    ]
    return f"{' '.join(parts)} {body}: {_weight(way, counting)}."


def _standing(holder: str, case: UnderRule, counting: Counted) -> str:
    if holder in counting:
        return case.named(holder, counting)
    share = exact(case.share_of(holder))
    return f"{holder} (not counted: {share} < {percent(case.rule.threshold)})"


def _weight(way: Way, counting: Counted) -> str:
    if any(holding.holder not in counting for holding in way):
        return "not counted, a red flag"
    return f"counts with {way[-1].words}"
