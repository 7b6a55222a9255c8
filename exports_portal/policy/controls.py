"""Which security controls does the program ask about, why, and of which packages?

The catalog is a dated recommendation of the program: no published text says which measures a
proposal must name (domain.md 4.9 and 5). Each requirement says what it draws on, and how well that
text is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

NOT_PUBLISHED = "program default, not published text"
LEVELS = ("", "SL1", "SL2", "SL3", "SL4", "SL5")


class Situation(StrEnum):
    """What a package is like, as far as a requirement asks. `situations_of` finds them."""

    ALWAYS = "ALWAYS"
    CLOSED_WEIGHTS = "CLOSED_WEIGHTS"
    CLOSED_FRONTIER = "CLOSED_FRONTIER"
    ABROAD = "ABROAD"
    REMOTE = "REMOTE"
    CHIPS = "CHIPS"
    BULK_DATA = "BULK_DATA"


class Uncovered(StrEnum):
    """What rule R31 says of a mandatory requirement without a supported claim."""

    WARN = "WARN"
    BLOCK = "BLOCK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing that should be in place. `level`: from which level of custody on (RAND, 2024).

    `draws_on` is a citation and `standing` how well its text is known; the wording of the
    requirement is the program's own. `evidence`: what can prove it, in words.
    """

    code: str
    text: str
    why: str
    draws_on: str
    standing: str
    situation: Situation
    situation_label: str
    level: str
    mandatory: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlArea:
    """A security domain with its requirements."""

    code: str
    title: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlCatalog:
    uncovered: Uncovered
    areas: tuple[ControlArea, ...]

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        return tuple(found for area in self.areas for found in area.requirements)


def parse_controls(payload: Mapping[str, Any]) -> ControlCatalog:
    """The catalog. ValueError, KeyError or TypeError for what is not whole."""
    if set(payload["situations"]) != set(Situation):
        raise ValueError("every situation that the portal can find needs its words, and no other")
    catalog = ControlCatalog(
        uncovered=Uncovered(payload["uncovered"]),
        areas=tuple(_area(row, payload) for row in payload["domains"]),
    )
    codes = [area.code for area in catalog.areas]
    if not codes or len(set(codes)) != len(codes):
        raise ValueError("domains must be unique, and there must be at least one")
    return catalog


def _area(row: Mapping[str, Any], payload: Mapping[str, Any]) -> ControlArea:
    code = row["code"]
    rows = row["requirements"]
    numbered = [f"{code}.{number}" for number in range(1, len(rows) + 1)]
    if not rows or [found["code"] for found in rows] != numbered:
        raise ValueError(f"{code}: the requirements are numbered from {code}.1 on")
    requirements = tuple(_requirement(found, payload) for found in rows)
    return ControlArea(code=code, title=row["title"], requirements=requirements)


def _requirement(row: Mapping[str, Any], payload: Mapping[str, Any]) -> Requirement:
    source = payload["sources"][row["source"]]
    if row["level"] not in LEVELS or not row["evidence"] or type(row["mandatory"]) is not bool:
        raise ValueError(f"{row['code']}: a level, evidence, or whether it is mandatory is wrong")
    return Requirement(
        code=row["code"],
        text=row["text"],
        why=row["why"],
        draws_on=": ".join(part for part in (source["citation"], row["detail"]) if part),
        standing=payload["tags"][source["tag"]],
        situation=Situation(row["situation"]),
        situation_label=payload["situations"][row["situation"]],
        level=row["level"],
        mandatory=row["mandatory"],
        evidence=tuple(payload["evidence"][code] for code in row["evidence"]),
    )
