"""How is the value of the hardware drawn, category by category?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from proposals.rules.content_by_category import CategoryContent

WIDTH = 160  # pixels of the most valuable category


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A category with the length of its value, and of the U.S. part of it, in pixels."""

    content: CategoryContent
    length: int
    us_length: int
    width: int = WIDTH

    @property
    def value(self) -> str:
        return f"${self.content.value:,.2f}"

    @property
    def us_value(self) -> str:
        return f"${self.content.us_value:,.2f}"


def bars(found: Sequence[CategoryContent]) -> list[Bar]:
    """Nothing is drawn where no row has a value."""
    largest = max((one.value for one in found), default=Decimal(0))
    if not largest:
        return []
    return [
        Bar(
            content=one,
            length=int(one.value * WIDTH / largest),
            us_length=int(one.us_value * WIDTH / largest),
        )
        for one in found
    ]
