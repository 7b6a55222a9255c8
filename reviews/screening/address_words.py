"""Which words does a street address consist of, whoever wrote it?

Floors, units and the names of districts take one form: "16th Floor, Unit D ... Wanchai, HK", "Unit
D, 16/F ... Wan Chai, Hong Kong" and the Chinese spelling are one address.
"""

import re
from functools import lru_cache

from reviews.screening.han import address_in_english
from reviews.screening.names import fold, unified
from reviews.screening.vocabulary import ADDRESS_WORDS, DISTRICTS

# What starts with it is a flat, room or shop.
UNIT = "#"
FLOOR = "fl"
_FORMS = (
    (re.compile(r"\b(\d{1,3}) ?(?:st|nd|rd|th)? ?(?:f|fl|flr|floor)\b"), rf" {FLOOR}\1 "),
    (re.compile(r"\b(?:floor|level|lvl|fl) (\d{1,3})\b"), rf" {FLOOR}\1 "),
    (
        re.compile(
            r"\b(?:unit|flat|room|rm|suite|ste|apt|apartment|office|shop)s? (?:no )?"
            r"([a-z]?\d{1,4}[a-z]?|[a-z])\b"
        ),
        rf" {UNIT}\1 ",
    ),
    (re.compile(r"\b(?:h k|hk|hongkong)\b"), " hong kong "),
    (re.compile(r"\b(?:n t|nt)\b(?= hong kong|$)"), " new territories "),
    (re.compile(r"\bkln\b"), " kowloon "),
    (re.compile(r"\bnos? (?=\d)"), " "),
)
_DISTRICT = re.compile(rf"\b(?:{'|'.join(DISTRICTS)})\b")
# What none of these forms and districts can do without: one word that fits here.
_NEEDED = re.compile(
    r"(?:\d{1,3})?(?:st|nd|rd|th)?(?:f|fl|flr|floor)|level|lvl"
    r"|(?:unit|flat|room|rm|suite|ste|apt|apartment|office|shop)s?"
    rf"|h|hk|hongkong|n|nt|kln|nos?|{'|'.join(name.split()[0] for name in DISTRICTS)}"
)


def place_words(text: str) -> tuple[str, ...]:
    """Each word of an address once, "Ave" and "Avenue" alike."""
    plain = fold(address_in_english(text))
    words = plain.split()
    if any(map(_may_be_formed, words)):
        words = _formed(plain).split()
    return tuple(dict.fromkeys(map(_in_one_way, words)))


def _formed(plain: str) -> str:
    for pattern, form in _FORMS:
        plain = pattern.sub(form, plain)
    return _DISTRICT.sub(lambda name: name.group().replace(" ", ""), plain)


@lru_cache(maxsize=100_000)
def _may_be_formed(word: str) -> bool:
    return _NEEDED.fullmatch(word) is not None


@lru_cache(maxsize=100_000)
def _in_one_way(word: str) -> str:
    marked = word if word[0] == UNIT else unified(word)
    return ADDRESS_WORDS.get(marked, marked)
