"""How many letters do two texts differ by at least, told from which letters they have?

Cheap for very many texts at once, and never too many: each letter that is added or left out changes
how often one letter occurs by one.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

# A bit for a letter that occurs, one for a letter that occurs again, one for a digit.
_ONCE = {letter: 1 << place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789")}
_AGAIN = {letter: 1 << (36 + place) for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
_SLACK = 1e-6
_EVERY_EDIT = 1000


class LetterCounts:
    """Made once for fixed texts, asked for many others."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._lengths = np.asarray([len(text) for text in texts], dtype=np.int64)
        self._marks = np.asarray([_marks(text) for text in texts], dtype=np.uint64)
        self._most_edits = lru_cache(maxsize=1024)(self._edits_allowed)

    def may_be_alike(self, text: str, least: float) -> list[int]:
        """The numbers of the texts whose normalized Indel similarity may be `least` or more."""
        edits = np.bitwise_count(self._marks ^ np.uint64(_marks(text)))
        return np.flatnonzero(edits <= self._most_edits(len(text), least)).tolist()

    def _edits_allowed(self, length: int, least: float) -> NDArray[np.uint16]:
        most = (1 - least + _SLACK) * (self._lengths + length)
        allowed: NDArray[np.uint16] = np.clip(most, 0, _EVERY_EDIT).astype(np.uint16)
        return allowed


def _marks(text: str) -> int:
    marks = 0
    for letter in set(text):
        marks |= _ONCE.get(letter, 0)
        if text.count(letter) > 1:
            marks |= _AGAIN.get(letter, 0)
    return marks
