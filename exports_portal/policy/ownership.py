"""When do the owners of a body put it under a list? The dated rows of the 50 percent rules."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

STANDINGS = ("IN_FORCE", "SUSPENDED", "BY_DEFAULT")
EFFECTS = ("BLOCK", "RED_FLAG")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnershipReach:
    """A list whose parties count as listed owners; `programs` empty means all of the list."""

    list_code: str
    name: str
    programs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnershipRule:
    """One row of a rule: what it says from `begins` to the day before `ends`, and who says so.

    `standing` BY_DEFAULT is the program's own reading where no source was found; `reaches` names
    the strictest list first.
    """

    code: str
    title: str
    begins: date
    ends: date | None
    standing: str
    effect: str
    threshold: Decimal
    reaches: tuple[OwnershipReach, ...]
    foreign_only: bool
    citation: str
    note: str


def parse_ownership_rules(payload: list[dict[str, Any]]) -> tuple[OwnershipRule, ...]:
    rules = tuple(_rule(row) for row in payload)
    if not rules:
        raise ValueError("there must be at least one row")
    for code in dict.fromkeys(rule.code for rule in rules):
        _require_one_at_a_time([rule for rule in rules if rule.code == code])
    return rules


def _rule(row: dict[str, Any]) -> OwnershipRule:
    rule = OwnershipRule(
        code=row["code"],
        title=row["title"],
        begins=date.fromisoformat(row["from"]),
        ends=date.fromisoformat(row["to"]) if row["to"] else None,
        standing=row["standing"],
        effect=row["effect"],
        threshold=Decimal(row["threshold_percent"]),
        reaches=tuple(
            OwnershipReach(
                list_code=reach["list"], name=reach["name"], programs=tuple(reach["programs"])
            )
            for reach in row["reaches"]
        ),
        foreign_only=row["foreign_only"],
        citation=row["citation"],
        note=row["note"],
    )
    if rule.standing not in STANDINGS or rule.effect not in EFFECTS:
        raise ValueError(f"{rule.code}: unknown standing or effect")
    if not 0 < rule.threshold <= 100 or not rule.reaches or not rule.citation:
        raise ValueError(f"{rule.code}: threshold, lists or citation are missing")
    return rule


def _require_one_at_a_time(rows: list[OwnershipRule]) -> None:
    """On no day two rows of one rule, and every row has at least one day."""
    if any(row.ends is not None and row.ends <= row.begins for row in rows):
        raise ValueError(f"{rows[0].code}: a row ends before it begins")
    for earlier, later in pairwise(sorted(rows, key=lambda row: row.begins)):
        if earlier.ends is None or earlier.ends > later.begins:
            raise ValueError(f"{later.code}: two rows on {later.begins.isoformat()}")
