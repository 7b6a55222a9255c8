"""Is this an ordinary word, which says little about who is meant, however rare the list makes it?

`ordinary_words.txt` holds, one after the other: everyday English words and the names of places and
people (both out of SCOWL's american-english, free to use, the rare ones left out); the words that
four companies of the list of 2026-07-31 and more use, in whatever language, read one by one and the
names of families ("gazprom", "cetc") taken out; the cities and regions of its addresses; and words
of schools and authorities in other languages. What is in none of them is distinctive, so that the
next family is known without a new table.
"""

from functools import cache
from pathlib import Path

from reviews.screening.vocabulary import LEGAL_FORMS, LINKING_WORDS, PLACES, TITLES

_SHORTEST = 3
_FILE = Path(__file__).with_name("ordinary_words.txt")
_STARTS = "b p m f d t n l g k h j q x zh ch sh r z c s y w".split()
_ENDS = (
    "a ai an ang ao e ei en eng er i ia ian iang iao ie in ing iong iu o ong ou u ua uai uan uang"
    " ue ui un uo".split()
)


def is_ordinary(word: str) -> bool:
    return word in _words()


def is_telling(word: str) -> bool:
    """Letters alone, three or more, and no ordinary word: perhaps the name of one family."""
    return len(word) >= _SHORTEST and word.isalpha() and not is_ordinary(word)


@cache
def english_words() -> frozenset[str]:
    """The everyday ones alone, without names of any kind."""
    lines = _FILE.read_text(encoding="utf-8").split("\n#", 1)[0].splitlines()[1:]
    return frozenset(word for line in lines for word in line.split())


@cache
def _words() -> frozenset[str]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    found = {word for line in lines if not line.startswith("#") for word in line.split()}
    return frozenset(found | _syllables() | LEGAL_FORMS | LINKING_WORDS | PLACES | TITLES)


def _syllables() -> set[str]:
    """One syllable of Chinese in Latin letters is in too many names."""
    return {start + end for start in ("", *_STARTS) for end in _ENDS}
