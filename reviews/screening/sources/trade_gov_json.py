"""How is trade.gov's consolidated.json read?"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from reviews.screening.parties import ListedAddress, ListedIdentifier, ListedParty
from reviews.screening.sources.list_file import (
    Content,
    ListRefused,
    counts_by_source,
    refuse_duplicates,
)
from reviews.screening.sources.rows import clean, listed_party, refuse_missing_columns


def read(text: str) -> Content:
    document = _document(text)
    rows = document.get("results")
    if not isinstance(rows, list):
        raise ListRefused("the JSON object has no list called 'results'")
    if not rows:
        raise ListRefused("the list is empty")
    parties = tuple(_party(row, record) for record, row in enumerate(rows, 1))
    refuse_duplicates(parties, first_record=1)
    _compare_declared_counts(document, parties)
    return Content(
        parties,
        published_at=_published_at(document),
        is_fictional=document.get("fictional") is True,
    )


def _document(text: str) -> dict[str, object]:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise ListRefused(_json_reason(text, error)) from error
    except (ValueError, RecursionError) as error:
        raise ListRefused("the file is not readable JSON") from error
    if not isinstance(document, dict):
        raise ListRefused("the JSON is not an object with 'results'")
    return document


def _json_reason(text: str, error: json.JSONDecodeError) -> str:
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return f"the JSON is truncated: it breaks off after {len(text):,} characters"
    return f"the file is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"


def _party(row: object, record: int) -> ListedParty:
    if not isinstance(row, dict):
        raise ListRefused("the row is not an object", record=record)
    refuse_missing_columns(row, record=record)
    return listed_party(
        row,
        addresses=tuple(
            ListedAddress(*(part.get(column, "") for column in ListedAddress.__slots__))
            for part in _objects(row, "addresses", record)
        ),
        identifiers=tuple(
            ListedIdentifier(*(part.get(column, "") for column in ListedIdentifier.__slots__))
            for part in _objects(row, "ids", record)
        ),
        record=record,
    )


def _objects(row: Mapping[str, object], column: str, record: int) -> list[dict[str, str]]:
    """The objects of one cell with null as blank; refused when they are anything else."""
    found = row[column] or []
    record_id = str(row["id"])
    if not isinstance(found, list) or not all(isinstance(part, dict) for part in found):
        reason = f"the column {column!r} is not a list of objects"
        raise ListRefused(reason, record=record, record_id=record_id)
    return [
        {
            key: clean(str(value), column=column, record=record, record_id=record_id)
            for key, value in part.items()
            if value is not None
        }
        for part in found
    ]


def _published_at(document: Mapping[str, object]) -> datetime | None:
    stamp = document.get("search_performed_at")
    if not isinstance(stamp, str):
        return None
    try:
        moment = datetime.fromisoformat(stamp)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except ValueError as error:
        raise ListRefused(f"search_performed_at {stamp[:40]!r} is not a time") from error


def _compare_declared_counts(
    document: Mapping[str, object], parties: tuple[ListedParty, ...]
) -> None:
    """A file that says how many rows it has must have them: fewer means it was cut."""
    total = document.get("total")
    if total is not None and total != len(parties):
        raise ListRefused(f"the file declares a total of {total} but has {len(parties)} rows")
    declared = document.get("sources")
    if not isinstance(declared, list):
        return
    actual = counts_by_source(parties)
    stated = {s.get("value"): s.get("count") for s in declared if isinstance(s, dict)}
    for source in sorted({*actual, *map(str, stated)}):
        if stated.get(source, 0) != actual.get(source, 0):
            raise ListRefused(
                f"the file declares {stated.get(source, 0)} rows of {source!r}"
                f" but has {actual.get(source, 0)}"
            )
