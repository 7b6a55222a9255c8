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
    (r"public limited (?:company|co)", "plc"),
    (r"(?:private limited|sendirian)(?= |$)", "pvt ltd"),
    (r"proprietary limited", "pty ltd"),
    (r"aktien?gesel\w+", "ag"),
    (r"kommanditgesellschaft", "kg"),
    (r"societate\w* cu raspundere limitata", "srl"),
    (r"societa a responsabilita limitata", "srl"),
    (r"societa per azioni", "spa"),
    (r"societe a responsabilite limitee", "sarl"),
    (r"besloten vennootschap", "bv"),
    (r"naamloze vennootschap", "nv"),
    (r"commanditaire vennootschap", "cv"),
    (r"perseroan terbatas", "pt"),
    (r"korlatolt felelossegu tarsasag", "kft"),
    (r"reszvenytarsasag", "rt"),
    (r"spolka z ograniczona odpowiedzialnoscia", "sp zoo"),
    (r"sp z o ?o", "sp zoo"),
    (r"spolka akcyjna", "sa"),
    (r"drustvo s ogranicenom odgovornoscu", "doo"),
    (r"drustvo sa ogranicenom odgovornoscu", "doo"),
    (r"kabushiki (?:kaisha|gaisha)", "kk"),
    (r"aktiebolag\w*", "ab"),
    (r"aktieselskab\w*", "as"),
    (r"osakeyhtio", "oy"),
    (r"incorporated", "inc"),
    (r"corporation", "corp"),
)
_SPELLED_OUT = re.compile("|".join(rf"\b({phrase})\b" for phrase, _ in _PHRASES))
# The first words of all of them.
_FIRST = re.compile(
    rf"{_OBSHCHESTVO}|(?:otkryt|zakryt|publi|akts)\w+|limited|open|closed|joint|sociedade?|societe"
    r"|de|gesellschaft|anonim|private|sendirian|proprietary|aktien?gesel\w+|kommanditgesellschaft"
    r"|societate\w*|societa|besloten|naamloze|commanditaire|perseroan|korlatolt|reszvenytarsasag"
    r"|spolka|sp|drustvo|kabushiki|aktiebolag\w*|aktieselskab\w*|osakeyhtio|incorporated"
    r"|corporation"
)
_SHORT = tuple(short for _, short in _PHRASES)


def shortened(name: tuple[str, ...]) -> tuple[str, ...]:
    """('limited', 'liability', 'company', 'grimspire') -> ('llc', 'grimspire')."""
    if not any(map(may_be_shortened, name)):
        return name
    return _shortened(name)


@lru_cache(maxsize=20_000)
def _shortened(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_SPELLED_OUT.sub(_short_form, " ".join(name)).split())


@lru_cache(maxsize=100_000)
def may_be_shortened(word: str) -> bool:
    """Is it the first word of any legal form that is spelled out?"""
    return _FIRST.fullmatch(word) is not None


def _short_form(found: re.Match[str]) -> str:
    return _SHORT[(found.lastindex or 1) - 1]
