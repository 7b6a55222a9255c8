"""Does a text say a value?"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

_NUMBER = re.compile(r"(?<![\w.,])\d(?:[\d.,]*\d)?(?!\w)")
SHORTEST = 3  # letters; a shorter text stands in others by accident (program default)


def repeats(text: str, value: Any) -> bool:
    """Does the whole value stand in the text, as words or as a number of their own?

    Choices and answers with yes or no are said by their labels, which are words of every text.
    """
    if isinstance(value, tuple):
        return any(repeats(text, one) for one in value)
    if isinstance(value, (Enum, bool)) or value is None:
        return False
    if isinstance(value, (int, Decimal)):
        return Decimal(value) in _numbers(text)
    said = _plain(value.isoformat() if isinstance(value, date) else str(value))
    found = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", _plain(text))
    return len(said) >= SHORTEST and bool(found)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _numbers(text: str) -> set[Decimal]:
    found = set()
    for number in _NUMBER.findall(text):
        try:
            found.add(Decimal(number.replace(",", "")))
        except InvalidOperation:
            continue
    return found
