"""Which passport, tax, ship and registration numbers, and call signs, does somebody have?

They are compared without their label and however spaced: "IMO No. 9116412", "9116412" and a
number in the middle of a name are one number.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reviews.screening.names import fold
from reviews.screening.parties import ListedIdentifier, ListedParty

_SHORTEST = 5
_SHORTEST_CALL_SIGN = 4
# In a name, what has fewer digits is a branch, a year or a model.
_DIGITS_IN_A_NAME = 6
_MANY_DIGITS = re.compile(rf"(?:\D*\d){{{_DIGITS_IN_A_NAME}}}")
_LONGEST_NAME = 400
# What stands beyond is no number.
_LONGEST = 100
_LABEL = re.compile(
    r"^(?:(?:IMO|MMSI|ID|CARD|NO|NR|NUM|NUMBER|PASSPORT|NATIONAL|IDENTITY|IDENTIFICATION|TAX|PAYER|"
    r"TIN|EIN|VAT|INN|KPP|OGRN|OKPO|LEI|SWIFT|BIC|DUNS|USCC|CREDIT|CODE|REGISTRATION|REGISTERED|REG|"
    r"COMPANY|BUSINESS|TRADE|COMMERCIAL|LICENSE|LICENCE|CERTIFICATE|SERIAL|VESSEL|SHIP|CALL|SIGN)"
    r"(?:[^A-Z0-9]+|(?=\d)))+"
)
_CALL_SIGN = "call_sign"


@lru_cache(maxsize=100_000)
def identifier_keys(number: str) -> frozenset[str]:
    """Letters and digits alone, with and without the label; none for a number that is too short."""
    text = number[:_LONGEST].upper()
    keys = {_key(text), _key(_LABEL.sub("", text))}
    return frozenset(key for key in keys if len(key) >= _SHORTEST)


def given_keys(numbers: Iterable[str], names: Iterable[str]) -> frozenset[str]:
    """Of a screened party: the numbers that it gives, and those that stand in its names."""
    keys = {key for number in numbers for key in _given(number) | numbers_in(number)}
    return frozenset(keys.union(*(numbers_in(name) for name in names)))


@lru_cache(maxsize=4096)
def numbers_in(name: str) -> frozenset[str]:
    if not _MANY_DIGITS.match(name[:_LONGEST_NAME]):
        return frozenset()
    words = fold(name).upper().split()
    found = (w for w in words if sum(s.isdigit() for s in w) >= _DIGITS_IN_A_NAME)
    return frozenset(key for word in found for key in identifier_keys(word))


def identifiers_of(entry: ListedParty) -> Iterator[tuple[ListedIdentifier, frozenset[str]]]:
    """The listed identifiers and the call sign, each with its keys."""
    for own in entry.ids:
        yield own, identifier_keys(own.number)
    for column, text in entry.vessel:
        if column == _CALL_SIGN:
            key = _key(text[:_LONGEST].upper())
            keys = identifier_keys(text) | {k for k in [key] if len(k) >= _SHORTEST_CALL_SIGN}
            yield ListedIdentifier("Call sign", text), frozenset(keys)


def listed_keys(entry: ListedParty) -> frozenset[str]:
    return frozenset(key for _, keys in identifiers_of(entry) for key in keys)


def _given(number: str) -> frozenset[str]:
    """A call sign has four letters at least."""
    short = _key(_LABEL.sub("", number[:_LONGEST].upper()))
    return identifier_keys(number) | {key for key in [short] if len(key) == _SHORTEST_CALL_SIGN}


def _key(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())
