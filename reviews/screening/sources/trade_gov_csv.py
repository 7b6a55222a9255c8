"""How is trade.gov's consolidated.csv read?

Several values in one cell are joined by "; ", and an address is one text that ends in its country,
so street and city cannot be told apart here: the whole text stands in `ListedAddress.address`.
"""

import csv
import io
from collections.abc import Iterator

from reviews.screening.countries import is_published_country
from reviews.screening.parties import ListedAddress, ListedIdentifier, ListedParty
from reviews.screening.sources.list_file import (
    COLUMNS,
    Content,
    ListRefused,
    refuse_duplicates,
)
from reviews.screening.sources.rows import listed_party

_JOINED = (
    "programs",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
)
_SEPARATOR = "; "
_LARGEST_CELL = 1_000_000


def read(text: str) -> Content:
    """The CSV does not say when it was published."""
    csv.field_size_limit(_LARGEST_CELL)
    rows = _rows(text)
    header = _header(rows)
    numbered = [(line, _party(line, header, cells)) for line, cells in rows]
    if not numbered:
        raise ListRefused("the list is empty")
    parties = tuple(party for _, party in numbered)
    refuse_duplicates(parties, first_record=2)
    return Content(parties)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts on: a cell may hold line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise ListRefused(f"the CSV is broken or truncated: {error}", record=line) from error


def _header(rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    _, cells = next(rows, (1, []))
    header = ["id" if cell == "_id" else cell for cell in (cell.strip() for cell in cells)]
    for column in COLUMNS:
        if column not in header:
            shown = "_id" if column == "id" else column
            raise ListRefused(f"the column {shown!r} is missing from the CSV header", record=1)
    return header


def _party(line: int, header: list[str], cells: list[str]) -> ListedParty:
    if len(cells) != len(header):
        reason = f"the row has {len(cells)} cells where the header has {len(header)}"
        raise ListRefused(reason, record=line, record_id=cells[0] if cells else None)
    row: dict[str, object] = dict(zip(header, cells, strict=True))
    for column in _JOINED:
        row[column] = [part for part in str(row[column]).split(_SEPARATOR) if part]
    return listed_party(
        row,
        addresses=_addresses(str(row["addresses"])),
        identifiers=_identifiers(str(row["ids"])),
        record=line,
    )


def _addresses(cell: str) -> tuple[ListedAddress, ...]:
    """A piece without a country before one with a country is the start of the same address."""
    found: list[ListedAddress] = []
    pending: list[str] = []
    for piece in filter(None, cell.split(_SEPARATOR)):
        if is_published_country(piece):
            found += [ListedAddress(address=p) for p in pending]
            pending = []
        pending.append(piece)
        text, country = _split_country(_SEPARATOR.join(pending))
        if country:
            found.append(ListedAddress(address=text, country=country))
            pending = []
    found += [ListedAddress(address=p) for p in pending]
    return tuple(found)


def _split_country(text: str) -> tuple[str, str]:
    if text.endswith("MAN, ISLE OF"):
        return text.removesuffix("MAN, ISLE OF").rstrip(", "), "MAN, ISLE OF"
    street, comma, last = text.rpartition(", ")
    if is_published_country(last):
        return (street if comma else ""), last
    return text, ""


def _identifiers(cell: str) -> tuple[ListedIdentifier, ...]:
    """'Passport, A0005700, IR; ...': type, number, then whatever else is written."""
    found = []
    for piece in cell.split(_SEPARATOR) if cell else ():
        parts = [part.strip() for part in piece.split(",")] + ["", "", ""]
        found.append(ListedIdentifier(type=parts[0], number=parts[1], country=parts[2]))
    return tuple(found)
