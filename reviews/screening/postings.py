"""Which texts share most of their features with a query?"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

# Rare features weigh more; one that no text has weighs this.
_UNSEEN_WEIGHT = 6.0
LEAST_SHARE = 0.12
# Besides how much both texts share of each other, how much of the query is found at all.
_COVERAGE_BONUS = 0.45

Weighed = Iterable[tuple[str, float]]


class Postings:
    """For each feature the numbers of the texts that have it, in one flat numpy array."""

    def __init__(
        self,
        *,
        features: Sequence[str],
        starts: NDArray[np.int32],
        numbers: NDArray[np.int32],
        size: int,
    ) -> None:
        self.features = features
        self.starts = starts
        self.numbers = numbers
        self.size = size
        self._slots = {feature: slot for slot, feature in enumerate(features)}
        lengths = np.diff(starts)
        weights = np.log(1 + size / lengths)
        self._weights = weights.tolist()
        spread = np.repeat(weights, lengths)
        self._totals = np.bincount(numbers, weights=spread, minlength=size)

    @classmethod
    def build(cls, texts: Iterable[Iterable[str]]) -> "Postings":
        slots: dict[str, int] = {}
        found: list[int] = []
        counts: list[int] = []
        for features in texts:
            before = len(found)
            found += [slots.setdefault(feature, len(slots)) for feature in features]
            counts.append(len(found) - before)
        by_text = np.asarray(found, dtype=np.int32)
        owners = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        lengths = np.bincount(by_text, minlength=len(slots))
        starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
        numbers = owners[np.argsort(by_text, kind="stable")]
        return cls(features=tuple(slots), starts=starts, numbers=numbers, size=len(counts))

    def weight_of(self, feature: str) -> float:
        slot = self._slots.get(feature)
        return _UNSEEN_WEIGHT if slot is None else self._weights[slot]

    def share(self, features: Iterable[str]) -> tuple[NDArray[np.float64], float]:
        """What each text shares with the features, and the weight of them all."""
        shared = np.zeros(self.size)
        total = 0.0
        for feature in features:
            slot = self._slots.get(feature)
            if slot is None:
                total += _UNSEEN_WEIGHT
                continue
            weight = self._weights[slot]
            total += weight
            shared[self.numbers[self.starts[slot] : self.starts[slot + 1]]] += weight
        return shared, total

    def best(
        self, features: Iterable[str], limit: int, *, extra: NDArray[np.float64] | None = None
    ) -> NDArray[np.intp]:
        """The numbers of at most `limit` texts, in no order; `extra` is weight shared elsewhere."""
        shared, total = self.share(features)
        if extra is not None:
            shared += extra
        found = np.flatnonzero(shared > (LEAST_SHARE * total if extra is None else 0))
        if len(found) <= limit:
            return found
        both = shared[found]
        score = 2 * both / (total + self._totals[found]) + _COVERAGE_BONUS * both / (total or 1)
        return found[np.argpartition(-score, limit - 1)[:limit]]
