"""How are the records of a kind read without reading all of the thousands that there may be?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, Self

from django.db.models import QuerySet

from proposals.models import ContentRecord
from proposals.snapshot import record_of_row


class Records(Protocol):
    """Records of one kind in their order, to be counted and sliced."""

    def count(self) -> int: ...

    def __getitem__(self, screen: slice) -> Sequence[Any]: ...

    def of(self, contributor: int) -> Self:
        """Those of one member."""

    def but(self, contributor: int) -> Self:
        """Those of the others."""


@dataclass(frozen=True)
class Saved:
    """Records of a draft: those of a screen are read from the database, and no others."""

    rows: QuerySet[ContentRecord]
    ordered = True

    def count(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        return self.rows.count()

    def __getitem__(self, screen: slice) -> list[Any]:
        return [record_of_row(row) for row in self.rows[screen]]

    def of(self, contributor: int) -> "Saved":
        return Saved(self.rows.filter(contributor=contributor))

    def but(self, contributor: int) -> "Saved":
        return Saved(self.rows.exclude(contributor=contributor))


@dataclass(frozen=True)
class Frozen:
    """Records of what was submitted, which is read as a whole."""

    found: tuple[Any, ...]
    ordered = True

    def count(self) -> int:
        return len(self.found)

    def __getitem__(self, screen: slice) -> Sequence[Any]:
        return self.found[screen]

    def of(self, contributor: int) -> "Frozen":
        return Frozen(tuple(one for one in self.found if one.contributor == contributor))

    def but(self, contributor: int) -> "Frozen":
        return Frozen(tuple(one for one in self.found if one.contributor != contributor))
