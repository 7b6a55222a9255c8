"""Which words does a written name consist of, whatever the spelling tricks?"""

import re
import sys
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii

from reviews.screening.sounds import VOWELLESS, consonants, is_vowelless_script, lost_its_vowels
from reviews.screening.vocabulary import ABBREVIATIONS, LEGAL_FORMS, TITLES

# The longest published name has 381 letters and 56 words. What lies beyond is not read, so that
# no input can make a query slow; list and query are cut alike, so equal names stay equal.
LONGEST_NAME = 400
MOST_WORDS = 60

# Cyrillic, Greek and Armenian letters that look like Latin ones.
_LOOK_ALIKES = str.maketrans(
    "асеорхуіѕјһԁոАВЕКМНОРСТХІЅЈαονρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aceopxyisjhdnABEKMHOPCTXISJaovpABEZHIKMNOPTYX",
)
_LATIN = re.compile(r"[A-Za-z]")
_LOOK_ALIKE_SCRIPT = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u0531-\u058f]")
_APOSTROPHES = re.compile(r"['`\u2018\u2019\u02bc\u02bb\u00b4\u02b9\u02ba\u02be\u02bf]")
# "U.S.", "S. Lavrov" and "A-B-C".
_INITIAL_DOTS = re.compile(
    r"(?<=\b\w)\.(?=\w\b|\w\.)|(?<=\b\w)\.(?=\s|$|,)|(?<=\b[^\W\d])-(?=[^\W\d]\b)"
)
_NOT_WORD = re.compile(r"[\W_]+")
_SYLLABLE_ENDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DIGITS_READ_AS_LETTERS = str.maketrans("01582", "olsbz")
_DIGIT = re.compile(r"\d")
_ORDINARY_CODE = re.compile(r"[a-z]+\d+|\d+[a-z]{1,2}")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text without case, accents, punctuation and tricks: equal folds are equal names."""
    return " ".join(latin(_readable(text)).split()[:MOST_WORDS])


def equal_keys(text: str) -> tuple[str, ...]:
    """The folded name, and for "LAST, First" the folded "First LAST"."""
    if "," not in text:
        key = fold(text)
        return (key,) if key else ()
    before, comma, after = text.partition(",")
    keys = (fold(text), fold(f"{after} {before}") if comma and "," not in after else "")
    return tuple(dict.fromkeys(key for key in keys if key))


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The folded words, abbreviations and numbers in one way, vowelless scripts as consonants."""
    if not is_vowelless_script(text):
        return tuple(map(unified, fold(text).split()))
    found = [word for piece in _readable(text).split() for word in _words_of_piece(piece)]
    return tuple(found[:MOST_WORDS])


def without_titles(name: Sequence[str]) -> tuple[str, ...]:
    """The words without "Dr", "Sheikh" and the like, unless nothing would be left."""
    if TITLES.isdisjoint(name):
        return tuple(name)
    return tuple(word for word in name if word not in TITLES) or tuple(name)


def mark_dropped_vowels(name: Sequence[str]) -> tuple[str, ...]:
    """ "Vldmr Srkn": where most words lack their vowels, all are compared by their consonants."""
    if sum(map(lost_its_vowels, name)) < 2:
        return tuple(name)
    telling = [word for word in name if word.isalpha() and word not in LEGAL_FORMS]
    bare = [word for word in telling if lost_its_vowels(word)]
    if len(bare) < 2 or 2 * len(bare) < len(telling):
        return tuple(name)
    return tuple(VOWELLESS + w if w.isalpha() and w not in LEGAL_FORMS else w for w in name)


def unmask(text: str) -> str:
    """Drop invisible characters and undo letters that only look Latin."""
    if text.isascii() and text.isprintable():
        return text
    plain = "".join(_visible(letter) for letter in unicodedata.normalize("NFKC", text))
    if not _LOOK_ALIKE_SCRIPT.search(plain):
        return plain
    if _LATIN.search(plain):
        return " ".join(_unmasked_word(word) for word in plain.split(" "))
    undone = plain.translate(_LOOK_ALIKES)
    is_all_look_alike = not _LOOK_ALIKE_SCRIPT.search(undone)
    return undone if is_all_look_alike and len(plain) > 3 else plain


def _readable(text: str) -> str:
    return unmask(text[: 4 * LONGEST_NAME])[:LONGEST_NAME]


def latin(text: str) -> str:
    """Lower-case ASCII words parted by single blanks."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return " ".join(text.lower().split())
    ascii_text = text
    if not text.isascii():
        ascii_text = anyascii(text)
        if is_written_in_syllables(text):
            ascii_text = _SYLLABLE_ENDS.sub(" ", ascii_text)
    ascii_text = ascii_text.lower().replace("&", " and ")
    ascii_text = _APOSTROPHES.sub("", ascii_text)
    if "." in ascii_text or "-" in ascii_text:
        ascii_text = _INITIAL_DOTS.sub("", ascii_text)
    return _NOT_WORD.sub(" ", ascii_text).strip()


def read_digits_as_letters(word: str) -> str:
    return word.translate(_DIGITS_READ_AS_LETTERS)


def has_digit(word: str) -> bool:
    return not word.isalpha() and _DIGIT.search(word) is not None


@lru_cache(maxsize=4096)
def _visible(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Zs", "Zl", "Zp", "So") or letter in "\t\n\r":
        return " "
    return "" if category in ("Cf", "Cc", "Cs", "Co", "Cn") else letter


def _unmasked_word(word: str) -> str:
    """In a text that is otherwise Latin, a word is undone if it is mixed or wholly look-alike."""
    if not _LOOK_ALIKE_SCRIPT.search(word):
        return word
    undone = word.translate(_LOOK_ALIKES)
    return undone if _LATIN.search(word) or not _LOOK_ALIKE_SCRIPT.search(undone) else word


def _words_of_piece(piece: str) -> list[str]:
    if not is_vowelless_script(piece):
        return [unified(word) for word in latin(piece).split()]
    marked = consonants(piece)
    return [marked] if marked else []


def is_written_in_syllables(text: str) -> bool:
    return is_han(text) or any("\uac00" <= letter <= "\ud7a3" for letter in text)


def is_han(text: str) -> bool:
    return not text.isascii() and any("\u3400" <= letter <= "\u9fff" for letter in text)


@lru_cache(maxsize=100_000)
def unified(word: str) -> str:
    word = ABBREVIATIONS.get(word, word)
    if not has_digit(word):
        return sys.intern(word)
    letters = sum(letter.isalpha() for letter in word)
    digits = sum(letter.isdigit() for letter in word)
    if letters >= 2 and digits <= 2 and not _ORDINARY_CODE.fullmatch(word):
        word = read_digits_as_letters(word)
    return word.lstrip("0") or "0"
