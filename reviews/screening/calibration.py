"""How sure is a resemblance, once words, letters and the best word are taken together?

Five signs, weighed by `calibration.json`, which `python -m reviews.screening.training` makes from
the dev half of the labelled queries. The result is on the scale of the word score: at the review
and watch lines it raises as many alerts on clean names as the word score alone did, and as many of
the right parties pass the strong line.
"""

import json
import math
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import Indel

from reviews.screening.alignment import Alignment
from reviews.screening.likeness import WeighedName
from reviews.screening.parties import Policy
from reviews.screening.sounds import VOWELLESS

# Under this word score nothing can be lifted to a hit.
LEAST_WORD_SCORE = 0.25
# The log-odds of the review line of the shipped policy, from where the scale is stretched.
REVIEW_LINE = math.log(Policy().review / (1 - Policy().review))
_WEIGHTS: dict[str, float] = json.loads(
    Path(__file__).with_name("calibration.json").read_text(encoding="utf-8")
)


class Signs(NamedTuple):
    """What a resemblance is judged by."""

    words: float
    letters: float
    best_word: float
    word_count: float
    vowelless: float


def signs_of(alignment: Alignment) -> Signs:
    letters = letters_in_common(alignment.screened, alignment.listed)
    about_screened = _of_screened(alignment.screened)
    return Signs(alignment.score, letters, alignment.best_word, *about_screened)


def judge(signs: Signs, weights: dict[str, float] = _WEIGHTS) -> float:
    """Between 0 and 1, rising with words, letters and best word."""
    total = _total(signs, weights)
    above = max(0.0, total - REVIEW_LINE)
    return 1 / (1 + math.exp(-(total + above * weights["above_review"])))


class LeastBestWord:
    """What the best word must say for a resemblance to be judged as high as a score.

    A name that has no such word in common need not be compared.
    """

    def __init__(self, score: float, screened: WeighedName) -> None:
        self._wanted = _wanted(score, *_of_screened(screened))
        self._words = _WEIGHTS["words"] / _WEIGHTS["best_word"]
        self._letters = _WEIGHTS["letters"] / _WEIGHTS["best_word"]

    def beside(self, *, words: float = 1.0, letters: float = 1.0) -> float:
        return self._wanted - words * self._words - letters * self._letters


def letters_in_common(ours: WeighedName, theirs: WeighedName) -> float:
    """Of the names as written or with their words sorted, whichever is more alike."""
    return max(
        float(Indel.normalized_similarity(ours.joined, theirs.joined)),
        float(Indel.normalized_similarity(ours.in_order, theirs.in_order)),
    )


@lru_cache(maxsize=4096)
def _wanted(score: float, word_count: float, vowelless: float) -> float:
    """What the best word must say where neither words nor letters agree."""
    wanted = math.log(score / (1 - score))
    above = max(0.0, wanted - REVIEW_LINE)
    wanted -= above * (1 - 1 / (1 + _WEIGHTS["above_review"]))
    alone = Signs(0.0, 0.0, 0.0, word_count, vowelless)
    return (wanted - _total(alone, _WEIGHTS)) / _WEIGHTS["best_word"]


def _of_screened(name: WeighedName) -> tuple[float, float]:
    return float(len(name.words)), float(any(word[0] == VOWELLESS for word in name.words))


def _total(signs: Signs, weights: dict[str, float]) -> float:
    weighed = zip(signs._fields, signs, strict=True)
    return weights["bias"] + sum(weights[sign] * value for sign, value in weighed)
