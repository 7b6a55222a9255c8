"""Where is the head of the trail kept outside the database?

In a file of lines, one for each time the head was written down. Whoever cuts off the last rows,
empties the table or rewrites the chain from some row on leaves a head here that the chain lacks.
Append this file to a place that only grows (a log host, a write-once disk) on a server.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from exports_portal.audit.models import AuditEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A head that once was the newest, and where that is written."""

    head: str
    place: str


class AnchorsUnreadable(Exception):
    """The file of the anchors is damaged; the message names the line."""


def anchor_head() -> str:
    """Write the newest head down. Nothing is written twice; without an event there is no head."""
    newest = AuditEvent.objects.order_by("-id").first()
    if newest is None or any(anchor.head == newest.hash for anchor in anchors_in_file()):
        return newest.hash if newest else ""
    file: Path = settings.AUDIT_ANCHORS
    file.parent.mkdir(parents=True, exist_ok=True)
    line = {"at": timezone.now().isoformat(), "event": newest.pk, "head": newest.hash}
    with file.open("a", encoding="utf-8") as anchors:
        anchors.write(json.dumps(line) + "\n")
        anchors.flush()
        os.fsync(anchors.fileno())
    return newest.hash


def anchors_in_file() -> Iterator[Anchor]:
    """Every head written down, the oldest first. Raises AnchorsUnreadable."""
    file: Path = settings.AUDIT_ANCHORS
    if not file.exists():
        return
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            said = json.loads(line)
            head, at = str(said["head"]), str(said["at"])
        except (ValueError, KeyError, TypeError) as error:
            raise AnchorsUnreadable(f"{file}, line {number}: cannot be read") from error
        yield Anchor(head=head, place=f"{file}, line {number}, of {at}")
