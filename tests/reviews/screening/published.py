"""A small, plainly fictional list in the shapes trade.gov publishes."""

import csv
import io
import json
from pathlib import Path

from reviews.screening.parties import ListedAddress, ListedParty
from reviews.screening.sources.list_file import COLUMNS

_MANY = {
    "programs",
    "addresses",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
    "ids",
}


def row(number: int, name: str, **cells: object) -> dict[str, object]:
    blank: dict[str, object] = {c: [] if c in _MANY else None for c in COLUMNS}
    return blank | {
        "id": f"id-{number}",
        "source": "Entity List (EL) - Bureau of Industry and Security",
        "name": name,
        **cells,
    }


def rows() -> list[dict[str, object]]:
    return [
        row(1, "Grimspire Dynamics Co., Ltd.", alt_names=["Grimspire Dyn"]),
        row(
            2,
            "VORNHALDT, Ottokar",
            type="Individual",
            addresses=[
                {
                    "address": "77 Gallowglass Quay, Floor 3",
                    "city": "Port Ember",
                    "state": None,
                    "postal_code": None,
                    "country": "FR",
                }
            ],
        ),
    ]


def write_json(path: Path, results: object, **document: object) -> Path:
    path.write_text(json.dumps({**document, "results": results}), encoding="utf-8")
    return path


def write_csv(path: Path, lines: list[list[str]]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def csv_lines() -> list[list[str]]:
    header = ["_id" if column == "id" else column for column in COLUMNS]
    lines = [header]
    for cells in rows():
        flat = cells | {"addresses": "77 Gallowglass Quay, FR" if cells["addresses"] else ""}
        lines.append([_cell(flat[column]) for column in COLUMNS])
    return lines


def listed(number: int, name: str, **fields: object) -> ListedParty:
    """A listed party that did not come from a file."""
    return ListedParty(
        id=f"id-{number}",
        source="Entity List (EL) - Bureau of Industry and Security",
        list_code="EL",
        name=name,
        **fields,  # type: ignore[arg-type]
    )


def street(address: str, city: str, country: str) -> ListedAddress:
    return ListedAddress(address=address, city=city, country=country)


def _cell(value: object) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value or "")
