"""Which names and street addresses does the list contain, one by one?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reviews.screening.address_words import place_words
from reviews.screening.cells import names_in
from reviews.screening.names import fold, words
from reviews.screening.parties import ListedParty, MatchedOn

# A country that people write as the city.
_IN_STREETS = {"HK": "Hong Kong", "SG": "Singapore", "MO": "Macau"}


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name out of a name cell; `party` is the number of its party in the list."""

    party: int
    text: str
    cell: str
    kind: MatchedOn
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """One address that names a street; `party` is the number of its party in the list."""

    party: int
    text: str
    country: str
    words: tuple[str, ...]


def listed_names(parties: Sequence[ListedParty]) -> Iterator[ListedName]:
    for number, party in enumerate(parties):
        seen: set[str] = set()
        for position, cell in enumerate(party.names):
            kind = MatchedOn.ALIAS if position else MatchedOn.NAME
            for text in names_in(cell):
                key = fold(text)
                if key and key not in seen:
                    seen.add(key)
                    yield ListedName(number, text, cell, kind, words(text))


def listed_places(parties: Sequence[ListedParty]) -> Iterator[ListedPlace]:
    for number, party in enumerate(parties):
        for address in party.addresses:
            if address.address:
                street = replace(address, country=_IN_STREETS.get(address.country, "")).text
                yield ListedPlace(number, address.text, address.country, place_words(street))
