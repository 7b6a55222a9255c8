"""Which words of a screened name is each listed word like?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reviews.screening.similarity import LEAST_ALIKE, word_similarity
from reviews.screening.vocabulary import LEGAL_FORMS

# Forms and columns cut names at a fixed length (20 or 35 letters), mostly inside a word.
_SHORTEST_CUT = 18
CUT_SHORT = 0.88


@dataclass(frozen=True, slots=True)
class WeighedName:
    """Words with what each says about who is meant; `least_alike` is how near another must come."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    least_alike: float = LEAST_ALIKE
    total: float = field(init=False)
    joined: str = field(init=False)
    # The first word put last: "LAST, First" as it is spoken.
    turned: str = field(init=False)
    in_order: str = field(init=False)
    # The letters without the legal form, which a joined name mostly leaves out.
    core: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", sum(self.weights) or 1e-9)
        object.__setattr__(self, "joined", "".join(self.words))
        object.__setattr__(self, "turned", "".join((*self.words[1:], *self.words[:1])))
        object.__setattr__(self, "in_order", " ".join(sorted(self.words)))
        core = [word for word in self.words if word not in LEGAL_FORMS]
        object.__setattr__(self, "core", "".join(core))

    def words_at(self, places: Iterable[int]) -> tuple[tuple[str, float], ...]:
        return tuple((self.words[place], self.weights[place]) for place in places)

    @property
    def core_total(self) -> float:
        weighed = zip(self.words, self.weights, strict=True)
        return sum(weight for word, weight in weighed if word not in LEGAL_FORMS)

    @property
    def cut_word(self) -> str:
        """The last word of a long name, which may be the start of another; else blank."""
        length = sum(map(len, self.words)) + len(self.words) - 1
        last = self.words[-1] if length >= _SHORTEST_CUT else ""
        return last if len(last) >= 2 and last.isalpha() else ""


class WordsAlike(Protocol):
    def of(self, word: str) -> Sequence[tuple[int, float]]:
        """The places of the screened words that are like this one, each with how much."""


class Likeness:
    """Worked out once for each word of the names that one screened name is held against."""

    def __init__(self, screened: WeighedName) -> None:
        self._least = screened.least_alike
        self._words = screened.words
        self._cut = screened.cut_word
        self._found: dict[str, Sequence[tuple[int, float]]] = {}

    def of(self, word: str) -> Sequence[tuple[int, float]]:
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = self._alike(word)
        return found

    def _alike(self, word: str) -> list[tuple[int, float]]:
        found = {
            place: alike
            for place, ours in enumerate(self._words)
            if (alike := word_similarity(ours, word)) >= self._least
        }
        if self._cut and word != self._cut and word.startswith(self._cut):
            last = len(self._words) - 1
            found[last] = max(CUT_SHORT, found.get(last, 0.0))
        return list(found.items())
