"""What goes into the screening and what comes out of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PartyKind(StrEnum):
    ORGANIZATION = "organization"
    PERSON = "person"
    ADDRESS = "address"
    UNKNOWN = "unknown"


class Tier(StrEnum):
    """How much attention a hit asks for. BELOW needs a policy whose floor is lower."""

    STRONG = "strong"
    REVIEW = "review"
    WATCH = "watch"
    BELOW = "below"


class MatchedOn(StrEnum):
    NAME = "name"
    ALIAS = "alias"
    ADDRESS = "address"
    IDENTIFIER = "identifier"


class ListingStatus(StrEnum):
    ACTIVE = "active"
    EXPIRED = "expired"
    FUTURE = "future"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody to be screened. Countries are ISO 3166 two-letter codes; empty means unknown."""

    name: str
    kind: PartyKind = PartyKind.UNKNOWN
    countries: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    address: str = ""
    other_addresses: tuple[str, ...] = ()
    dates_of_birth: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedAddress:
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""

    @property
    def text(self) -> str:
        """The parts that are known, in the order trade.gov writes them in its CSV."""
        parts = (self.address, self.city, self.state, self.postal_code, self.country)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class ListedIdentifier:
    type: str = ""
    number: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedParty:
    """One row of the Consolidated Screening List, as published, with blank for null."""

    id: str
    source: str
    list_code: str
    name: str
    entity_number: str = ""
    type: str = ""
    title: str = ""
    alt_names: tuple[str, ...] = ()
    addresses: tuple[ListedAddress, ...] = ()
    countries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    start_date: date | None = None
    end_date: date | None = None
    federal_register_notice: str = ""
    standard_order: str = ""
    license_requirement: str = ""
    license_policy: str = ""
    remarks: str = ""
    citizenships: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    dates_of_birth: tuple[str, ...] = ()
    places_of_birth: tuple[str, ...] = ()
    ids: tuple[ListedIdentifier, ...] = ()
    vessel: tuple[tuple[str, str], ...] = ()
    source_list_url: str = ""
    source_information_url: str = ""
    unread: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.alt_names)

    def status_on(self, day: date) -> ListingStatus:
        """Without any date the list does not say; expired orders stay in the published file."""
        if self.end_date and self.end_date < day:
            return ListingStatus.EXPIRED
        if self.start_date and self.start_date > day:
            return ListingStatus.FUTURE
        return ListingStatus.ACTIVE if self.start_date or self.end_date else ListingStatus.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One listed party that a screened party resembles, with the reason in words."""

    entry: ListedParty
    score: float
    tier: Tier
    matched_on: MatchedOn
    matched_name: str
    query_name: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The lines between the tiers, and what evidence besides the name is worth.

    Sources, all measured on the list of 2026-07-31 (design/screening.md):
    strong .90, review .75, watch .65: section 5 item 7. At .75 with the country given 2.4 % of
    500 SEC companies and 0.4 % of 500 universities raise an alert (section 8).
    country_conflict .92: section 5 item 6 (halves company alerts, loses nobody where the country
    is right). kind_conflict .88: section 4 of the prototype, worth 0.3 points of recall.
    limit 25: issue 3. `floor` is the lowest score returned; it is the watch line unless a
    measurement asks for more. birth_conflict is set like country_conflict: the list measured here
    has no dates of birth. `calibrated` judges words, letters and best word together
    (calibration.py); without it the word score alone counts.
    """

    version: str = "2026-11-22"
    strong: float = 0.90
    review: float = 0.75
    watch: float = 0.65
    floor: float | None = None
    limit: int = 25
    country_conflict: float = 0.92
    kind_conflict: float = 0.88
    birth_conflict: float = 0.92
    calibrated: bool = True

    @property
    def lowest(self) -> float:
        return self.watch if self.floor is None else self.floor

    def tier_of(self, score: float) -> Tier:
        if score >= self.strong:
            return Tier.STRONG
        if score >= self.review:
            return Tier.REVIEW
        return Tier.WATCH if score >= self.watch else Tier.BELOW
