"""Which short form does a spelled-out legal form stand for?

A form of several words counts as one word, so that "Obshchestvo s Ogranichennoi Otvetstvennostyu X"
and "OOO X" differ as little as they should. The forms themselves stay apart: see `vocabulary`.
"""

import re
from functools import lru_cache

_OBSHCHESTVO = r"ob\w*s\w*ch\w*estv\w*"
_PHRASES = (
    (rf"{_OBSHCHESTVO} s? ?ogran\w+ otv\w+", "ooo"),
    (rf"otkryt\w+ akts\w+ {_OBSHCHESTVO}", "oao"),
    (rf"zakryt\w+ akts\w+ {_OBSHCHESTVO}", "zao"),
    (rf"publi\w+ akts\w+ {_OBSHCHESTVO}", "pao"),
    (rf"akts\w+ {_OBSHCHESTVO}", "ao"),
    (r"limited liability (?:company|co)", "llc"),
    (r"open joint stock (?:company|co)", "ojsc"),
    (r"closed joint stock (?:company|co)", "cjsc"),
    (r"public joint stock (?:company|co)", "pjsc"),
    (r"joint stock (?:company|co)", "jsc"),
    (r"(?:sociedad|sociedade) anonima", "sa"),
    (r"societe anonyme", "sa"),
    (r"sociedad (?:de responsabilidad )?limitada", "srl"),
    (r"de capital variable", "de cv"),
    (r"gesellschaft mit beschrankter haftung", "gmbh"),
    (r"anonim sirketi", "as"),
    (r"limited sirketi", "ltd sti"),
)
_SPELLED_OUT = re.compile("|".join(rf"\b({phrase})\b" for phrase, _ in _PHRASES))
_SHORT = tuple(short for _, short in _PHRASES)


@lru_cache(maxsize=100_000)
def shortened(name: tuple[str, ...]) -> tuple[str, ...]:
    """('limited', 'liability', 'company', 'grimspire') -> ('llc', 'grimspire')."""
    text = " ".join(name)
    return tuple(_SPELLED_OUT.sub(_short_form, text).split())


def _short_form(found: re.Match[str]) -> str:
    return _SHORT[(found.lastindex or 1) - 1]
