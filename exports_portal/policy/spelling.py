"""How is the name of a place written, so that two spellings of it are compared?

The same as the screening folds names (`reviews.screening.names.fold`): without case, accents,
apostrophes, invisible characters and letters that only look Latin, in Latin letters. (Han and
Hangul, which the screening parts into syllables, name no such place.) It stands here
a second time because the screening runs without this package, and a rule does not reach up to the
reviews; tests/policy/test_spelling.py holds the two together.
"""

import re
import unicodedata

from anyascii import anyascii

LONGEST = 400
_LOOK_ALIKES = str.maketrans(
    "асеорхуіѕјһԁոАВЕКМНОРСТХІЅЈαονρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aceopxyisjhdnABEKMHOPCTXISJaovpABEZHIKMNOPTYX",
)
_LATIN = re.compile(r"[A-Za-z]")
_LOOK_ALIKE_SCRIPT = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u0531-\u058f]")
_APOSTROPHES = re.compile(r"['`\u2018\u2019\u02bc\u02bb\u00b4\u02b9\u02ba\u02be\u02bf]")
_INITIAL_DOTS = re.compile(
    r"(?<=\b\w)\.(?=\w\b|\w\.)|(?<=\b\w)\.(?=\s|$|,)|(?<=\b[^\W\d])-(?=[^\W\d]\b)"
)
_NOT_WORD = re.compile(r"[\W_]+")


def spelled(text: str) -> str:
    """Lower-case ASCII words parted by single blanks; "Донецьк" and "Donets'k" are "donetsk"."""
    ascii_text = anyascii(_unmasked(text[: 4 * LONGEST])[:LONGEST]).lower().replace("&", " and ")
    return _NOT_WORD.sub(" ", _INITIAL_DOTS.sub("", _APOSTROPHES.sub("", ascii_text))).strip()


def _unmasked(text: str) -> str:
    plain = "".join(_visible(letter) for letter in unicodedata.normalize("NFKC", text))
    if _LATIN.search(plain):
        return " ".join(_unmasked_word(word) for word in plain.split(" "))
    undone = plain.translate(_LOOK_ALIKES)
    is_all_look_alike = not _LOOK_ALIKE_SCRIPT.search(undone)
    return undone if is_all_look_alike and len(plain) > 3 else plain


def _visible(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Zs", "Zl", "Zp", "So") or letter in "\t\n\r":
        return " "
    return "" if category in ("Cf", "Cc", "Cs", "Co", "Cn") else letter


def _unmasked_word(word: str) -> str:
    if not _LOOK_ALIKE_SCRIPT.search(word):
        return word
    undone = word.translate(_LOOK_ALIKES)
    return undone if _LATIN.search(word) or not _LOOK_ALIKE_SCRIPT.search(undone) else word
