"""Which words of a screened name is each listed word like?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reviews.screening.similarity import LEAST_ALIKE, word_similarity

# Forms and columns cut names at a fixed length (20 or 35 letters), mostly inside a word.
_SHORTEST_CUT = 18
_CUT_SHORT = 0.88


@dataclass(frozen=True, slots=True)
class WeighedName:
    """Words with what each says about who is meant; `least_alike` is how near another must come."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    least_alike: float = LEAST_ALIKE
    total: float = field(init=False)
    joined: str = field(init=False)
    in_order: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", sum(self.weights) or 1e-9)
        object.__setattr__(self, "joined", "".join(self.words))
        object.__setattr__(self, "in_order", " ".join(sorted(self.words)))

    def words_at(self, places: Iterable[int]) -> tuple[tuple[str, float], ...]:
        return tuple((self.words[place], self.weights[place]) for place in places)

    @property
    def cut_word(self) -> str:
        """The last word of a long name, which may be the start of another; else blank."""
        length = sum(map(len, self.words)) + len(self.words) - 1
        last = self.words[-1] if length >= _SHORTEST_CUT else ""
        return last if len(last) >= 2 and last.isalpha() else ""


class Likeness:
    """Worked out once for all the words of the names that one screened name is held against."""

    def __init__(self, screened: WeighedName, listed_words: Iterable[str]) -> None:
        self._least = screened.least_alike
        self._words = tuple(enumerate(screened.words))
        self._cut = screened.cut_word
        found = ((word, self._alike(word)) for word in dict.fromkeys(listed_words))
        self._found = {word: alike for word, alike in found if alike}

    def of(self, word: str) -> Sequence[tuple[int, float]]:
        """The places of the screened words that are like this one, each with how much."""
        return self._found.get(word, ())

    def _alike(self, word: str) -> list[tuple[int, float]]:
        found = {i: word_similarity(ours, word) for i, ours in self._words}
        if self._cut and word != self._cut and word.startswith(self._cut):
            last = len(self._words) - 1
            found[last] = max(_CUT_SHORT, found[last])
        return [(i, alike) for i, alike in found.items() if alike >= self._least]
