"""How many letters do two texts differ by at least, told from which letters they have?

Cheap for very many texts at once, and never too many: each letter that is added or left out changes
how often one letter occurs by one.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

# A bit for a letter that occurs, one for a letter that occurs again, one for a digit.
_ONCE = {letter: 1 << place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789")}
_TO_AGAIN = 36
_AGAIN = {letter: once << _TO_AGAIN for letter, once in _ONCE.items() if letter.isalpha()}
_LETTERS = sum(once for letter, once in _ONCE.items() if letter in _AGAIN)
_SLACK = 1e-6
_EVERY_EDIT = 1000


class LetterCounts:
    """Made once for fixed texts, asked for many others."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._lengths = np.asarray([len(text) for text in texts], dtype=np.int64)
        self._marks = np.asarray([marks_of((text,)) for text in texts], dtype=np.uint64)
        self._most_edits = lru_cache(maxsize=1024)(self._edits_allowed)

    def may_be_alike(self, marks: int, length: int, least: float) -> list[int]:
        """The numbers of the texts whose normalized Indel similarity may be `least` or more.

        Of the text that is asked for, its marks and how long it is.
        """
        edits = np.bitwise_count(self._marks ^ np.uint64(marks))
        (found,) = (edits <= self._most_edits(length, least)).nonzero()
        return found.tolist()

    def _edits_allowed(self, length: int, least: float) -> NDArray[np.uint16]:
        most = (1 - least + _SLACK) * (self._lengths + length)
        allowed: NDArray[np.uint16] = np.clip(most, 0, _EVERY_EDIT).astype(np.uint16)
        return allowed


def marks_of(words: Iterable[str]) -> int:
    """Of the words written as one: so many marks differ, so many letters do at least."""
    marks = 0
    for word in words:
        own = _marks(word)
        marks |= own | (marks & own & _LETTERS) << _TO_AGAIN
    return marks


@lru_cache(maxsize=100_000)
def _marks(text: str) -> int:
    marks = 0
    for letter in set(text):
        marks |= _ONCE.get(letter, 0)
        if text.count(letter) > 1:
            marks |= _AGAIN.get(letter, 0)
    return marks
