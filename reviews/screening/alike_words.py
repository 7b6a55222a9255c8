"""Which of a fixed set of words is a word like, without comparing it with every one?

The answers are those of `word_similarity`; what is left out has a similarity of 0 there.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reviews.screening.likeness import CUT_SHORT, WeighedName
from reviews.screening.names import has_digit, read_digits_as_letters
from reviews.screening.similarity import (
    FEWEST_CONSONANTS,
    SHORTEST_PREFIX,
    compared,
    most_edits,
)
from reviews.screening.sounds import VOWELLESS, bones, consonant_keys, lacks_vowels, neutral
from reviews.screening.vocabulary import SURNAME_GROUPS

_REMEMBERED = 100_000


class AlikeWords:
    """Made once for the words of a part of the list, asked for the words of many parties."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._sounds = [neutral(word) for word in self._words]
        self._bare = [word for word in self._words if _is_bare(word)]
        self._consonants = [[consonant_keys(word)[n] for word in self._bare] for n in (0, 1)]
        self._initials = {word for word in self._words if len(word) == 1}
        self._by_key: dict[str, list[str]] = {}
        for word in self._words:
            for key in _keys(word):
                self._by_key.setdefault(key, []).append(word)
        self.of = lru_cache(maxsize=_REMEMBERED)(self._of)

    def starting_with(self, start: str) -> Iterator[str]:
        places = range(bisect_left(self._words, start), len(self._words))
        after = (self._words[place] for place in places)
        return takewhile(lambda word: word.startswith(start), after)

    def _of(self, word: str) -> Mapping[str, float]:
        found = ((known, compared(word, known)) for known in self._possible(word))
        return {known: alike for known, alike in found if alike}

    def _possible(self, word: str) -> set[str]:
        """Every word that `word_similarity` has a rule for, near in sound or by a shared key."""
        if has_digit(word):
            return set(self._by_key.get(_as_number(word), ()))
        if len(word) == 1 or _is_bare(word):
            return set(self._words)
        most = most_edits(len(word))
        near = process.extract(
            neutral(word), self._sounds, scorer=OSA.distance, score_cutoff=most, limit=None
        )
        found = {self._words[place] for _, _, place in near}
        found.update(self._near_bare(word), self._initials & {word[0]})
        return found.union(*(self._by_key.get(key, ()) for key in _keys(word)))

    def _near_bare(self, word: str) -> Iterator[str]:
        """Of the words without vowels those with the same consonants, of many all but one."""
        for ours, theirs in zip(consonant_keys(word), self._consonants, strict=True):
            most = int(len(ours) >= FEWEST_CONSONANTS)
            near = process.extract(ours, theirs, scorer=OSA.distance, score_cutoff=most, limit=None)
            yield from (self._bare[place] for _, _, place in near)


class KnownLikeness:
    """The `Likeness` of a screened name to the fixed set of words."""

    def __init__(self, screened: WeighedName, known: AlikeWords) -> None:
        self._least = screened.least_alike
        self._cut = screened.cut_word
        self._alike = tuple(map(known.of, screened.words))
        self._found: dict[str, Sequence[tuple[int, float]]] = {}

    def of(self, word: str) -> Sequence[tuple[int, float]]:
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = self._look_up(word)
        return found

    def _look_up(self, word: str) -> Sequence[tuple[int, float]]:
        found: dict[int, float] = {}
        for place, alike in enumerate(self._alike):
            if word in alike and alike[word] >= self._least:
                found[place] = alike[word]
        if self._cut and word != self._cut and word.startswith(self._cut):
            last = len(self._alike) - 1
            found[last] = max(CUT_SHORT, found.get(last, 0.0))
        return tuple(found.items())


def _is_bare(word: str) -> bool:
    return word[0] == VOWELLESS or lacks_vowels(word)


def _keys(word: str) -> tuple[str, ...]:
    """Two words that are alike in another way than by sound have one of these in common."""
    return (
        _as_number(word),
        f"rn {word.replace('rn', 'm')}",
        f"bones {bones(word.lstrip(VOWELLESS))}",
        f"surname {SURNAME_GROUPS.get(word, word)}",
        f"start {word[:SHORTEST_PREFIX]}",
    )


def _as_number(word: str) -> str:
    return f"number {read_digits_as_letters(word)}"
