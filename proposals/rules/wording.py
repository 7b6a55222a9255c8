"""How does a rule write lists, money and shares?"""

from collections.abc import Sequence
from decimal import Decimal

MOST_NAMED = 8


def listed(items: Sequence[object]) -> str:
    """ "A", "A and B", "A, B and C"."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def rows(numbers: Sequence[int]) -> str:
    """ "row 2", "rows 2 and 5"."""
    return f"row{'s' if len(numbers) > 1 else ''} {listed(numbers)}"


def dollars(amount: Decimal) -> str:
    return f"${amount:,.2f}"


def number(value: Decimal) -> str:
    """As short as it can be without losing a digit: 60.00 is 60, 33.30 is 33.3."""
    return format(value.normalize(), "f")


def some(names: Sequence[str]) -> str:
    """The first few of many names: "A, B and 3 more"."""
    first, rest = list(names[:MOST_NAMED]), len(names) - MOST_NAMED
    return listed([*first, f"{rest} more"] if rest > 0 else first)
