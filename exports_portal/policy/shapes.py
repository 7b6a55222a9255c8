"""What does each kind of reference data consist of, and is a payload well formed?

A parser refuses what it does not understand with ValueError, KeyError or TypeError.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from exports_portal.policy.controls import parse_controls
from exports_portal.policy.countries import is_country
from exports_portal.policy.destinations import parse_destinations
from exports_portal.policy.list_sources import parse_list_sources
from exports_portal.policy.models import Kind
from exports_portal.policy.ownership import parse_ownership_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class CountriesOfConcern:
    """Members may not be in, or owned or controlled from, `concern`; `warn` needs a person."""

    concern: frozenset[str]
    warn: frozenset[str]
    concern_label: str
    warn_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc:
    code: str
    name: str
    members: tuple[str, ...]
    note: str


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
class Sector:
    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryGroups:
    """EAR country groups ("D:5") as sets of country codes."""

    members: dict[str, frozenset[str]]

    def groups_of(self, country: str) -> tuple[str, ...]:
        """The groups a country is in. Hong Kong counts as China for EAR purposes."""
        looked_up = "CN" if country == "HK" else country
        return tuple(sorted(g for g, codes in self.members.items() if looked_up in codes))


def _country_codes(codes: Iterable[str]) -> tuple[str, ...]:
    given = tuple(codes)
    if unknown := [code for code in given if not is_country(code)]:
        raise ValueError(f"not ISO 3166-1 alpha-2 codes: {', '.join(unknown)}")
    if len(set(given)) != len(given):
        raise ValueError("a country is named twice")
    return given


def _coded[Row: (Bloc, SupportInstrument, Certification, ConsultedAgency, Sector)](
    row_type: type[Row], payload: list[dict[str, Any]]
) -> tuple[Row, ...]:
    rows = tuple(row_type(**row) for row in payload)
    if len({row.code for row in rows}) != len(rows) or not rows:
        raise ValueError("codes must be unique, and there must be at least one")
    return rows


def parse_countries_of_concern(payload: dict[str, Any]) -> CountriesOfConcern:
    return CountriesOfConcern(
        concern=frozenset(_country_codes(payload["concern"])),
        warn=frozenset(_country_codes(payload["warn"])),
        concern_label=payload["concern_label"],
        warn_label=payload["warn_label"],
    )


def parse_blocs(payload: list[dict[str, Any]]) -> tuple[Bloc, ...]:
    return _coded(Bloc, [row | {"members": _country_codes(row["members"])} for row in payload])


def parse_support_instruments(payload: list[dict[str, Any]]) -> tuple[SupportInstrument, ...]:
    return _coded(SupportInstrument, payload)


def parse_certifications(payload: list[dict[str, Any]]) -> tuple[Certification, ...]:
    return _coded(Certification, payload)


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
    return _coded(ConsultedAgency, payload)


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


def parse_sectors(payload: list[dict[str, Any]]) -> tuple[Sector, ...]:
    return _coded(Sector, payload)


def parse_country_groups(payload: dict[str, list[str]]) -> CountryGroups:
    return CountryGroups(
        members={group: frozenset(_country_codes(codes)) for group, codes in payload.items()}
    )


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
}
