"""Which lists are expected in the screening file, and how different may the next copy be?"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

PERCENTAGES = (
    "largest_loss_percent",
    "largest_change_percent",
    "largest_growth_percent",
    "largest_slow_loss_percent",
    "least_whole_percent",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSource:
    """One list within the published file. `source` is its name exactly as the file writes it.

    `rows` and `aliases`: how many it had on the source date of the snapshot. `canaries`: names
    that have long stood on it and must still be found.
    """

    source: str
    code: str
    label: str
    agency: str
    url: str
    rows: int
    aliases: int
    canaries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSources:
    """The lists that are expected, and from when on the next copy of one is odd.

    Shares of one list, in percent: what may be lost, what may change, what may come at once; what
    may be lost within `slow_loss_days` days; what a first copy must have. A file with fewer than
    `fewest_rows_of_whole` rows is no copy of the published list.
    """

    largest_loss_percent: Decimal
    largest_change_percent: Decimal
    largest_growth_percent: Decimal
    largest_slow_loss_percent: Decimal
    slow_loss_days: int
    least_whole_percent: Decimal
    fewest_rows_of_whole: int
    lists: tuple[ListSource, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(row.source for row in self.lists)


def parse_list_sources(payload: dict[str, Any]) -> ListSources:
    shares = {name: Decimal(payload[name]) for name in PERCENTAGES}
    if wrong := [name for name, share in shares.items() if not 0 <= share < 100]:
        raise ValueError(f"{', '.join(wrong)} must lie between 0 and 100")
    rows = [ListSource(**row | {"canaries": tuple(row["canaries"])}) for row in payload["lists"]]
    if not rows or len({row.code for row in rows}) != len(rows):
        raise ValueError("codes must be unique, and there must be at least one")
    if len({row.source for row in rows}) != len(rows):
        raise ValueError("a list is named twice")
    return ListSources(
        **shares,
        slow_loss_days=int(payload["slow_loss_days"]),
        fewest_rows_of_whole=int(payload["fewest_rows_of_whole"]),
        lists=tuple(rows),
    )
