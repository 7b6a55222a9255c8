"""Can any of these few listed parties resemble a screened one enough to be a hit?

Nothing that a full screening would find is ruled out. A resemblance at or above the policy's lowest
line has an equal or nearly equal name, an equal identifier, the distinctive name of a family, a
surname alone, a word in common that says enough about who is meant (`LeastBestWord`), or the same
letters with other word breaks; a resembling address shares words enough to be compared. What passes
that, and the `limits` of what its words can be worth, is compared as in a full screening, with the
word weights of the whole list.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from reviews.screening.alike_words import AlikeWords, KnownLikeness
from reviews.screening.calibration import LEAST_WORD_SCORE, LeastBestWord
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
from reviews.screening.limits import SLACK
from reviews.screening.listed_names import listed_names
from reviews.screening.names import equal_keys
from reviews.screening.near_equal import core_elsewhere, core_key, near_keys
from reviews.screening.parties import ListedParty, Party, PartyKind, Policy
from reviews.screening.places_of_part import PlacesOfPart
from reviews.screening.plain_names import PlainNames
from reviews.screening.writings_of_part import WritingsOfPart


class PartOfList:
    """Some entries of a list, arranged for ruling out the parties that resemble none of them."""

    def __init__(self, entries: Sequence[ListedParty], whole: ScreeningIndex) -> None:
        self._identifiers = {key for entry in entries for key in listed_keys(entry)}
        self._names = _Names(entries, whole)
        self._places = PlacesOfPart(entries, whole)

    def may_concern(self, party: Party, policy: Policy) -> bool:
        queries = queries_of(party)
        return (
            not self._identifiers.isdisjoint(given_keys(party.ids, queries))
            or any(self._names.resemble(text, party, policy) for text in queries)
            or any(self._places.resemble(text, party, policy) for text in addresses_of(party))
        )


class _Names:
    def __init__(self, entries: Sequence[ListedParty], whole: ScreeningIndex) -> None:
        names = list(listed_names(entries))
        self._weights = whole.weights
        self._plain_names = PlainNames(whole.weights)
        self._equal = {key for name in names for key in equal_keys(name.text)}
        self._letters = {
            key for name in names for key in (*near_keys(name.text), core_key(name.text)[0]) if key
        }
        self._surnames = {word for name in names for word in surnames(name.text)}
        self._families = numbers_by_key(
            {word for word in name.words if whole.weights.family_of(word)} for name in names
        )
        self._names = [written(name.words, whole.weights) for name in names]
        alike = AlikeWords(word for name in self._names for word in _words_of(name))
        self._writings = WritingsOfPart(self._names, whole.weights, alike)
        self._alike = alike
        self._likeness = partial(KnownLikeness, known=alike)

    def resemble(self, text: str, party: Party, policy: Policy) -> bool:
        plain = self._plain_names.read(text)
        if plain:
            if plain.folded in self._equal or not self._letters.isdisjoint(plain.letters):
                return True
            return self._resembles(plain.written, party, policy)
        return any(map(self._is_written_like, typed_names(text))) or any(
            self._resembles(screened, party, policy)
            for screened in screened_names(text, self._weights)
        )

    def _resembles(self, screened: WrittenName, party: Party, policy: Policy) -> bool:
        if self._is_at_least_a_hit(screened, party):
            return True
        least = least_before(policy.lowest, party, policy) - SLACK
        numbers = self._worth(screened, least, policy)
        return bool(numbers) and self._reach(screened, numbers, least, policy)

    def _is_written_like(self, text: str) -> bool:
        return (
            not self._equal.isdisjoint(equal_keys(text))
            or not self._letters.isdisjoint(near_keys(text))
            or core_key(text)[0] in self._letters
            or core_elsewhere(text) in self._letters
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
            found |= self._writings.worth(name, needed)
        return found


def _words_of(name: WrittenName) -> set[str]:
    return {word for writing in name.writings for word in writing.words}
