"""Does this street address stand in the list, whoever is said to be there?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviews.screening.alignment import Alignment, align
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.countries import iso_code
from reviews.screening.likeness import WeighedName
from reviews.screening.listed_names import ListedPlace, place_words
from reviews.screening.names import has_digit

# One side often leaves out the floor, the box or the district, so the better covered side counts
# for more than it does in names.
_BETTER_SIDE = 0.65
# A city and a street without a house do not make an address: less than this is cut down.
_LEAST_INFORMATION = 2.0
_NO_COMMON_NUMBER = 0.7
_OTHER_COUNTRY = 0.8
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A listed address, how like the screened one it is, and the sentences that say why."""

    score: float
    place: ListedPlace
    alignment: Alignment
    reasons: tuple[str, ...]


def resembling(text: str, countries: Sequence[str], index: ScreeningIndex) -> Iterator[FoundPlace]:
    """The best listed address of every party whose address resembles this one."""
    query = place_words(text)
    if len(query) < _FEWEST_WORDS:
        return
    weighed = WeighedName(query, index.place_weights.of_name(query))
    best: dict[int, FoundPlace] = {}
    for number in index.similar_places(query):
        found = _compare(weighed, countries, index.places[number], index)
        known = best.get(found.place.party)
        if known is None or found.score > known.score:
            best[found.place.party] = found
    yield from best.values()


def _compare(
    query: WeighedName, countries: Sequence[str], place: ListedPlace, index: ScreeningIndex
) -> FoundPlace:
    alignment = align(query, WeighedName(place.words, index.place_weights.of_name(place.words)))
    shares = alignment.screened_share, alignment.listed_share
    score = _BETTER_SIDE * max(shares) + (1 - _BETTER_SIDE) * min(shares)
    score *= min(1.0, alignment.information / _LEAST_INFORMATION)
    reasons = []
    if not any(has_digit(pair.listed) for pair in alignment.pairs):
        score *= _NO_COMMON_NUMBER
        reasons.append(f"No number agrees: x {_NO_COMMON_NUMBER:g}.")
    ours, theirs = set(filter(None, map(iso_code, countries))), iso_code(place.country)
    if ours and theirs and theirs not in ours:
        score *= _OTHER_COUNTRY
        reasons.append(f"The countries differ: x {_OTHER_COUNTRY:g}.")
    return FoundPlace(min(1.0, score), place, alignment, tuple(reasons))
