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
from exports_portal.policy.shapes import PARSERS

DATA = Path(__file__).parent / "data"


class BadPolicyFile(Exception):
    """A file that cannot be read. Nothing was loaded."""


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
        given = json.loads(file.read_text(encoding="utf-8"))
        for name in ("source_date", "effective_from", "effective_to"):
            given[name] = date.fromisoformat(given[name]) if given[name] else None
        snapshot = Snapshot(**given)
        PARSERS[snapshot.kind](snapshot.payload)
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise BadPolicyFile(f"{file.name}: {type(error).__name__}: {error}") from error
    return snapshot


@transaction.atomic
def load(
    files: Iterable[Path] = (), *, model: type[PolicySnapshot] = PolicySnapshot
) -> list[PolicySnapshot]:
    """Load the files (by default all that ship) and return the rows that are new.

    All or nothing; loading the same content again changes nothing. A migration passes its
    historical `model`.
    """
    snapshots = [read(file) for file in files or sorted(DATA.glob("*.json"))]
    rows = (_stored(snapshot, model) for snapshot in snapshots)
    return [row for row, is_new in rows if is_new]


def _stored(snapshot: Snapshot, model: type[PolicySnapshot]) -> tuple[PolicySnapshot, bool]:
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
        },
    )
