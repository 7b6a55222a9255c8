"""What does a record say, field by field, and what in it has changed?

Read from the stored JSON, not through today's dataclasses: a record of years ago has to be shown
too, with the fields it had then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from exports_portal.canonical import canonical_json
from exports_portal.policy.countries import country_name
from reviews.screening.parties import ListedParty, ListingStatus

PARTY_FIELDS = {
    "name": "Name",
    "kind": "Kind",
    "other_names": "Other names",
    "countries": "Countries",
    "address": "Address",
    "other_addresses": "Other addresses",
    "dates_of_birth": "Born",
    "ids": "Identifiers",
}
ENTRY_FIELDS = {
    "name": "Name",
    "source": "Source list",
    "type": "Kind",
    "title": "Title",
    "alt_names": "Other names",
    "countries": "Countries",
    "addresses": "Addresses",
    "dates_of_birth": "Born",
    "places_of_birth": "Born in",
    "citizenships": "Citizenships",
    "nationalities": "Nationalities",
    "ids": "Identifiers",
    "vessel": "Vessel",
    "programs": "Programs",
    "start_date": "Listed from",
    "end_date": "Listed until",
    "license_requirement": "License requirement",
    "license_policy": "License policy",
    "federal_register_notice": "Federal Register",
    "standard_order": "Standard order",
    "remarks": "Remarks",
    "unread": "Also in the row",
    "entity_number": "Entity number",
}
IN_COUNTRY_CODES = ("countries", "citizenships", "nationalities")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that changed. Of a list only what came and what went is said."""

    label: str
    before: str
    now: str


def party_rows(query: Mapping[str, Any], relation: str) -> list[tuple[str, str]]:
    """The screened party, as a page shows it: what the record says and nothing else."""
    name, *others = _rows(query, PARTY_FIELDS)
    return [name, ("In the proposal", relation), *others]


def entry_rows(entry: Mapping[str, Any], today: date) -> list[tuple[str, str]]:
    name, *others = _rows(entry, ENTRY_FIELDS)
    standing = str(status_of(entry, today)).capitalize()
    if standing == "Expired":
        standing = "Expired: history"
    return [name, ("Standing", standing), *others, ("Entry", str(entry["id"]))]


def status_of(entry: Mapping[str, Any], day: date) -> ListingStatus:
    """Whether the entry is in force on that day, by its own dates."""
    listing = ListedParty(
        id="",
        source="",
        list_code="",
        name="",
        start_date=_day(entry.get("start_date")),
        end_date=_day(entry.get("end_date")),
    )
    return listing.status_on(day)


def differences(
    before: Mapping[str, Any], now: Mapping[str, Any], fields: Mapping[str, str]
) -> list[Difference]:
    """Field by field, in the order of the page."""
    return [
        Difference(label=label, before=_text(name, gone), now=_text(name, came))
        for name, label in fields.items()
        for gone, came in [_changed(before.get(name), now.get(name))]
        if gone or came
    ]


def _changed(before: Any, now: Any) -> tuple[Any, Any]:
    if isinstance(before or [], list) and isinstance(now or [], list):
        old = {canonical_json(item): item for item in before or []}
        new = {canonical_json(item): item for item in now or []}
        gone = [item for key, item in old.items() if key not in new]
        return gone, [item for key, item in new.items() if key not in old]
    return ("", "") if (before or "") == (now or "") else (before, now)


def _rows(record: Mapping[str, Any], fields: Mapping[str, str]) -> list[tuple[str, str]]:
    rows = [(label, _text(name, record.get(name))) for name, label in fields.items()]
    return [row for row in rows if row[1]]


def _text(name: str, value: Any) -> str:
    if not value:
        return ""
    if isinstance(value, list):
        return "; ".join(_item(name, item) for item in value)
    if name in ("start_date", "end_date"):
        return f"{date.fromisoformat(value):%B %-d, %Y}"
    return str(value).capitalize() if name == "kind" else str(value)


def _item(name: str, item: Any) -> str:
    """An item of a list: a text, a country, an address, an identifier, or a pair of texts."""
    if isinstance(item, Mapping):
        return ", ".join(str(part) for part in item.values() if part)
    if isinstance(item, list):
        return ": ".join(map(str, item))
    return country_name(item) if name in IN_COUNTRY_CODES else str(item)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
