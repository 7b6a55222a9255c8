"""Which listed names are worth comparing with a screened one?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reviews.screening.comparison import WrittenName, written
from reviews.screening.identifiers import identifiers_of, listed_keys
from reviews.screening.listed_names import ListedName, ListedPlace, listed_names, listed_places
from reviews.screening.names import equal_keys
from reviews.screening.near_equal import SHORTEST_CORE, core_elsewhere, core_key, near_keys
from reviews.screening.parties import ListedIdentifier, ListedParty
from reviews.screening.postings import Postings
from reviews.screening.sounds import VOWELLESS, consonant_keys, lacks_vowels, neutral, skeleton
from reviews.screening.vocabulary import LEGAL_FORMS, LINKING_WORDS
from reviews.screening.weights import WordWeights, document_frequencies

# Recall does not rise with more (design/screening.md section 3).
BEST = 40
# So that no input is slow, a name of very many words is compared with fewer, and so are very many
# names in one text: the longest still meet the ten that fit best.
_WORDS_COMPARED = 600
_NAMES_COMPARED = 160
_FEWEST = 10
_CONSONANT_WEIGHT = 2.5
# The shortest names with a distinctive word, which stand for all the others with it.
_NAMES_OF_A_FAMILY = 6
_FAMILY_NAMES = 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScreeningIndex:
    """The listed parties of one list version, arranged for screening. Build once, read often."""

    parties: Sequence[ListedParty]
    names: Sequence[ListedName]
    places: Sequence[ListedPlace]
    # Numbers of names by folded name, by their letters alone, by those without the legal form and,
    # the shortest names, by the distinctive words in them; and of parties by identifier.
    equal_names: Mapping[str, Sequence[int]]
    near_names: Mapping[str, Sequence[int]]
    core_names: Mapping[str, Sequence[int]]
    families: Mapping[str, Sequence[int]]
    identified: Mapping[str, Sequence[int]]
    weights: WordWeights
    place_weights: WordWeights
    by_sound: Postings
    by_consonants: Postings
    by_place: Postings

    @classmethod
    def build(cls, parties: Sequence[ListedParty]) -> "ScreeningIndex":
        names = tuple(listed_names(parties))
        places = tuple(listed_places(parties))
        weights = _name_weights(parties, names)
        # One name after the other, for each of its keys begins with the same folding.
        keys = [(equal_keys(n.text), near_keys(n.text), core_key(n.text)[:1]) for n in names]
        return cls(
            parties=tuple(parties),
            names=names,
            places=places,
            equal_names=numbers_by_key(equal for equal, _, _ in keys),
            near_names=numbers_by_key(near for _, near, _ in keys),
            core_names=numbers_by_key(filter(None, core) for _, _, core in keys),
            families=_families(names, weights),
            identified=numbers_by_key(map(listed_keys, parties)),
            weights=weights,
            place_weights=_place_weights(places),
            by_sound=Postings.build(sound_features(name.words) for name in names),
            by_consonants=Postings.build(_consonant_features(name.words) for name in names),
            by_place=Postings.build(place.words for place in places),
        )

    def equal(self, text: str) -> list[int]:
        """The numbers of the listed names that are the same name."""
        found = [number for key in equal_keys(text) for number in self.equal_names.get(key, ())]
        return list(dict.fromkeys(found))

    def near_equal(self, text: str) -> list[int]:
        """The numbers of the listed names that differ in nothing but how they are written down."""
        found = [number for key in near_keys(text) for number in self.near_names.get(key, ())]
        return list(dict.fromkeys(found))

    def with_same_core(self, text: str) -> list[int]:
        """Of the names that are the same without legal form and breaks those broken otherwise."""
        letters, parts = core_key(text)
        if len(letters) < SHORTEST_CORE:
            return []
        numbers = self.core_names.get(letters, ())
        return [number for number in numbers if core_key(self.names[number].text)[1] != parts]

    def elsewhere(self, text: str) -> list[int]:
        """The names of companies that are the same without legal form and the place in it.

        Families have their own way, see `floors`.
        """
        letters = core_elsewhere(text)
        numbers = () if self.weights.family_of(letters) else self.core_names.get(letters, ())
        return [n for n in numbers if self.parties[self.names[n].party].type in ("", "Entity")]

    def with_identifier(self, key: str) -> list[tuple[ListedParty, ListedIdentifier]]:
        """The listed parties with this passport, tax or registration number or call sign."""
        parties = [self.parties[place] for place in self.identified.get(key, ())]
        return [
            (party, next(own for own, keys in identifiers_of(party) if key in keys))
            for party in parties
        ]

    def similar(self, query: Sequence[str], *, names: int = 1) -> list[int]:
        """The numbers of the listed names that sound most like one of so many names in a text."""
        extra = self._shared_consonants(query)
        limit = min(_how_many(query), _NAMES_COMPARED // names)
        found = self.by_sound.best(sound_features(query), max(_FEWEST, limit), extra=extra)
        families = [number for word in query for number in self.families.get(word, ())]
        return list(dict.fromkeys([*map(int, found), *families[:_FAMILY_NAMES]]))

    def written(self, number: int) -> WrittenName:
        return written(self.names[number].words, self.weights)

    def similar_places(self, query: Sequence[str]) -> list[int]:
        return [int(number) for number in self.by_place.best(set(query), _how_many(query))]

    def _shared_consonants(self, query: Sequence[str]) -> NDArray[np.float64] | None:
        """Only for words that were written without vowels."""
        bare = [
            word
            for word in query
            if word[0] == VOWELLESS or (lacks_vowels(word) and word not in LEGAL_FORMS)
        ]
        if not bare:
            return None
        keys = {key for word in bare for key in consonant_keys(word)}
        shared, _ = self.by_consonants.share(keys)
        return _CONSONANT_WEIGHT * shared


def _how_many(query: Sequence[str]) -> int:
    return max(_FEWEST, min(BEST, _WORDS_COMPARED // len(query)))


def numbers_by_key(keys: Iterable[Iterable[str]]) -> dict[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for number, own in enumerate(keys):
        for key in own:
            found.setdefault(key, []).append(number)
    return dict(found)


def _name_weights(parties: Sequence[ListedParty], names: Sequence[ListedName]) -> WordWeights:
    frequencies = document_frequencies((name.party, name.words) for name in names)
    companies = document_frequencies(
        (name.party, name.words) for name in names if parties[name.party].type != "Individual"
    )
    return WordWeights(len(parties), frequencies, companies)


def _families(names: Sequence[ListedName], weights: WordWeights) -> dict[str, Sequence[int]]:
    """By distinctive word the names with fewest other words, of several parties."""
    found: defaultdict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    for number, name in enumerate(names):
        length = sum(word not in LEGAL_FORMS for word in name.words)
        for word in set(name.words):
            if weights.family_of(word):
                known = found[word].get(name.party, (length, number))
                found[word][name.party] = min(known, (length, number))
    return {
        word: [number for _, number in sorted(by_party.values())[:_NAMES_OF_A_FAMILY]]
        for word, by_party in found.items()
    }


def _place_weights(places: Sequence[ListedPlace]) -> WordWeights:
    frequencies = document_frequencies((n, place.words) for n, place in enumerate(places))
    return WordWeights(len(places), frequencies, {})


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
