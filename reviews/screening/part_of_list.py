"""Can any of these few listed parties resemble a screened one enough to be a hit?

Nothing that a full screening would find is ruled out. A resemblance at or above the policy's lowest
line has an equal or nearly equal name, an equal identifier, the distinctive name of a family, a
surname alone, a word in common that says enough about who is meant (`LeastBestWord`), or the same
letters with other word breaks; a resembling address shares words enough to be compared. What passes
that, and the `limits` of what its words can be worth, is compared as in a full screening, with the
word weights of the whole list.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from rapidfuzz.distance import Indel

from reviews.screening.address_words import place_words
from reviews.screening.addresses import FEWEST_WORDS, compare, weighed_place, words_alone
from reviews.screening.alignment import JOINED_REST, SHORTEST_JOINED, both_sides
from reviews.screening.alike_words import AlikeWords, KnownLikeness
from reviews.screening.calibration import LEAST_WORD_SCORE, LeastBestWord, letters_in_common
from reviews.screening.candidates import ScreeningIndex, numbers_by_key
from reviews.screening.comparison import (
    Comparer,
    WrittenName,
    screened_names,
    typed_names,
    written,
)
from reviews.screening.engine import addresses_of, judged, queries_of
from reviews.screening.evidence import least_before
from reviews.screening.floors import NEARLY_THE_SAME, has_family_name, shared_family, surnames
from reviews.screening.identifiers import given_keys, listed_keys
from reviews.screening.letter_counts import LetterCounts
from reviews.screening.likeness import WeighedName
from reviews.screening.limits import limits
from reviews.screening.listed_names import listed_names, listed_places
from reviews.screening.names import equal_keys
from reviews.screening.near_equal import core_elsewhere, core_key, near_keys
from reviews.screening.parties import ListedParty, Party, PartyKind, Policy
from reviews.screening.postings import LEAST_SHARE
from reviews.screening.weights import WordWeights

# Sums of weights may differ in their last digits by the order of adding.
_SLACK = 1e-6


class PartOfList:
    """Some entries of a list, arranged for ruling out the parties that resemble none of them."""

    def __init__(self, entries: Sequence[ListedParty], whole: ScreeningIndex) -> None:
        self._identifiers = {key for entry in entries for key in listed_keys(entry)}
        self._names = _Names(entries, whole)
        self._places = _Places(entries, whole)

    def may_concern(self, party: Party, policy: Policy) -> bool:
        return (
            not self._identifiers.isdisjoint(given_keys(party.ids, queries_of(party)))
            or any(self._names.resemble(text, party, policy) for text in queries_of(party))
            or any(self._places.resemble(text, party, policy) for text in addresses_of(party))
        )


class _Names:
    def __init__(self, entries: Sequence[ListedParty], whole: ScreeningIndex) -> None:
        names = list(listed_names(entries))
        self._weights = whole.weights
        self._equal = {key for name in names for key in equal_keys(name.text)}
        self._near = {key for name in names for key in near_keys(name.text)}
        self._cores = {core_key(name.text)[0] for name in names} - {""}
        self._surnames = {word for name in names for word in surnames(name.text)}
        self._families = numbers_by_key(
            {word for word in name.words if whole.weights.family_of(word)} for name in names
        )
        self._names = [written(name.words, whole.weights) for name in names]
        alike = AlikeWords(word for name in self._names for word in _words_of(name))
        self._writings = _Writings(self._names, whole.weights)
        self._alike = alike
        self._likeness = partial(KnownLikeness, known=alike)

    def resemble(self, text: str, party: Party, policy: Policy) -> bool:
        if any(map(self._is_written_like, typed_names(text))):
            return True
        least = least_before(policy.lowest, party, policy) - _SLACK
        for screened in screened_names(text, self._weights):
            if self._is_at_least_a_hit(screened, party):
                return True
            numbers = self._worth(screened, least, policy)
            if numbers and self._reach(screened, numbers, least, policy):
                return True
        return False

    def _is_written_like(self, text: str) -> bool:
        return (
            not self._equal.isdisjoint(equal_keys(text))
            or not self._near.isdisjoint(near_keys(text))
            or core_key(text)[0] in self._cores
            or core_elsewhere(text) in self._cores
        )

    def _is_at_least_a_hit(self, screened: WrittenName, party: Party) -> bool:
        """Does one of the `floors` lift it?"""
        name = screened.spelled.words
        if len(name) == 1 and name[0] in self._surnames:
            return True
        if party.kind is PartyKind.PERSON or not has_family_name(name, self._weights):
            return False
        near = {
            known
            for word in name
            for known, alike in self._alike.of(word).items()
            if alike >= NEARLY_THE_SAME and known in self._families
        }
        comparer = Comparer(screened, self._likeness) if near else None
        return comparer is not None and any(
            shared_family(comparer.align(self._names[number]), self._weights)
            for known in near
            for number in self._families[known]
        )

    def _reach(
        self, screened: WrittenName, numbers: Iterable[int], least: float, policy: Policy
    ) -> bool:
        comparer = Comparer(screened, self._likeness)
        return any(
            alignment.score >= LEAST_WORD_SCORE and judged(alignment, policy) >= least
            for alignment in (comparer.align(self._names[number]) for number in numbers)
        )

    def _worth(self, screened: WrittenName, least: float, policy: Policy) -> Collection[int]:
        """The numbers of the names that can reach the least score in one of their writings."""
        if not policy.calibrated or not 0 < least < 1:
            return range(len(self._names))
        found: set[int] = set()
        for name in screened.writings:
            needed = LeastBestWord(least, name)
            found |= self._writings.worth(name, self._likeness(name), needed)
        return found


class _Writings:
    """Names by their words, with the legal form as it is spelled and, if need be, short as well."""

    def __init__(self, names: Sequence[WrittenName], weights: WordWeights) -> None:
        self._weights = weights
        self._owners: list[int] = []
        self._names: list[WeighedName] = []
        for owner, written_name in enumerate(names):
            for name in written_name.writings:
                self._owners.append(owner)
                self._names.append(name)
        self._lengths = [(len(name.in_order), len(name.words)) for name in self._names]
        self._with_word = numbers_by_key(set(name.words) for name in self._names)
        self._with_letters = numbers_by_key(
            {name.joined, name.turned, name.core} for name in self._names
        )
        self._letters = [key for key in self._with_letters if len(key) >= SHORTEST_JOINED]
        self._letter_counts = LetterCounts(self._letters)
        self._written_counts = LetterCounts([name.in_order for name in self._names])

    def worth(
        self, screened: WeighedName, likeness: KnownLikeness, needed: LeastBestWord
    ) -> set[int]:
        """The numbers of the names that the screened one could resemble so much."""
        lowest = needed.beside() - _SLACK
        best = dict.fromkeys(self._alike_in_letters(screened, needed) if lowest <= 0 else (), 0.0)
        self._find_best_words(best, screened, likeness, lowest)
        found = {
            self._owners[number]
            for number, word in self._long_enough(best, screened, needed)
            if _reaches(word, needed, screened, self._names[number], likeness)
        }
        return found | {self._owners[number] for number in self._without_breaks(screened)}

    def _long_enough(
        self, best: Mapping[int, float], screened: WeighedName, needed: LeastBestWord
    ) -> Iterator[tuple[int, float]]:
        """Texts of very different lengths have too few letters in common, whatever they are."""
        ours, parts = len(screened.in_order), len(screened.words)
        least, a_letter = needed.beside(letters=0.0), needed.beside(letters=0.0) - needed.beside()
        for number, word in best.items():
            theirs, other_parts = self._lengths[number]
            both = max(1, ours + theirs - 2 * max(parts, other_parts))
            if word + _SLACK >= least - a_letter * 2 * min(ours, theirs) / both:
                yield number, word + _SLACK

    def _alike_in_letters(self, screened: WeighedName, needed: LeastBestWord) -> list[int]:
        """The names that have letters enough in common to need no word in common."""
        none = needed.beside(letters=0.0)
        least = (none - 2 * _SLACK) / (none - needed.beside())
        return self._written_counts.may_be_alike(screened.in_order, least)

    def _without_breaks(self, screened: WeighedName) -> Iterator[int]:
        """The names that are nearly the same letters, whatever the breaks."""
        for letters in {screened.joined, screened.core}:
            for number in self._letter_counts.may_be_alike(letters, JOINED_REST):
                joined = self._letters[number]
                if Indel.normalized_similarity(letters, joined) >= JOINED_REST:
                    yield from self._with_letters[joined]

    def _find_best_words(
        self,
        best: dict[int, float],
        screened: WeighedName,
        likeness: KnownLikeness,
        lowest: float,
    ) -> None:
        """By number of the name, how much the best word in common says at most."""
        for known, alike in likeness.words.items():
            known_weight = self._weights.of(known)
            (place, much), *others = alike
            agreed = much * min(screened.weights[place], known_weight)
            for place, much in others:
                agreed = max(agreed, much * min(screened.weights[place], known_weight))
            if agreed >= lowest:
                for number in self._with_word.get(known, ()):
                    best[number] = max(agreed, best.get(number, 0.0))


class _Places:
    def __init__(self, entries: Sequence[ListedParty], whole: ScreeningIndex) -> None:
        self._whole = whole
        self._places = tuple(listed_places(entries))
        self._weighed = [weighed_place(place.words, whole) for place in self._places]
        self._with_word = numbers_by_key(place.words for place in self._places)
        self._alike = AlikeWords(self._with_word)

    def resemble(self, text: str, party: Party, policy: Policy) -> bool:
        query = place_words(text)
        sharing = self._sharing(query) if len(query) >= FEWEST_WORDS else ()
        if not sharing:
            return False
        weighed = weighed_place(query, self._whole)
        likeness = KnownLikeness(weighed, self._alike)
        least = policy.lowest - _SLACK
        return any(
            compare(weighed, likeness, party.countries, self._places[number], self._whole).score
            >= least
            for number in sharing
            if words_alone(*limits(weighed, self._weighed[number], likeness)) >= least
        )

    def _sharing(self, query: Sequence[str]) -> list[int]:
        """The numbers of the places that a full screening could compare."""
        weight_of = self._whole.by_place.weight_of
        shared: defaultdict[int, float] = defaultdict(float)
        for word in query:
            for number in self._with_word.get(word, ()):
                shared[number] += weight_of(word)
        if not shared:
            return []
        least = LEAST_SHARE * sum(map(weight_of, query)) - _SLACK
        return [number for number, weight in shared.items() if weight > least]


def _words_of(name: WrittenName) -> set[str]:
    return {word for writing in name.writings for word in writing.words}


def _reaches(
    best: float,
    needed: LeastBestWord,
    screened: WeighedName,
    listed: WeighedName,
    likeness: KnownLikeness,
) -> bool:
    letters = letters_in_common(screened, listed)
    if best < needed.beside(letters=letters):
        return False
    most = limits(screened, listed, likeness)
    words = both_sides(most.screened_share, most.listed_share)
    return best >= needed.beside(words=words, letters=letters)
