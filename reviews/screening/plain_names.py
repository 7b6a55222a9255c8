"""Which words and keys has a plainly written name, told from what is known of each of its words?

Most names are a few words of Latin letters, and most of their words come again and again. So a word
is read once. What is said here of a name is what `comparison` and `near_equal` say of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from reviews.screening.comparison import WrittenName, is_one_name
from reviews.screening.legal_forms import may_be_shortened
from reviews.screening.likeness import WeighedName
from reviews.screening.names import LONGEST_NAME, fold, unified
from reviews.screening.near_equal import parts_of_keys, whole_keys
from reviews.screening.sounds import lost_its_vowels
from reviews.screening.vocabulary import LEGAL_FORMS, TITLES
from reviews.screening.weights import WordWeights

_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class PlainName:
    """`letters` has every near key and core key, and may have shorter ones."""

    folded: str
    letters: set[str]
    written: WrittenName


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    weight: float
    lacks_vowels: bool
    keys: tuple[str, str, str, str]


class PlainNames:
    """Reads names, with the weights of one list."""

    def __init__(self, weights: WordWeights) -> None:
        self._weights = weights
        self._word: Callable[[str], _Word | None] = lru_cache(maxsize=_REMEMBERED)(self._read)

    def read(self, text: str) -> PlainName | None:
        """None for a name that is not so simple."""
        text = " ".join(text.split())
        if len(text) > LONGEST_NAME or "," in text or not is_one_name(text):
            return None
        folded = fold(text)
        known = [word for word in map(self._word, folded.split()) if word]
        if not known or len(known) <= folded.count(" ") or len(folded) > LONGEST_NAME:
            return None
        if sum(word.lacks_vowels for word in known) > 1:
            return None
        name = WeighedName(
            tuple([word.form for word in known]), tuple([word.weight for word in known])
        )
        return PlainName(folded, whole_keys([word.keys for word in known]), WrittenName(name, None))

    def _read(self, word: str) -> _Word | None:
        """None for a word that is read in another way beside some other word."""
        form = unified(word)
        if not (word.isalpha() and form.isalpha()) or form in TITLES:
            return None
        if may_be_shortened(word) or may_be_shortened(form):
            return None
        lacks_vowels = form not in LEGAL_FORMS and lost_its_vowels(form)
        return _Word(form, self._weights.of(form), lacks_vowels, parts_of_keys(word))
