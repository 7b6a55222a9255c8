"""How does the screening go on by itself while a case is open and a package is designated?

A pass (`Rescreening`) is written down with a check for each version; whoever takes it up settles
one check after the other, alone (`passes.py`), and whoever comes after a kill goes on with those
that are left. What is behind is found by query, so a lost message costs a sweep (decision 12).
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from exports_portal.accounts.models import Organization
from exports_portal.audit.models import AuditEvent
from exports_portal.audit.recording import record
from reviews.actions.lists import list_in_force
from reviews.models import Rescreening, ScreeningRun, VersionCheck
from reviews.signals import rescreening_queued
from reviews.states import RunKind
from reviews.watched import latest_runs, runs_behind

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

# Any constant will do, as long as nothing else in this database locks on the same one.
ONE_AT_A_TIME = 0x4141_4550_5245_5343  # "AAEPRESC"
ROWS_AT_A_TIME = 2000
# A lost message of the weekly screening is noticed a day later.
WEEK = timedelta(days=7)
OVERDUE = timedelta(days=8)
# An edit of an organization is followed at once; what is older than this has been followed.
STILL_NEWS = timedelta(days=30)


@transaction.atomic
def queue_list_change() -> Rescreening | None:
    """The open pass after a change of the list, or a new one; None when no version is behind."""
    _one_at_a_time()
    if waiting := _open(RunKind.LIST_CHANGE):
        return waiting
    current = list_in_force()
    behind = list(runs_behind(current).select_related("version")) if current else []
    if not behind:
        return None
    return _queue(behind, Rescreening(kind=RunKind.LIST_CHANGE, list_version=current), None)


@transaction.atomic
def queue_weekly(*, is_asked_for: bool = False, by: "User | None" = None) -> Rescreening | None:
    """Everything in full. By itself once a week; whenever somebody asks for it."""
    _one_at_a_time()
    if waiting := _open(RunKind.WEEKLY):
        return waiting
    if not is_asked_for and not is_weekly_due(after=WEEK - timedelta(days=1)):
        return None
    runs = list(latest_runs().select_related("version"))
    if not runs or list_in_force() is None:
        return None
    return _queue(runs, Rescreening(kind=RunKind.WEEKLY, list_version=list_in_force()), by)


def is_weekly_due(*, after: timedelta = OVERDUE) -> bool:
    """Was everything last screened longer ago than that, or, before the first time, anything?"""
    weekly = Rescreening.objects.filter(kind=RunKind.WEEKLY).order_by("-queued_at")
    last = weekly.values_list("queued_at", flat=True).first()
    first = ScreeningRun.objects.order_by("queued_at").values_list("queued_at", flat=True).first()
    since = last or first
    return since is not None and timezone.now() - since >= after


@transaction.atomic
def queue_party_change(edit: AuditEvent) -> Rescreening:
    """Follow an edit of an organization: the versions in which it is a member. Twice is once.

    Also where there is nothing to follow the pass is written down, so that the edit is not looked
    at again.
    """
    _one_at_a_time()
    if known := Rescreening.objects.filter(edit=edit).first():
        return known
    organization = Organization.objects.filter(pk=edit.subject_id).first()
    made = Rescreening(kind=RunKind.PARTY_CHANGE, edit=edit, organization=organization)
    return _queue(_runs_with_member(int(edit.subject_id)), made, None)


def edits_to_follow() -> Iterable[AuditEvent]:
    """Edits of organizations that no pass has followed."""
    since = timezone.now() - STILL_NEWS
    edits = AuditEvent.objects.filter(verb="organization.edit", at__gte=since, rescreening=None)
    return edits.order_by("id")


def _runs_with_member(organization_id: int) -> list[ScreeningRun]:
    runs = latest_runs().filter(
        version__proposal__consortium__members__organization=organization_id
    )
    return [
        run
        for run in runs.select_related("version").distinct()
        if run.version.content.member(organization_id)
    ]


def _open(kind: RunKind) -> Rescreening | None:
    return Rescreening.objects.filter(kind=kind, finished_at=None).first()


def _queue(runs: Sequence[ScreeningRun], made: Rescreening, by: "User | None") -> Rescreening:
    made.requested_by = by
    made.party_count = sum(run.party_count for run in runs)
    made.save(force_insert=True)
    VersionCheck.objects.bulk_create(
        [
            VersionCheck(rescreening=made, version=run.version, party_count=run.party_count)
            for run in runs
        ],
        batch_size=ROWS_AT_A_TIME,
    )
    record(
        "rescreening.queue",
        by=by,
        subject=made,
        kind=str(made.kind),
        list_version=made.list_version_id,
        versions=len(runs),
    )
    transaction.on_commit(lambda: rescreening_queued.send_robust(Rescreening, rescreening=made))
    return made


def _one_at_a_time() -> None:
    """Two sweeps at once make one pass."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
