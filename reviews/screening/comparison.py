"""How alike are two names, in whichever writing of their legal forms suits best?"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from reviews.screening.alignment import Alignment
from reviews.screening.cells import may_be_several, names_in
from reviews.screening.han import names_a_company, readings
from reviews.screening.legal_forms import shortened
from reviews.screening.likeness import Likeness, WeighedName, WordsAlike
from reviews.screening.names import (
    LONGEST_NAME,
    is_han,
    mark_dropped_vowels,
    without_titles,
    words,
)
from reviews.screening.similarity import LEAST_ALIKE
from reviews.screening.weights import WordWeights

# Chinese characters are put into Latin letters here, always in the same way, so a syllable that
# comes out differently is another syllable.
SYLLABLES_ALIKE = 0.86
# "X a.k.a. Y" may be typed into one field.
MOST_NAMES_IN_ONE = 20
_SEVERAL = re.compile(r"\s[/|]\s|\s+c/o\s+", re.IGNORECASE)
# "HuaweiTechnologies", but not "McDonald".
_RUN_ON = re.compile(r"(?<=[a-z]{4})(?=[A-Z][a-z]{3})")
_SPLIT = re.compile(rf"(?i:{_SEVERAL.pattern})|{_RUN_ON.pattern}")
# Before it stand the Latin letters, with and without accents.
_AFTER_LATIN = "\u0250"
_LONGEST_TEXT = 4 * LONGEST_NAME


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name as it is written and, where that differs, with its legal form put short."""

    spelled: WeighedName
    short: WeighedName | None

    @property
    def shortest(self) -> WeighedName:
        return self.short or self.spelled

    @property
    def writings(self) -> tuple[WeighedName, ...]:
        return (self.spelled, self.short) if self.short else (self.spelled,)


def written(
    name: tuple[str, ...], weights: WordWeights, least_alike: float = LEAST_ALIKE
) -> WrittenName:
    short = shortened(name)
    return WrittenName(
        WeighedName(name, weights.of_name(name), least_alike),
        None if short == name else WeighedName(short, weights.of_name(short), least_alike),
    )


def screened_names(text: str, weights: WordWeights) -> list[WrittenName]:
    """The names in a text that somebody typed, ready to be compared; none for mere punctuation."""
    text = " ".join(text[:_LONGEST_TEXT].split())
    found = []
    for part in typed_names(text):
        if is_han(part) and names_a_company(part):
            continue  # its readings follow
        least = SYLLABLES_ALIKE if is_han(text) else LEAST_ALIKE
        if name := mark_dropped_vowels(without_titles(words(part))):
            found.append(written(name, weights, least))
    return found


@lru_cache(maxsize=1024)
def typed_names(text: str) -> tuple[str, ...]:
    """The text itself, then every name in it, where somebody put several into one field."""
    text = " ".join(text[:_LONGEST_TEXT].split())
    if is_one_name(text):
        return (text,)
    parts = _SEVERAL.split(text)
    fields = [text, *(parts if len(parts) > 1 else ()), _RUN_ON.sub(" ", text)]
    found = dict.fromkeys(name for field in dict.fromkeys(fields) for name in names_in(field))
    found |= dict.fromkeys(reading for name in found for reading in readings(name))
    return tuple(found)[:MOST_NAMES_IN_ONE]


def is_one_name(text: str) -> bool:
    """Is this text in Latin letters without doubt one name, read as it stands?"""
    is_latin = text.isascii() or max(text) < _AFTER_LATIN
    return is_latin and not (may_be_several(text) or _SPLIT.search(text))


class Comparer:
    """One screened name held against many listed ones."""

    def __init__(
        self, screened: WrittenName, likeness: Callable[[WeighedName], WordsAlike] = Likeness
    ) -> None:
        self._screened = screened
        self._spelled = likeness(screened.spelled)
        self._short = likeness(screened.short) if screened.short else self._spelled

    def align(self, listed: WrittenName) -> Alignment:
        """The better of the two writings."""
        best = Alignment(self._screened.spelled, listed.spelled, self._spelled)
        if self._screened.short is not None or listed.short is not None:
            other = Alignment(self._screened.shortest, listed.shortest, self._short)
            best = max(best, other, key=lambda alignment: alignment.score)
        return best
