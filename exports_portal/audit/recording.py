"""How does an event get into the audit trail? Through `record()`, and in no other way."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from exports_portal.audit.chain import GENESIS, hash_of, plain
from exports_portal.audit.models import AuditEvent

# Any constant will do, as long as nothing else in this database locks on the same one.
CHAIN_LOCK = 0x4141_4550_4155_4454  # "AAEPAUDT"
THE_PORTAL = "portal"


def record(
    verb: str, *, by: AbstractBaseUser | None, subject: models.Model, summary: str = "", **data: Any
) -> AuditEvent:
    """Append one event to the trail, inside the transaction of the change it tells of.

    `by=None` means that the portal itself acted. Call it last in an action: from here to the
    commit every other writer of the trail waits.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("record() must run in the transaction of the change.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    event = AuditEvent(
        at=timezone.now(),
        actor_id=by.pk if by else None,
        actor_label=by.get_username() if by else THE_PORTAL,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        summary=str(summary),
        data=plain(data),
        previous_hash=_head(),
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    return event


def _head() -> str:
    """The hash of the newest event. Only the holder of the lock may trust it."""
    newest = AuditEvent.objects.order_by("-id").values_list("hash", flat=True).first()
    return newest or GENESIS
