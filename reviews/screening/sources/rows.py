"""How does one published row, from JSON or CSV, become a listed party?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from reviews.screening.countries import iso_code
from reviews.screening.parties import ListedAddress, ListedIdentifier, ListedParty
from reviews.screening.sources.list_file import COLUMNS, ListRefused

_LIST_CODE = re.compile(r"\(([A-Z][A-Z0-9-]{1,9})(?: List)?\)")
LONGEST_ID = 100
_VESSEL = (
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
)
_TEXTS = (
    "entity_number",
    "type",
    "title",
    "federal_register_notice",
    "standard_order",
    "license_requirement",
    "license_policy",
    "remarks",
    "source_list_url",
    "source_information_url",
)
_LISTS = ("programs", "citizenships", "nationalities", "dates_of_birth", "places_of_birth")
_DATE_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%Y-%m-%dT%H:%M:%S")


def list_code(source: str) -> str:
    """'Entity List (EL) - Bureau of Industry and Security' -> 'EL'; else its first words."""
    found = _LIST_CODE.search(source)
    return found.group(1) if found else source.partition(" - ")[0].strip()


def listed_party(
    row: Mapping[str, object],
    *,
    addresses: tuple[ListedAddress, ...],
    identifiers: tuple[ListedIdentifier, ...],
    record: int,
) -> ListedParty:
    """Check and translate one row whose cells are strings, lists of strings, or null."""
    cells = _Cells(row, record=record)
    source = cells.required("source")
    places = tuple(address for address in addresses if address.text)
    plain = cells.plain()
    return ListedParty(
        id=cells.identifier(),
        source=source,
        list_code=list_code(source),
        name=cells.required("name"),
        alt_names=tuple(name for name in cells.texts("alt_names") if name.strip()),
        addresses=places,
        countries=_countries(places, plain["nationalities"], plain["citizenships"]),
        start_date=cells.date("start_date"),
        end_date=cells.date("end_date"),
        ids=identifiers,
        unread=tuple(cells.unread),
        **plain,
    )


def refuse_missing_columns(row: Mapping[str, object], *, record: int) -> None:
    for column in COLUMNS:
        if column not in row:
            reason = f"the column {column!r} is missing"
            raise ListRefused(reason, record=record, record_id=_id_of(row))


def clean(value: str, *, column: str, record: int, record_id: str | None) -> str:
    """Text that can be stored and shown: no NUL, no half of a surrogate pair."""
    if value.isascii() and "\x00" not in value:
        return value
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        reason = f"the column {column!r} holds a character that is not text"
        raise ListRefused(reason, record=record, record_id=record_id)
    return value


def _id_of(row: Mapping[str, object]) -> str | None:
    found = row.get("id")
    return found if isinstance(found, str) and found else None


def _countries(places: Iterable[ListedAddress], *groups: Sequence[str]) -> tuple[str, ...]:
    named = [place.country for place in places] + [name for group in groups for name in group]
    return tuple(dict.fromkeys(code for code in map(iso_code, named) if code))


class _Cells:
    """The cells of one row, each refused with its column, position and id when it is not usable."""

    def __init__(self, row: Mapping[str, object], *, record: int) -> None:
        self.row = row
        self.record = record
        self.id = _id_of(row)
        self.unread: list[str] = []

    def refuse(self, reason: str) -> ListRefused:
        return ListRefused(reason, record=self.record, record_id=self.id)

    def text(self, column: str) -> str:
        value = self.row[column]
        if value is None:
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise self.refuse(f"the column {column!r} is not text")
        return clean(value, column=column, record=self.record, record_id=self.id)

    def plain(self) -> dict[str, Any]:
        """The columns that are taken over as they are."""
        found: dict[str, Any] = {column: self.text(column) for column in _TEXTS}
        found |= {column: self.texts(column) for column in _LISTS}
        vessel = ((column, self.text(column)) for column in _VESSEL)
        return found | {"vessel": tuple((column, text) for column, text in vessel if text)}

    def required(self, column: str) -> str:
        text = self.text(column)
        if not text.strip():
            raise self.refuse(f"the column {column!r} is empty")
        return text

    def identifier(self) -> str:
        text = self.required("id")
        if len(text) > LONGEST_ID:
            raise self.refuse(f"the id is longer than {LONGEST_ID} characters")
        return text

    def texts(self, column: str) -> tuple[str, ...]:
        value = self.row[column]
        if value is None or value == "":
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.refuse(f"the column {column!r} is not a list of texts")
        return tuple(
            clean(item, column=column, record=self.record, record_id=self.id) for item in value
        )

    def date(self, column: str) -> date | None:
        """A date that cannot be read ends nothing: the entry stays in force, the text is kept."""
        text = self.text(column).strip()
        for form in _DATE_FORMATS if text else ():
            try:
                return datetime.strptime(text, form).replace(tzinfo=UTC).date()
            except ValueError:
                continue
        if text:
            self.unread.append(f"{column}: {text}")
        return None
