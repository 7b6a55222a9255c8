"""How are the weights of `calibration.json` found again?

python -m reviews.screening.training --list BENCHMARK --queries DEV > calibration.json

BENCHMARK is the list without the aliases that DEV asks for; DEV (gzipped) holds one labelled query
a line. The same files give the same weights, to the last digit printed.
"""

import argparse
import gzip
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from reviews.screening.calibration import LEAST_WORD_SCORE, REVIEW_LINE, Signs, signs_of
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.comparison import Comparer, screened_names
from reviews.screening.parties import Policy
from reviews.screening.sources import read_list

_BEST_PARTIES = 15
_RIDGE = 1 / 0.3
_STEPS = 50
# Left to itself the regression leans on the words alone, because most wrong candidates of a query
# differ in them. What counts is recall at few alerts on clean names, where the best word tells
# more. Macro at 1 / 2 / 10 %: 89.7 / 91.4 / 93.7 by itself, 89.9 / 91.7 / 93.8 at .93,
# 89.7 / 91.7 / 94.1 at 1.3, 89.5 / 91.4 / 94.1 at 1.8. And from 1.3 on a name without a telling
# word in common can be ruled out, which the screening of very many parties needs.
_BEST_WORD_TO_WORDS = 1.3
# Sets that are found by equality alone teach nothing.
_LEFT_OUT = ("exact", "yente_un")

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A listed party that a query resembles, and whether it is the right one."""

    clean: bool
    first: bool
    right: bool
    signs: Signs


def examples(index: ScreeningIndex, queries: Sequence[dict[str, object]]) -> list[Example]:
    return [
        example
        for query in queries
        if query["set"] not in _LEFT_OUT
        for example in _of(query, index)
    ]


def _of(query: dict[str, object], index: ScreeningIndex) -> list[Example]:
    best: dict[str, Signs] = {}
    for screened in screened_names(str(query["name"]), index.weights):
        comparer = Comparer(screened)
        for number in index.similar(screened.spelled.words):
            alignment = comparer.align(index.written(number))
            party = index.parties[index.names[number].party].id
            known = best.get(party)
            if alignment.score >= LEAST_WORD_SCORE and (
                known is None or alignment.score > known.words
            ):
                best[party] = signs_of(alignment)
    ranked = sorted(best.items(), key=lambda found: -found[1].words)[:_BEST_PARTIES]
    right = frozenset(cast("list[str]", query["match"]))
    return [
        Example(clean=not right, first=place == 0, right=party in right, signs=signs)
        for place, (party, signs) in enumerate(ranked)
    ]


def fit(found: Sequence[Example]) -> dict[str, float]:
    """Ridge logistic regression by Newton's method, then the shift onto the word score's scale."""
    signs = np.array([example.signs for example in found], dtype=np.float64)
    right = np.array([example.right for example in found], dtype=np.float64)
    slopes, bias = _slopes(signs, right)
    judged = bias + signs @ slopes
    stretch, shift = _scale(found, judged)
    above = _above_review(found, judged * stretch + shift)
    named = dict(zip(Signs._fields, (slopes * stretch).tolist(), strict=True))
    return {"bias": bias * stretch + shift, **named, "above_review": above}


def _slopes(signs: Array, right: Array) -> tuple[Array, float]:
    """The weight of each sign; words and best word are one sign, in a fixed proportion."""
    words, best = Signs._fields.index("words"), Signs._fields.index("best_word")
    together = signs.copy()
    together[:, words] += _BEST_WORD_TO_WORDS * signs[:, best]
    together = np.delete(together, best, axis=1)
    mean, spread = together.mean(axis=0), together.std(axis=0)
    weights = _newton(np.column_stack([np.ones(len(signs)), (together - mean) / spread]), right)
    own = weights[1:] / spread
    slopes = np.insert(own, best, _BEST_WORD_TO_WORDS * own[words])
    return slopes, float(weights[0] - own @ mean)


def _newton(columns: Array, right: Array) -> Array:
    weights = np.zeros(columns.shape[1])
    ridge = np.eye(columns.shape[1]) * _RIDGE
    ridge[0, 0] = 0
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (chance - right) + ridge @ weights
        bend = (columns * (chance * (1 - chance))[:, None]).T @ columns + ridge
        weights -= np.linalg.solve(bend, slope)
    return weights


def _scale(found: Sequence[Example], judged: Array) -> tuple[float, float]:
    """So many clean names pass the review and watch lines as passed them by words alone."""
    policy = Policy()
    clean = np.array([example.clean for example in found])
    tops = np.flatnonzero(clean & np.array([example.first for example in found])).tolist()
    owner = np.cumsum([example.first for example in found])
    words = np.sort([found[place].signs.words for place in tops])[::-1]
    by_query = [judged[owner == owner[place]].max() for place in tops]
    ranked = np.sort(by_query)[::-1]
    review, watch = (int((words >= line).sum()) for line in (policy.review, policy.watch))
    wanted = [_log_odds(line) for line in (policy.review, policy.watch)]
    stretch = (wanted[0] - wanted[1]) / (ranked[review] - ranked[watch])
    return float(stretch), float(wanted[0] - stretch * ranked[review])


def _above_review(found: Sequence[Example], judged: Array) -> float:
    """The stretch above the review line that lets as many right parties pass the strong line."""
    strong = Policy().strong
    right = np.array([example.right for example in found])
    words = np.array([example.signs.words for example in found])[right]
    passed = int((words >= strong).sum())
    reached = float(np.sort(judged[right])[::-1][passed])
    return float((_log_odds(strong) - REVIEW_LINE) / (reached - REVIEW_LINE) - 1)


def _log_odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m reviews.screening.training")
    parser.add_argument("--list", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    options = parser.parse_args()
    lines = gzip.decompress(options.queries.read_bytes()).decode().splitlines()
    index = ScreeningIndex.build(read_list(options.list).parties)
    weights = fit(examples(index, [json.loads(line) for line in lines]))
    rounded = {name: round(value, 4) for name, value in weights.items()}
    sys.stdout.write(json.dumps(rounded, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
