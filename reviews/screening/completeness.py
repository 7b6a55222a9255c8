"""Does a new version of the list still say what the last one said?

Completeness is content, and not only a number of rows. What each list within the file says is
counted fact by fact: names, aliases, addresses, identifiers and whatever else weighs in a hit, each
together with the name it belongs to. Pure.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reviews.screening.changes import substance
from reviews.screening.parties import ListedParty


class Said(StrEnum):
    """What a row of the list can say. The value is the word for many of it."""

    ROW = "rows"
    NAME = "names"
    ALIAS = "aliases"
    ADDRESS = "addresses"
    IDENTIFIER = "identifiers"
    COUNTRY = "countries"
    TYPE = "types"
    PROGRAM = "programs"
    BIRTH_DATE = "dates of birth"
    LISTING_DATE = "listing dates"


class Oddity(StrEnum):
    LOST = "lost"
    CHANGED = "changed"
    GROWN = "grown"
    REPEATED = "repeated"


# A short list may lose so many rows, and no more than so much of it (one row at least), although
# that is a larger share than a long list may lose. Program default: 4 % of 70 rows are two rows.
ROWS_OF_A_SHORT_LIST = 6
PERCENT_OF_A_SHORT_LIST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Shares in percent. `loss`: facts that no longer stand anywhere in the list they stood in;
    `change`: rows that no longer stand as they stood; `growth`: facts that came besides.
    """

    loss: Decimal
    change: Decimal
    growth: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is more than a day explains. `number` of `before`, where `allowed` may be."""

    source: str
    said: Said
    oddity: Oddity
    number: int
    before: int
    allowed: int


CountedFacts = dict[Said, Counter[Hashable]]
Facts = dict[str, CountedFacts]
# What, how it is odd, how many, and how many there may be.
Measured = tuple[Said, Oddity, int, Decimal]


def facts_of(parties: Iterable[ListedParty]) -> Facts:
    """source list -> kind of fact -> how often each fact stands."""
    found: defaultdict[str, CountedFacts] = defaultdict(lambda: {said: Counter() for said in Said})
    for party in parties:
        counted = found[party.source]
        for said, fact in _facts(party):
            counted[said][fact] += 1
    return dict(found)


def differences(before: Facts, after: Facts, limits: Limits) -> Iterator[Difference]:
    """What is odd about each list that both versions have. Lost rows explain the rest."""
    for source in before:
        if source not in after:
            continue
        old, new = before[source], after[source]
        found = list(_of_one_list(source, old, new, limits))
        fewer = [d for d in found if (d.said, d.oddity) == (Said.ROW, Oddity.LOST)]
        yield from fewer or found


def _facts(party: ListedParty) -> Iterator[tuple[Said, Hashable]]:
    name = _plain(party.name)
    yield Said.ROW, substance(party)
    yield Said.NAME, name
    yield from ((Said.ALIAS, (name, _plain(alias))) for alias in party.alt_names)
    yield from ((Said.ADDRESS, (name, _plain(place.text))) for place in party.addresses)
    yield from ((Said.IDENTIFIER, (name, known.number)) for known in party.ids)
    yield from ((Said.COUNTRY, (name, country)) for country in party.countries)
    yield from ((Said.PROGRAM, (name, program)) for program in party.programs)
    yield from ((Said.BIRTH_DATE, (name, day)) for day in party.dates_of_birth)
    if party.type:
        yield Said.TYPE, (name, party.type)
    if party.start_date or party.end_date:
        yield Said.LISTING_DATE, (name, party.start_date, party.end_date)


def _of_one_list(
    source: str, old: CountedFacts, new: CountedFacts, limits: Limits
) -> Iterator[Difference]:
    for said, oddity, number, allowed in (*_by_kind(old, new, limits), *_by_row(old, new, limits)):
        if number > allowed:
            yield Difference(
                source=source,
                said=said,
                oddity=oddity,
                number=number,
                before=old[said].total(),
                allowed=int(allowed),
            )


def _by_kind(old: CountedFacts, new: CountedFacts, limits: Limits) -> Iterator[Measured]:
    """Each fact that is gone counts as lost, also when another one stands in its place. A row is
    lost only when there are fewer: what became of its content is counted kind by kind.
    """
    rows = old[Said.ROW].total()
    for said in Said:
        before, after = old[said].total(), new[said].total()
        gone = before - after if said is Said.ROW else (old[said] - new[said]).total()
        least = _short(rows) * max(Decimal(1), Decimal(before) / rows) * _clumps(said)
        yield said, Oddity.LOST, gone, max(limits.loss * before / 100, least)
        yield said, Oddity.GROWN, after - before, max(limits.growth * before / 100, 4 * least)


def _by_row(old: CountedFacts, new: CountedFacts, limits: Limits) -> Iterator[Measured]:
    rows = old[Said.ROW].total()
    changed = (old[Said.ROW] - new[Said.ROW]).total()
    yield Said.ROW, Oddity.CHANGED, changed, max(limits.change * rows / 100, 2 * _short(rows))
    yield Said.ROW, Oddity.REPEATED, _repeated(new) - _repeated(old), _short(rows)


def _clumps(said: Said) -> int:
    """Some rows have a dozen aliases and most have none: one row more or less is many of them."""
    return 1 if said in (Said.ROW, Said.NAME) else 3


def _short(rows: int) -> Decimal:
    share = Decimal(rows * PERCENT_OF_A_SHORT_LIST) / 100
    return max(Decimal(1), min(Decimal(ROWS_OF_A_SHORT_LIST), share))


def _repeated(facts: CountedFacts) -> int:
    return facts[Said.ROW].total() - len(facts[Said.ROW])


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
