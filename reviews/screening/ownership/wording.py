"""How are shares, names and days written in a sentence that an officer signs?"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

_CENTS = Decimal("0.01")


def percent(share: Decimal) -> str:
    """As disclosed, without idle zeros: 30 %, 49.99 %."""
    return f"{share.normalize():f} %"


def exact(total: Decimal) -> str:
    """A sum: two decimals, or more where they tell it from another: 50.00 %, 49.995 %."""
    rounded = total.quantize(_CENTS)
    return f"{rounded if rounded == total else total.normalize():f} %"


def listed(words: Sequence[str]) -> str:
    """a, b and c."""
    return " and ".join([*([", ".join(words[:-1])] if len(words) > 1 else []), *words[-1:]])


def day(moment: date) -> str:
    return f"{moment:%B} {moment.day}, {moment.year}"


def last_day(first_day_after: date) -> str:
    return day(first_day_after - timedelta(days=1))
