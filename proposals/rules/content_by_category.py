"""What is the hardware worth by category, and how much of that is of U.S. origin?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from proposals.content import Category, Component

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryContent:
    """U.S. dollars. `value`: of rows whose value is known; `us_value`: of those whose U.S. share
    is known as well. `unknown`: rows that lack one of the two.
    """

    category: Category
    rows: int
    value: Decimal
    us_value: Decimal
    unknown: int


def by_category(components: Sequence[Component]) -> list[CategoryContent]:
    """The categories that have rows, the most valuable first."""
    found = [_of(category, components) for category in Category]
    return sorted((one for one in found if one.rows), key=lambda one: one.value, reverse=True)


def _of(category: Category, components: Sequence[Component]) -> CategoryContent:
    rows = [row for row in components if row.category is category]
    known = [row for row in rows if row.value is not None and row.us_origin_percent is not None]
    return CategoryContent(
        category=category,
        rows=len(rows),
        value=sum((row.value for row in rows if row.value is not None), ZERO),
        us_value=sum((_us_value(row) for row in known), ZERO),
        unknown=len(rows) - len(known),
    )


def _us_value(row: Component) -> Decimal:
    return (row.value or ZERO) * (row.us_origin_percent or ZERO) / HUNDRED
