"""How sure is a resemblance, once words, letters and the best word are taken together?

Five signs, weighed by `calibration.json`, which `python -m reviews.screening.training` makes from
the dev half of the labelled queries. The result is on the scale of the word score: at the review
and watch lines it raises as many alerts on clean names as the word score alone did, and as many of
the right parties pass the strong line.
"""

import json
import math
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import Indel

from reviews.screening.alignment import Alignment
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
    screened = alignment.screened.words
    return Signs(
        words=alignment.score,
        letters=_letters_in_common(alignment),
        best_word=alignment.best_word,
        word_count=float(len(screened)),
        vowelless=float(any(word[0] == VOWELLESS for word in screened)),
    )


def judge(signs: Signs, weights: dict[str, float] = _WEIGHTS) -> float:
    """Between 0 and 1, rising with words, letters and best word."""
    total = weights["bias"] + sum(weights[sign] * value for sign, value in signs._asdict().items())
    above = max(0.0, total - REVIEW_LINE)
    return 1 / (1 + math.exp(-(total + above * weights["above_review"])))


def _letters_in_common(alignment: Alignment) -> float:
    """Of the names as written or with their words sorted, whichever is more alike."""
    ours, theirs = alignment.screened, alignment.listed
    return max(
        Indel.normalized_similarity(ours.joined, theirs.joined),
        Indel.normalized_similarity(ours.in_order, theirs.in_order),
    )
