"""How does a word sound, whoever wrote it down in Latin letters?"""

import re
from functools import lru_cache

VOWELS = frozenset("aeiou")
# Words in Arabic or Hebrew letters come without vowels; `names.words` marks them with this sign.
VOWELLESS = "~"

# One letter a sound: S as in ship, C as in chip, J as in measure or jam. Order matters. Where it
# is no more than some letters they are put in place of each other without a pattern: twice as fast.
_SPELLINGS = tuple(
    ("", re.compile(pattern), sound) if re.search(r"\W", pattern) else (pattern, None, sound)
    for pattern, sound in (
        ("shch|sch|sh|sz", "S"),
        ("tsch|tch|tsh|tj|cz|ch", "C"),
        ("dzh|dsch|dj|zh", "J"),
        # The j of Sergej, Andrejs and Menjajlo is an i; that of Jamal and Hijazi is not.
        ("(?<=[^aeiou])j|j(?![aeiou])", "i"),
        ("kh", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("dh", "d"),
        ("ck", "k"),
        ("ts|tz", "c"),
        ("qu", "k"),
        ("x", "ks"),
        ("q", "k"),
        ("w", "v"),
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("j", "J"),
        ("off$", "ov"),
        ("iyev|yev|iev", "ev"),
        ("ou|oo", "u"),
        ("eye|aye", "e"),
        ("iy|ii|yi|ij|ee|ie|ei|ey|y", "i"),
        ("ai|ay|ae", "e"),
        ("oe", "o"),
        ("au|aw|ow", "o"),
    )
)
_DOUBLED = re.compile(r"(.)\1+")
_MERGED = str.maketrans("bdgvzJcmC", "ptkfsSsnS")
_HALF_VOWELS = str.maketrans("", "", "fi")
_ARABIC = (
    "اa أa إa آa ٱa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz غgh فf قq كk کk لl مm نn هh"
    " وw ؤw يy یy ىy ئy پp چch ژzh گg"
)
_HEBREW = "אa בb גg דd הh וw זz חkh טt יy כk ךk לl מm םm נn ןn סs עa פf ףf צts ץts קk רr שsh תt"
_CONSONANTS = {pair[0]: pair[1:] for pair in f"{_ARABIC} {_HEBREW}".split()}
_VOWELLESS_SCRIPT = re.compile("[\u0590-\u06ff\u0750-\u077f]")
_PARTICLES = frozenset(("", "bn", "bnt", "w", "al", "b", "bm"))


@lru_cache(maxsize=200_000)
def neutral(word: str) -> str:
    """Khaled and Haled, Yevgeny and Evgenii, Husayn and Hussein come out close together."""
    if not word.isalpha():
        return word
    for letters, pattern, sound in _SPELLINGS:
        word = pattern.sub(sound, word) if pattern else word.replace(letters, sound)
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The consonants alone, voiced and unvoiced alike; a leading vowel stays as `a`."""
    sounds = neutral(word)
    first = "a" if sounds[0] in VOWELS else sounds[0]
    rest = "".join(sound for sound in sounds[1:] if sound not in VOWELS and sound != "h")
    return _DOUBLED.sub(r"\1", (first + rest).translate(_MERGED))


@lru_cache(maxsize=200_000)
def consonant_keys(word: str) -> tuple[str, str]:
    """The skeleton, and the skeleton less whatever a vowelless script may write or leave out."""
    plain = word.lstrip(VOWELLESS)
    whole = skeleton(plain) if plain.isalpha() else plain
    bare = whole[1:] if whole[:1] in ("a", "i", "f") and len(whole) > 2 else whole
    return whole, bare.translate(_HALF_VOWELS) or bare


@lru_cache(maxsize=200_000)
def lacks_vowels(word: str) -> bool:
    """Was this word written with its vowels dropped ("Vldmr")?"""
    return len(word) >= 4 and word.isalpha() and not set(word[1:-1]) & set("aeiouy")


@lru_cache(maxsize=200_000)
def bones(word: str) -> str:
    """The first letter and every later consonant, as written."""
    return word[0] + "".join(letter for letter in word[1:] if letter not in VOWELS)


@lru_cache(maxsize=200_000)
def lost_its_vowels(word: str) -> bool:
    """Were the vowels inside taken out ("Vldmr", "Srgy", "Rza", but not "Ali" or "Otto")?"""
    if len(word) < 3 or set(word[1:-1]) & VOWELS:
        return False
    return word[-1] not in VOWELS or not set(word[:2]) & VOWELS


def is_vowelless_script(text: str) -> bool:
    return _VOWELLESS_SCRIPT.search(text) is not None


def consonants(word: str) -> str:
    """The marked Latin consonants of an Arabic or Hebrew word; blank for a mere particle."""
    letters = "".join(_CONSONANTS.get(letter, "") for letter in word)
    if word[:1] == "\u0639":
        letters = "a" + letters
    if letters in _PARTICLES:
        return ""
    if letters.startswith("al") and len(letters) > 4:
        letters = letters[2:]
    return VOWELLESS + letters
