"""How is an audit event hashed, and where does the chain of hashes break?"""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from exports_portal.audit.models import AuditEvent

# What stands in the place of a previous hash before the first event.
GENESIS = "0" * 64


def plain(value: Any) -> Any:
    """Reduce a value to what PostgreSQL's jsonb gives back unchanged.

    Numbers with a fraction become text: jsonb rewrites them (1e20, 1.50), and the hash must
    be the same after reading.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else str(value)


def canonical_time(at: datetime) -> str:
    """The moment in UTC, always with six digits of a second."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def hash_of(event: AuditEvent) -> str:
    """Sha256 over the canonical JSON of every field but the id and the hash itself."""
    content = {
        "at": canonical_time(event.at),
        "actor": event.actor_id,
        "actor_label": event.actor_label,
        "verb": event.verb,
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "summary": event.summary,
        "data": event.data,
        "previous_hash": event.previous_hash,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What a walk along the chain found. `broken_id` is None when the chain is intact."""

    events: int
    head: str
    broken_id: int | None = None
    problem: str = ""
    seen: frozenset[str] = frozenset()


def walk(events: Iterable[AuditEvent], *, looked_for: Collection[str] = ()) -> Walk:
    """Follow the chain in the order of ids up to the end or the first broken row.

    `looked_for` are heads noted at an earlier time; `seen` says which of them the chain has. Only
    with them can the removal of the newest rows or a rewrite of all rows be seen, for what is left
    then is a chain without a fault.
    """
    head, count, seen = GENESIS, 0, set()
    for event in events:
        problem = _problem(event, head)
        if problem:
            return Walk(events=count, head=head, broken_id=event.pk, problem=problem)
        head, count = event.hash, count + 1
        if head in looked_for:
            seen.add(head)
    return Walk(events=count, head=head, seen=frozenset(seen))


def _problem(event: AuditEvent, head: str) -> str:
    """Say what is wrong with this row as the successor of the row with the hash `head`."""
    if hash_of(event) != event.hash:
        return "content changed: its hash does not match what it says"
    if event.previous_hash == head:
        return ""
    if AuditEvent.objects.filter(hash=event.previous_hash, id__lt=event.pk).exists():
        return "link broken: it follows another row than the one before it"
    return "row missing: the row that came before it is gone or was rewritten"
