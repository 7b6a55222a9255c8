"""Which listed names are worth comparing with a screened one?"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reviews.screening.comparison import WrittenName, written
from reviews.screening.evidence import identifier_key
from reviews.screening.listed_names import ListedName, ListedPlace, listed_names, listed_places
from reviews.screening.names import equal_keys
from reviews.screening.parties import ListedIdentifier, ListedParty
from reviews.screening.postings import Postings
from reviews.screening.sounds import VOWELLESS, consonant_keys, lacks_vowels, neutral, skeleton
from reviews.screening.vocabulary import LEGAL_FORMS, LINKING_WORDS
from reviews.screening.weights import WordWeights, document_frequencies

# Recall does not rise with more (design/screening.md section 3).
BEST = 40
_CONSONANT_WEIGHT = 2.5


class ScreeningIndex:
    """The listed parties of one list version, arranged for screening. Build once, read often."""

    def __init__(
        self,
        *,
        parties: Sequence[ListedParty],
        names: Sequence[ListedName],
        places: Sequence[ListedPlace],
        by_sound: Postings,
        by_consonants: Postings,
        by_place: Postings,
    ) -> None:
        self.parties = tuple(parties)
        self.names = tuple(names)
        self.places = tuple(places)
        self.by_sound = by_sound
        self.by_consonants = by_consonants
        self.by_place = by_place
        frequencies = document_frequencies((name.party, name.words) for name in self.names)
        self.weights = WordWeights(len(self.parties), frequencies)
        places_with = document_frequencies((n, place.words) for n, place in enumerate(self.places))
        self.place_weights = WordWeights(len(self.places), places_with)
        self._by_identifier = _numbered(self.parties)
        self._equal = _keyed(self.names)

    @classmethod
    def build(cls, parties: Sequence[ListedParty]) -> "ScreeningIndex":
        names = tuple(listed_names(parties))
        places = tuple(listed_places(parties))
        return cls(
            parties=parties,
            names=names,
            places=places,
            by_sound=Postings.build(sound_features(name.words) for name in names),
            by_consonants=Postings.build(_consonant_features(name.words) for name in names),
            by_place=Postings.build(place.words for place in places),
        )

    def equal(self, text: str) -> list[int]:
        """The numbers of the listed names that are the same name."""
        found = [number for key in equal_keys(text) for number in self._equal.get(key, ())]
        return list(dict.fromkeys(found))

    def with_identifier(self, number: str) -> list[tuple[ListedParty, ListedIdentifier]]:
        """The listed parties with this passport, tax or registration number, however spaced."""
        return self._by_identifier.get(identifier_key(number), [])

    def similar(self, query: Sequence[str]) -> list[int]:
        """The numbers of the listed names that sound most like these words."""
        extra = self._shared_consonants(query)
        return [int(n) for n in self.by_sound.best(sound_features(query), BEST, extra=extra)]

    def written(self, number: int) -> WrittenName:
        return written(self.names[number].words, self.weights)

    def similar_places(self, query: Sequence[str]) -> list[int]:
        return [int(number) for number in self.by_place.best(set(query), BEST)]

    def _shared_consonants(self, query: Sequence[str]) -> NDArray[np.float64] | None:
        """Only for words that were written without vowels."""
        bare = [word for word in query if word[0] == VOWELLESS or lacks_vowels(word)]
        if not bare:
            return None
        keys = {key for word in bare for key in consonant_keys(word)}
        shared, _ = self.by_consonants.share(keys)
        return _CONSONANT_WEIGHT * shared


def _numbered(
    parties: Iterable[ListedParty],
) -> dict[str, list[tuple[ListedParty, ListedIdentifier]]]:
    found: dict[str, list[tuple[ListedParty, ListedIdentifier]]] = {}
    for party in parties:
        for identifier in party.ids:
            if key := identifier_key(identifier.number):
                found.setdefault(key, []).append((party, identifier))
    return found


def _keyed(names: Iterable[ListedName]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, name in enumerate(names):
        for key in name.keys:
            found[key] = (*found.get(key, ()), number)
    return found


def sound_features(name: Iterable[str]) -> set[str]:
    """Trigrams of the sounds of each telling word and of all of them joined, and coarse sounds."""
    telling = [word for word in name if word not in LEGAL_FORMS and word not in LINKING_WORDS]
    sounds = [_sound(word) for word in telling or name]
    joined = "".join(sounds)
    found = {joined[i : i + 3] for i in range(len(joined) - 2)}
    for sound in sounds:
        found |= _features_of_sound(sound)
    return found


def _sound(word: str) -> str:
    if word[0] == VOWELLESS:
        return skeleton(word[1:]) if word[1:].isalpha() else word[1:]
    return neutral(word)


@lru_cache(maxsize=200_000)
def _features_of_sound(sound: str) -> frozenset[str]:
    marked = f"^{sound}$"
    found = {marked[i : i + 3] for i in range(max(1, len(marked) - 2))}
    if sound.isalpha() and len(sound) >= 3:
        found.add(f"#{_coarse(sound)}")
    return frozenset(found)


def _coarse(sound: str) -> str:
    bones = skeleton(sound)
    return ("k" + bones[1:] if bones[0] == "h" else bones).replace("n", "m")


def _consonant_features(name: Iterable[str]) -> set[str]:
    return {
        key
        for word in name
        if word not in LEGAL_FORMS and word not in LINKING_WORDS
        if word.isalpha() and len(word) > 2
        for key in consonant_keys(word)
    }
