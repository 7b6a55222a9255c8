"""Which list files do the tests of the feed publish? The shape of trade.gov, invented rows."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from tests.factories.reviews import FICTIONAL_LIST

SDN = "Specially Designated Nationals (SDN) - Treasury Department"
ENTITY_LIST = "Entity List (EL) - Bureau of Industry and Security"
ROWS = {SDN: 200, ENTITY_LIST: 100}
# A list is published at this moment of the days around some days ago: an old one holds decisions.
FIRST = (datetime.now(UTC) - timedelta(days=5)).replace(hour=13, minute=15, second=0, microsecond=0)


def day(number: int) -> str:
    """When a list is published so many days after the first one."""
    return (FIRST + timedelta(days=number)).isoformat()


def shown(number: int) -> str:
    """The same as a page says it."""
    return f"{timezone.localtime(FIRST + timedelta(days=number)):%B %-d, %Y, %-I:%M %p}"


def document(
    rows: dict[str, int] | None = None, *, published: str | None = day(0)
) -> dict[str, Any]:
    """A list with so many rows of each source, as the published file has them."""
    template = json.loads(FICTIONAL_LIST.read_text())["results"][0]
    counts = ROWS if rows is None else rows
    results = [
        template
        | {
            "id": f"{source}-{number}",
            "source": source,
            "name": f"Invented Party {source[:3]} {number}",
            "alt_names": [],
            "addresses": [],
            "entity_number": f"{source[:3]}{number}",
        }
        for source, count in counts.items()
        for number in range(count)
    ]
    return {"search_performed_at": published, "results": results}


def content(rows: dict[str, int] | None = None, **more: Any) -> bytes:
    return json.dumps(document(rows, **more)).encode()


def written(folder: Path, data: bytes, name: str = "consolidated.json") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file
