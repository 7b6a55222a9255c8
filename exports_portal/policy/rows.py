"""Which rows of reference data are refused, whatever kind they are of? ValueError names them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from exports_portal.policy.countries import is_country


class Coded(Protocol):
    """A row that has a code, by which it is told from the others."""

    @property
    def code(self) -> str: ...


def country_codes(codes: Iterable[str], row: str = "") -> tuple[str, ...]:
    """The codes as given; an unknown one and one that comes twice are refused."""
    given = tuple(codes)
    where = f"{row}: " if row else ""
    if unknown := [code for code in given if not is_country(code)]:
        raise ValueError(f"{where}not ISO 3166-1 alpha-2 codes: {', '.join(unknown)}")
    if twice := repeated(given):
        raise ValueError(f"{where}a country is named twice: {', '.join(twice)}")
    return given


def group_codes(groups: Iterable[str], row: str) -> tuple[str, ...]:
    """Country groups of the EAR, as "D:5"; one that is none or comes twice is refused."""
    given = tuple(groups)
    if odd := [group for group in given if not re.fullmatch(r"[A-E]:\d", group)]:
        raise ValueError(f"{row}: no country groups: {', '.join(odd)}")
    if twice := repeated(given):
        raise ValueError(f"{row}: a country group is named twice: {', '.join(twice)}")
    return given


def repeated(given: Iterable[str]) -> list[str]:
    """What comes more than once, in order."""
    rows = list(given)
    return sorted({row for row in rows if rows.count(row) > 1})


def coded[Row: Coded](row_type: type[Row], payload: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    """The rows, of which there is at least one, each with a code of its own."""
    rows = tuple(row_type(**row) for row in payload)
    if len({row.code for row in rows}) != len(rows) or not rows:
        raise ValueError("codes must be unique, and there must be at least one")
    return rows
