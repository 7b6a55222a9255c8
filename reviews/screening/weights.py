"""How much does a word say about who is meant?"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reviews.screening.ordinary import is_ordinary, is_telling
from reviews.screening.sounds import VOWELLESS, bones
from reviews.screening.vocabulary import LEGAL_FORMS, LINKING_WORDS, PLACES, TITLES

_LEGAL_SHARE = 0.6
_PLACE_SHARE = 0.55
# An ordinary word that this list happens to use seldom is in the names of many elsewhere. Macro on
# the dev half at 1 / 2 / 10 % of alerts, the calibration fitted anew: 88.5 / 90.3 / 93.2 without,
# 89.3 / 91.0 / 93.6 at .9, 89.7 / 91.4 / 93.7 at .8, 89.4 / 91.5 / 93.7 at .7.
_ORDINARY_SHARE = 0.8
_LITTLE = 0.10
_LEAST = 0.12
_ONE_LETTER = 0.25
_MISSPELT_FORM = 0.15
# In a list of a dozen parties no word is common: it is weighed as if it stood among these many.
_FEWEST = 1_000
# A family's name weighs as if so few parties used it; a name of people is none.
_USERS_OF_A_FAMILY = 3
_PEOPLE_A_COMPANY = 0.5
_SMALL_WORDS = sorted(LEGAL_FORMS | LINKING_WORDS | TITLES)
_SMALL_BONES = frozenset(bones(word) for word in _SMALL_WORDS if len(word) >= 3)


class WordWeights:
    """How much a word tells who is meant: 1.0 for a word that nobody else in the world uses.

    How many listed parties use a word says so of ordinary words and of people's names. The name of
    a family of companies tells as much whether three of them are listed or a hundred.
    """

    def __init__(
        self, parties: int, frequencies: Mapping[str, int], companies: Mapping[str, int]
    ) -> None:
        """How many parties use each word, and how many of them are no people."""
        self.parties = parties
        self.frequencies = frequencies
        self.companies = companies
        self._scale = math.log(max(parties, _FEWEST) + 1)
        self.of = lru_cache(maxsize=100_000)(self._of)
        self.family_of = lru_cache(maxsize=100_000)(self._family_of)

    def _family_of(self, word: str) -> int:
        """How many listed companies share this word as their distinctive name; 0 for any other."""
        companies = self.companies.get(word, 0)
        people = self.frequencies.get(word, 0) - companies
        return companies if companies > _PEOPLE_A_COMPANY * people and is_telling(word) else 0

    def of_name(self, name: Iterable[str]) -> tuple[float, ...]:
        return tuple(self.of(word) for word in name)

    def _of(self, word: str) -> float:
        """A word the list does not know may be a misspelt small word, and then says little too."""
        if word not in self.frequencies:
            if word[0] == VOWELLESS:
                if bones(word[1:]) in _SMALL_BONES:
                    return _MISSPELT_FORM
                return 0.8 if len(word) > 3 else 0.4
            if len(word) >= 4 and process.extractOne(
                word, _SMALL_WORDS, scorer=OSA.distance, score_cutoff=1
            ):
                return _MISSPELT_FORM
        return self._listed(word)

    def _listed(self, word: str) -> float:
        users = self.frequencies.get(word, 0)
        if self.family_of(word):
            users = min(users, _USERS_OF_A_FAMILY)
        rarity = 1 - math.log(users + 1) / self._scale
        if word in LEGAL_FORMS:
            return _LEGAL_SHARE * rarity
        if word in LINKING_WORDS or word in TITLES:
            return _LITTLE
        if word in PLACES:
            return max(0.15, _PLACE_SHARE * rarity)
        if len(word) == 1:
            return _ONE_LETTER
        if len(word) == 2:
            return 0.5 * rarity + 0.1
        return max(_LEAST, rarity) * (_ORDINARY_SHARE if is_ordinary(word) else 1)


def document_frequencies(names: Iterable[tuple[int, Sequence[str]]]) -> dict[str, int]:
    """In how many parties each word occurs, from (party, words) in the order of the parties."""
    counts: dict[str, int] = {}
    last: dict[str, int] = {}
    for party, name in names:
        for word in name:
            if last.get(word) != party:
                last[word] = party
                counts[word] = counts.get(word, 0) + 1
    return counts
