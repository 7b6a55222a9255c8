"""What does each kind of reference data consist of, and is a payload well formed?

A parser refuses what it does not understand with ValueError, KeyError or TypeError.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from exports_portal.policy.blocs import parse_blocs
from exports_portal.policy.controls import parse_controls
from exports_portal.policy.country_groups import parse_country_groups
from exports_portal.policy.destinations import parse_destinations
from exports_portal.policy.license_positions import parse_license_positions
from exports_portal.policy.list_sources import parse_list_sources
from exports_portal.policy.models import Kind
from exports_portal.policy.ownership import parse_ownership_rules
from exports_portal.policy.rows import coded, country_codes


@dataclass(frozen=True, slots=True, kw_only=True)
class CountriesOfConcern:
    """Members may not be in, or owned or controlled from, `concern`; `warn` needs a person."""

    concern: frozenset[str]
    warn: frozenset[str]
    concern_label: str
    warn_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportInstrument:
    code: str
    title: str
    agency: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """`statement` is the full text that is signed; every change of it changes `text_version`."""

    code: str
    title: str
    statement: str
    text_version: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningPolicy:
    """Scores between 0 and 1 from which a match is strong, to be reviewed, or only watched.

    `suspend_designated_on_strong_hit`: a designated package in which re-screening finds a strong
    hit is suspended at once, until somebody has looked (domain.md R24 recommends it).
    `freshness_hours`: how long the list in force counts after it was confirmed (R23). A list that
    was published more days ago than `published_warn_days` is warned of; after
    `published_hold_days` nothing is decided on it.
    """

    strong: float
    review: float
    watch: float
    freshness_hours: int
    published_warn_days: int
    published_hold_days: int
    suspend_designated_on_strong_hit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultedAgency:
    code: str
    name: str
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """So many days before a due date somebody is reminded, so many after it, and then every so
    many days while it is open.
    """

    days_before: int
    days_after: int
    then_every_days: int

    def number_on(self, day: date, due_on: date) -> int | None:
        """Which reminder stands on this day: 0 up to the due date, then 1, 2 and so on.

        The last one stands until the next: whoever was not reminded on its day is on a later one.
        """
        late = (day - due_on).days
        if late < -self.days_before:
            return None
        if late < self.days_after:
            return 0
        return 1 + (late - self.days_after) // self.then_every_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    code: str
    title: str


def parse_countries_of_concern(payload: dict[str, Any]) -> CountriesOfConcern:
    return CountriesOfConcern(
        concern=frozenset(country_codes(payload["concern"])),
        warn=frozenset(country_codes(payload["warn"])),
        concern_label=payload["concern_label"],
        warn_label=payload["warn_label"],
    )


def parse_support_instruments(payload: list[dict[str, Any]]) -> tuple[SupportInstrument, ...]:
    return coded(SupportInstrument, payload)


def parse_certifications(payload: list[dict[str, Any]]) -> tuple[Certification, ...]:
    return coded(Certification, payload)


def parse_content(payload: dict[str, str]) -> Decimal:
    threshold = Decimal(payload["threshold_percent"])
    if not 0 < threshold <= 100:
        raise ValueError("threshold_percent must lie between 0 and 100")
    return threshold


def parse_screening(payload: dict[str, Any]) -> ScreeningPolicy:
    scores = {name: float(payload[name]) for name in ("strong", "review", "watch")}
    if not 0 < scores["watch"] <= scores["review"] <= scores["strong"] <= 1:
        raise ValueError("0 < watch <= review <= strong <= 1 does not hold")
    suspend = payload.get("suspend_designated_on_strong_hit", False)
    if not isinstance(suspend, bool):
        raise TypeError("suspend_designated_on_strong_hit must be true or false")
    warn, hold = (int(payload[f"published_{what}_days"]) for what in ("warn", "hold"))
    if not 0 < warn <= hold:
        raise ValueError("0 < published_warn_days <= published_hold_days does not hold")
    return ScreeningPolicy(
        **scores,
        freshness_hours=int(payload["freshness_hours"]),
        published_warn_days=warn,
        published_hold_days=hold,
        suspend_designated_on_strong_hit=suspend,
    )


def parse_consulted_agencies(payload: list[dict[str, Any]]) -> tuple[ConsultedAgency, ...]:
    return coded(ConsultedAgency, payload)


def parse_conflicts(payload: dict[str, Any]) -> int:
    """For how many days an ended membership keeps an officer from the cases of its consortia."""
    days = payload["ended_membership_bars_days"]
    if type(days) is not int or days < 0:
        raise ValueError("ended_membership_bars_days must be a number of days")
    return days


def parse_consultation(payload: dict[str, Any]) -> int:
    """For how many days after it was asked an agency's silence says nothing."""
    days = payload["agency_has_days"]
    if type(days) is not int or days < 1:
        raise ValueError("agency_has_days must be a number of days, at least one")
    return days


def parse_reminders(payload: dict[str, Any]) -> Reminders:
    for field in fields(Reminders):
        days = payload[field.name]
        if type(days) is not int or days < 1:
            raise ValueError(f"{field.name} must be a number of days, at least one")
    return Reminders(**payload)


def parse_sectors(payload: list[dict[str, Any]]) -> tuple[Sector, ...]:
    return coded(Sector, payload)


PARSERS: dict[str, Callable[[Any], object]] = {
    Kind.COUNTRIES_OF_CONCERN: parse_countries_of_concern,
    Kind.BLOCS: parse_blocs,
    Kind.SUPPORT_INSTRUMENTS: parse_support_instruments,
    Kind.CERTIFICATIONS: parse_certifications,
    Kind.CONTENT: parse_content,
    Kind.SCREENING: parse_screening,
    Kind.CONSULTED_AGENCIES: parse_consulted_agencies,
    Kind.SECTORS: parse_sectors,
    Kind.COUNTRY_GROUPS: parse_country_groups,
    Kind.LIST_SOURCES: parse_list_sources,
    Kind.OWNERSHIP_RULES: parse_ownership_rules,
    Kind.DESTINATIONS: parse_destinations,
    Kind.CONFLICTS: parse_conflicts,
    Kind.CONSULTATION: parse_consultation,
    Kind.CONTROLS: parse_controls,
    Kind.LICENSE_POSITIONS: parse_license_positions,
    Kind.REMINDERS: parse_reminders,
}
