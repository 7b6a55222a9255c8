"""Is the whole trail as it was written, and does it agree with what it tells of?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from exports_portal.audit.anchors import Anchor, AnchorsUnreadable, anchors_in_file
from exports_portal.audit.chain import GENESIS, walk
from exports_portal.audit.models import AuditCheck, AuditEvent

ROWS_AT_A_TIME = 2_000
# The nightly check may be late, and must not be missing for two nights.
LATEST_CHECK = timedelta(hours=36)
# A machine that sleeps at night does it when it wakes.
CHECK_EVERY = timedelta(hours=25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`problems` are sentences; none when the trail is whole."""

    events: int
    head: str
    problems: tuple[str, ...]


def verify_trail(*, noted_heads: tuple[str, ...] = ()) -> Verdict:
    """Walk the chain, look for every head that is written down elsewhere, and compare the states.

    `noted_heads`: heads that somebody has on paper. One query for the events, in parts.
    """
    try:
        anchors = [*_noted(noted_heads), *_witnessed(), *anchors_in_file()]
    except AnchorsUnreadable as error:
        return Verdict(events=0, head="", problems=(str(error),))
    rows = AuditEvent.objects.order_by("id").iterator(chunk_size=ROWS_AT_A_TIME)
    found = walk(rows, looked_for={anchor.head for anchor in anchors})
    if found.broken_id is not None:
        sentence = f"event {found.broken_id}: {found.problem} (after {found.events} intact)"
        return Verdict(events=found.events, head=found.head, problems=(sentence,))
    missing = [
        f"row missing: no event has the head {anchor.head} noted in {anchor.place}"
        for anchor in anchors
        if anchor.head not in found.seen
    ]
    compared = [
        sentence for name in settings.AUDIT_RECONCILERS for sentence in import_string(name)()
    ]
    return Verdict(events=found.events, head=found.head, problems=(*missing, *compared))


def _noted(heads: tuple[str, ...]) -> Iterator[Anchor]:
    yield from (Anchor(head=head, place="--head") for head in heads if head != GENESIS)


def _witnessed() -> Iterator[Anchor]:
    """Heads that other parts of the portal keep: a letter prints the one it was decided under."""
    for name in settings.AUDIT_WITNESSES:
        yield from (Anchor(head=head, place=place) for head, place in import_string(name)())


def keep_verdict(verdict: Verdict) -> AuditCheck:
    return AuditCheck.objects.create(
        events=verdict.events, head=verdict.head, problems=list(verdict.problems)
    )


def is_check_due() -> bool:
    """Was the nightly check missed?"""
    since = _checked_or_begun()
    return since is not None and timezone.now() - since > CHECK_EVERY


def _checked_or_begun() -> datetime | None:
    latest = AuditCheck.objects.first()
    first = AuditEvent.objects.order_by("id").values_list("at", flat=True).first()
    return latest.at if latest else first


def health_report() -> dict[str, Any]:
    """What /health/ says about the trail: how many things are wrong, and not what."""
    latest = AuditCheck.objects.first()
    problems = []
    if latest and latest.problems:
        problems.append("The audit trail did not pass its last check: run verify_audit.")
    since = _checked_or_begun()
    if since and timezone.now() - since > LATEST_CHECK:
        problems.append("The audit trail was not checked within 36 hours.")
    return {
        "audit_checked_at": latest.at.isoformat() if latest else None,
        "problems": problems,
    }
