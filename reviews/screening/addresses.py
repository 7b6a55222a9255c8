"""Does this street address stand in the list, whoever is said to be there?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviews.screening.address_words import FLOOR, UNIT, place_words
from reviews.screening.alignment import Alignment
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.countries import iso_code
from reviews.screening.evidence import country_codes
from reviews.screening.likeness import Likeness, WeighedName, WordsAlike
from reviews.screening.listed_names import ListedPlace
from reviews.screening.names import has_digit

# One side often leaves out the floor, the box or the district, so the better covered side counts
# for more than it does in names.
_BETTER_SIDE = 0.65
# A city and a street without a house do not make an address: less than this is cut down.
_LEAST_INFORMATION = 2.0
_NO_COMMON_NUMBER = 0.7
_OTHER_COUNTRY = 0.8
_PARTS_OF_A_BUILDING = (
    (UNIT, 0.95, "Another unit of the building"),
    (FLOOR, 0.97, "Another floor of the building"),
)
FEWEST_WORDS = 2


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
    if len(query) < FEWEST_WORDS:
        return
    weighed = weighed_place(query, index)
    likeness = Likeness(weighed)
    best: dict[int, FoundPlace] = {}
    for number in index.similar_places(query):
        found = compare(weighed, likeness, countries, index.places[number], index)
        known = best.get(found.place.party)
        if known is None or found.score > known.score:
            best[found.place.party] = found
    yield from best.values()


def weighed_place(place: tuple[str, ...], index: ScreeningIndex) -> WeighedName:
    return WeighedName(place, index.place_weights.of_name(place))


def words_alone(screened_share: float, listed_share: float, information: float) -> float:
    better, worse = max(screened_share, listed_share), min(screened_share, listed_share)
    score = _BETTER_SIDE * better + (1 - _BETTER_SIDE) * worse
    return score * min(1.0, information / _LEAST_INFORMATION)


def _is_of_china(ours: frozenset[str], theirs: str, place: ListedPlace) -> bool:
    """The list gives some addresses of Hong Kong the country China."""
    return theirs == "CN" and "HK" in ours and {"hong", "kong"} <= set(place.words)


def _are_others(mark: str, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Both say which unit or floor, and they say different ones."""
    mine, listed = (
        {word for word in words if word.startswith(mark) and word[len(mark) :].isalnum()}
        for words in (ours, theirs)
    )
    return bool(mine and listed and mine.isdisjoint(listed))


def compare(
    query: WeighedName,
    likeness: WordsAlike,
    countries: Sequence[str],
    place: ListedPlace,
    index: ScreeningIndex,
) -> FoundPlace:
    listed = weighed_place(place.words, index)
    alignment = Alignment(query, listed, likeness)
    shares = alignment.screened_share, alignment.listed_share
    score = words_alone(*shares, alignment.information)
    reasons = []
    if not any(has_digit(pair.listed) for pair in alignment.pairs):
        score *= _NO_COMMON_NUMBER
        reasons.append(f"No number agrees: x {_NO_COMMON_NUMBER:g}.")
    for mark, factor, reason in _PARTS_OF_A_BUILDING:
        if _are_others(mark, query.words, place.words):
            score *= factor
            reasons.append(f"{reason}: x {factor:g}.")
    ours, theirs = country_codes(tuple(countries)), iso_code(place.country)
    if ours and theirs and theirs not in ours and not _is_of_china(ours, theirs, place):
        score *= _OTHER_COUNTRY
        reasons.append(f"The countries differ: x {_OTHER_COUNTRY:g}.")
    return FoundPlace(min(1.0, score), place, alignment, tuple(reasons))
