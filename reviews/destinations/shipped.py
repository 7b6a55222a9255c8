"""What do the policy files say that ship with the portal? Read without a database."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from exports_portal.policy.blocs import parse_blocs
from exports_portal.policy.country_groups import parse_country_groups
from exports_portal.policy.destinations import parse_destinations
from exports_portal.policy.license_positions import parse_license_positions
from reviews.destinations.snapshot import Snapshot

DATA = Path(__file__).parents[2] / "exports_portal" / "policy" / "data"
PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "BLOCS": parse_blocs,
    "COUNTRY_GROUPS": parse_country_groups,
    "DESTINATIONS": parse_destinations,
    "LICENSE_POSITIONS": parse_license_positions,
}


class BadPolicy(Exception):
    """A policy file that cannot be used; the message names it and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFile:
    """One file, parsed. `said` is what the parser of its kind makes of it."""

    kind: str
    effective_from: date
    source_date: date
    said: Any


def shipped_snapshot(own: Iterable[Path] = ()) -> Snapshot:
    """The newest shipped file of each kind; a file of one's own takes the place of its kind."""
    shipped = [path for kind in PARSERS for path in sorted(DATA.glob(f"{kind.lower()}-*.json"))]
    newest = sorted((read(path) for path in shipped), key=lambda file: file.effective_from)
    files = {file.kind: file for file in (*newest, *map(read, own))}
    try:
        return Snapshot(
            country_groups=files["COUNTRY_GROUPS"].said,
            destinations=files["DESTINATIONS"].said,
            destinations_dated=files["DESTINATIONS"].source_date,
            blocs=files["BLOCS"].said,
            licenses=files["LICENSE_POSITIONS"].said,
        )
    except ValueError as error:
        raise BadPolicy(f"The policy files do not fit together. {error}") from error


def read(path: Path) -> PolicyFile:
    """One file as `manage.py load_policy` takes it."""
    try:
        return _parsed(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadPolicy(f"{path}: {error.strerror}") from error
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise BadPolicy(f"{path}: {type(error).__name__}: {error}") from error


def _parsed(given: Mapping[str, Any]) -> PolicyFile:
    kind = given["kind"]
    if kind not in PARSERS:
        raise ValueError(f"the kind is {kind}, and not one of {', '.join(PARSERS)}")
    return PolicyFile(
        kind=kind,
        effective_from=date.fromisoformat(given["effective_from"]),
        source_date=date.fromisoformat(given["source_date"]),
        said=PARSERS[kind](given["payload"]),
    )
