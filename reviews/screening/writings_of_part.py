"""Which of a few listed names could a screened one resemble enough, told from words and letters?"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel

from reviews.screening.alignment import JOINED_REST, SHORTEST_JOINED, both_sides
from reviews.screening.alike_words import AlikeWords, KnownLikeness
from reviews.screening.calibration import LeastBestWord, letters_in_common
from reviews.screening.candidates import numbers_by_key
from reviews.screening.comparison import WrittenName
from reviews.screening.letter_counts import LetterCounts, marks_of
from reviews.screening.likeness import CUT_SHORT, WeighedName
from reviews.screening.limits import SLACK, limits
from reviews.screening.weights import WordWeights

# Most words of names come again and again; so many are remembered with what they say.
_REMEMBERED = 20_000

_Said = Sequence[tuple[float, str]]


class WritingsOfPart:
    """Names by their words, with the legal form as it is spelled and, if need be, short as well."""

    def __init__(
        self, names: Sequence[WrittenName], weights: WordWeights, alike: AlikeWords
    ) -> None:
        self._weights = weights
        self._alike = alike
        self._owners: list[int] = []
        self._names: list[WeighedName] = []
        for owner, written_name in enumerate(names):
            for name in written_name.writings:
                self._owners.append(owner)
                self._names.append(name)
        self._shapes = [
            (len(name.joined), len(name.in_order), marks_of(name.words)) for name in self._names
        ]
        self._with_word = numbers_by_key(set(name.words) for name in self._names)
        self._with_letters = numbers_by_key(
            {name.joined, name.turned, name.core} for name in self._names
        )
        self._letters = [key for key in self._with_letters if len(key) >= SHORTEST_JOINED]
        self._letter_counts = LetterCounts(self._letters)
        self._written_counts = LetterCounts([name.in_order for name in self._names])
        self._said_by: Callable[[str], _Said] = lru_cache(maxsize=_REMEMBERED)(self._said)
        self._said_by_start: Callable[[str], _Said] = lru_cache(maxsize=_REMEMBERED)(
            self._said_when_cut
        )

    def worth(self, screened: WeighedName, needed: LeastBestWord) -> set[int]:
        """The numbers of the names that the screened one could resemble so much."""
        marks = marks_of(screened.words)
        lowest = needed.beside() - SLACK
        best = self._alike_in_letters(screened, marks, needed) if lowest <= 0 else {}
        self._find_best_words(best, screened, lowest)
        found = {*self._near_enough(best, screened, marks, needed)}
        found.update(self._without_breaks(screened, marks))
        return {self._owners[number] for number in found}

    def _alike_in_letters(
        self, screened: WeighedName, marks: int, needed: LeastBestWord
    ) -> dict[int, float]:
        """The names that have letters enough in common to need no word in common."""
        none = needed.beside(letters=0.0)
        least = (none - 2 * SLACK) / (none - needed.beside())
        length = len(screened.in_order)
        return dict.fromkeys(self._written_counts.may_be_alike(marks, length, least), 0.0)

    def _find_best_words(
        self, best: dict[int, float], screened: WeighedName, lowest: float
    ) -> None:
        """By number of the name, how much the best word in common says at most."""
        said = [self._said_by(word) for word in screened.words]
        if cut := screened.cut_word:
            said.append(self._said_by_start(cut))
        for by_word in said:
            for agreed, known in by_word:
                if agreed < lowest:
                    break
                for number in self._with_word[known]:
                    if agreed > best.get(number, -1.0):
                        best[number] = agreed

    def _said(self, word: str) -> _Said:
        """What each word of the names says at most where this one is read as it, most first."""
        return self._weighed(word, self._alike.of(word).items())

    def _said_when_cut(self, start: str) -> _Said:
        """The same, where this is the first part of the word."""
        known = self._alike.starting_with(start)
        return self._weighed(start, ((word, CUT_SHORT) for word in known))

    def _weighed(self, word: str, alike: Iterable[tuple[str, float]]) -> _Said:
        most = self._weights.of(word)
        said = ((much * min(most, self._weights.of(known)), known) for known, much in alike)
        return sorted(said, reverse=True)

    def _near_enough(
        self,
        best: Mapping[int, float],
        screened: WeighedName,
        marks: int,
        needed: LeastBestWord,
    ) -> Iterator[int]:
        """The numbers of those with letters, then words enough in common beside the best word."""
        likeness = None
        for number, word in self._near_in_letters(best, screened, marks, needed):
            letters = letters_in_common(screened, self._names[number])
            if word < needed.beside(letters=letters):
                continue
            likeness = likeness or KnownLikeness(screened, self._alike)
            most = limits(screened, self._names[number], likeness)
            words = both_sides(most.screened_share, most.listed_share)
            if word >= needed.beside(words=words, letters=letters):
                yield number

    def _near_in_letters(
        self,
        best: Mapping[int, float],
        screened: WeighedName,
        marks: int,
        needed: LeastBestWord,
    ) -> Iterator[tuple[int, float]]:
        """By length and by which letters they have, so many letters are in common at most."""
        joined, in_order = len(screened.joined), len(screened.in_order)
        alone = needed.beside() - SLACK
        a_letter = needed.beside(letters=0.0) - needed.beside()
        for number, word in best.items():
            their_joined, their_in_order, theirs = self._shapes[number]
            edits = (word - alone) * (in_order + their_in_order)
            if (marks ^ theirs).bit_count() * a_letter <= edits and min(
                abs(joined - their_joined), abs(in_order - their_in_order)
            ) * a_letter <= edits:
                yield number, word + SLACK

    def _without_breaks(self, screened: WeighedName, marks: int) -> Iterator[int]:
        """The names that are nearly the same letters, whatever the breaks."""
        yield from self._with_nearly(screened.joined, marks)
        if screened.core != screened.joined:
            yield from self._with_nearly(screened.core, marks_of((screened.core,)))

    def _with_nearly(self, letters: str, marks: int) -> Iterator[int]:
        for number in self._letter_counts.may_be_alike(marks, len(letters), JOINED_REST):
            joined = self._letters[number]
            if Indel.normalized_similarity(letters, joined) >= JOINED_REST:
                yield from self._with_letters[joined]
