"""How does reference data get from the files in `data/` into the database?"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from exports_portal.policy.models import PolicySnapshot
from exports_portal.policy.rows import repeated
from exports_portal.policy.shapes import PARSERS

DATA = Path(__file__).parent / "data"


class BadPolicyFile(Exception):
    """A file that cannot be read. Nothing was loaded. `why` leaves out which file it is."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What one file says, checked."""

    kind: str
    title: str
    source: str
    source_url: str
    source_date: date
    effective_from: date
    effective_to: date | None
    is_program_default: bool
    payload: Any

    @property
    def sha256(self) -> str:
        text = json.dumps(self.payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def read(file: Path) -> Snapshot:
    """Parse and check one file. The error names the file and what is wrong."""
    try:
        return parse(file.read_text(encoding="utf-8"), name=file.name)
    except (OSError, UnicodeDecodeError) as error:
        raise BadPolicyFile(file.name, f"{type(error).__name__}: {error}") from error


def parse(text: str, *, name: str) -> Snapshot:
    """The same for a text. A name that comes twice in an object is refused."""
    try:
        given = json.loads(text, object_pairs_hook=_once)
        for day in ("source_date", "effective_from", "effective_to"):
            given[day] = date.fromisoformat(given[day]) if given[day] else None
        snapshot = Snapshot(**given)
        PARSERS[snapshot.kind](snapshot.payload)
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        # What a reader refuses is a sentence already; of the others the kind says more.
        kind = "" if type(error) is ValueError else f"{type(error).__name__}: "
        raise BadPolicyFile(name, f"{kind}{error}") from error
    except RecursionError as error:
        raise BadPolicyFile(name, "RecursionError: it is nested too deeply") from error
    return snapshot


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if twice := repeated(name for name, _ in pairs):
        raise ValueError(f"stated twice: {', '.join(twice)}")
    return dict(pairs)


@transaction.atomic
def load(
    files: Iterable[Path] = (), *, model: type[PolicySnapshot] = PolicySnapshot
) -> list[PolicySnapshot]:
    """Load the files (by default all that ship) and return the rows that are new.

    All or nothing; loading the same content again changes nothing. A migration passes its
    historical `model`.
    """
    snapshots = [read(file) for file in files or sorted(DATA.glob("*.json"))]
    rows = (store(snapshot, model=model) for snapshot in snapshots)
    return [row for row, is_new in rows if is_new]


def store(
    snapshot: Snapshot, *, model: type[PolicySnapshot] = PolicySnapshot, **more: Any
) -> tuple[PolicySnapshot, bool]:
    """The row of this content, and whether it is new."""
    return model.objects.get_or_create(
        kind=snapshot.kind,
        effective_from=snapshot.effective_from,
        sha256=snapshot.sha256,
        defaults={
            "title": snapshot.title,
            "source": snapshot.source,
            "source_url": snapshot.source_url,
            "source_date": snapshot.source_date,
            "effective_to": snapshot.effective_to,
            "is_program_default": snapshot.is_program_default,
            "payload": snapshot.payload,
            **more,
        },
    )
