"""How is a pass over the watched versions carried out, once, however often it is interrupted?

One worker at a time: the lock belongs to its database session, so a killed worker gives it back.
Each version is settled in a transaction of its own, and none that is settled is touched again.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import structlog
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from exports_portal.audit.recording import record
from exports_portal.canonical import canonical_json, plain
from proposals.models import Proposal
from reviews.actions.as_it_stands import asked_about
from reviews.actions.carrying import is_comparable
from reviews.actions.changed_entries import concerned
from reviews.actions.lists import list_in_force
from reviews.actions.ownership import note_ownership
from reviews.actions.screening import (
    policy_in_force,
    queue_after_list_change,
    queue_screening,
    screen_parties,
)
from reviews.models import ListVersion, Rescreening, ScreeningRun, VersionCheck
from reviews.screening.engine import MATCHER_VERSION
from reviews.screening.parties import Policy
from reviews.states import CheckOutcome, RunKind
from reviews.watched import latest_runs, standings_of

logger = structlog.get_logger(__name__)

# Any constant will do, as long as nothing else in this database locks on the same two.
LOCK_SPACE = 0x4141_4552
VERSIONS_AT_A_TIME = 100
AT_MOST = timedelta(minutes=10)

Progress = Callable[[int], None]
Settled = tuple[CheckOutcome, ScreeningRun | None, int]


def work_on(rescreening: Rescreening, *, progress: Progress = lambda done: None) -> bool:
    """Settle the checks that are left; True when the pass is finished.

    False when somebody else is at it, or when a version waits for a screening that is running.
    """
    with _alone(rescreening) as is_mine:
        if is_mine:
            _settle_all(rescreening, progress)
            return _finish(rescreening)
    return False


def screen_what_waits(rescreening: Rescreening) -> bool:
    """Screen the parties that a pass has found; True when none is left.

    After some minutes the rest is left to the sweeper, which hands it to whoever is free: a broker
    would take a worker that is silent for longer for dead.
    """
    stop_at = timezone.now() + AT_MOST
    waiting = ScreeningRun.objects.filter(check_of__rescreening=rescreening, finished_at=None)
    for run in waiting.order_by("pk"):
        if timezone.now() > stop_at:
            break
        screen_parties(run)
    return not waiting.exists()


@contextmanager
def _alone(rescreening: Rescreening) -> Iterator[bool]:
    key = [LOCK_SPACE, rescreening.pk % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        is_mine = bool(cursor.fetchone()[0])
        try:
            yield is_mine
        finally:
            if is_mine:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def _settle_all(rescreening: Rescreening, progress: Progress) -> None:
    settle = {
        RunKind.LIST_CHANGE: _after_list_change,
        RunKind.PARTY_CHANGE: _each(_after_party_change),
        RunKind.WEEKLY: _each(_in_full),
    }[RunKind(rescreening.kind)]
    waiting = rescreening.checks.filter(outcome="").order_by("pk")
    waiting = waiting.select_related("version__proposal", "rescreening__list_version")
    last = 0
    while some := list(waiting.filter(pk__gt=last)[:VERSIONS_AT_A_TIME]):
        done = _looked_at(rescreening)
        settle(rescreening, some, partial(_note_progress, rescreening, done, progress))
        _note_progress(rescreening, 0, progress, _looked_at(rescreening))
        last = some[-1].pk


def _note_progress(rescreening: Rescreening, done: int, progress: Progress, more: int) -> None:
    Rescreening.objects.filter(pk=rescreening.pk).update(
        looked_at_count=done + more, progress_at=timezone.now()
    )
    progress(done + more)


def _looked_at(rescreening: Rescreening) -> int:
    settled = rescreening.checks.exclude(outcome="")
    return settled.aggregate(n=Sum("party_count"))["n"] or 0


def _after_list_change(
    rescreening: Rescreening, checks: Sequence[VersionCheck], progress: Progress
) -> None:
    """A new run where somebody is concerned; else the check itself says that nothing changed."""
    current = list_in_force()
    if current is None or current.pk != rescreening.list_version_id:
        for check in checks:
            _settle(check, _overtaken)  # the next change of the list has a pass of its own
        return
    policy = policy_in_force()
    runs = _finished_runs(checks)
    same = {v: r for v, r in runs.items() if is_comparable(r, MATCHER_VERSION, plain(policy))}
    anew = _concerned(list(same.values()), current.pk, policy, progress)
    left = _settle_unchanged(checks, {v: r for v, r in same.items() if r.pk not in anew})
    for check in left:
        run = runs.get(check.version_id)
        keys = anew.get(run.pk, set()) if run else set()
        _settle(check, partial(_continued, run=run, current=current, anew=keys))


def _concerned(
    runs: Sequence[ScreeningRun], current: int, policy: Policy, progress: Progress
) -> dict[int, set[str]]:
    """Cases may stand on several older lists; each is compared with the one in force."""
    standings = standings_of(runs)
    groups: dict[int, list[ScreeningRun]] = {}
    for run in runs:
        if standings[run.pk] != current:
            groups.setdefault(standings[run.pk], []).append(run)
    found: dict[int, set[str]] = {}
    for earlier, group in groups.items():
        found |= concerned(group, before=earlier, after=current, policy=policy, progress=progress)
    return found


def _settle_unchanged(
    checks: Sequence[VersionCheck], unchanged: dict[int, ScreeningRun]
) -> list[VersionCheck]:
    """Many at once: what they say is about a finished run and stays true. The others are left."""
    now = timezone.now()
    settled = [check for check in checks if check.version_id in unchanged]
    for check in settled:
        check.basis = unchanged[check.version_id]
        check.outcome, check.checked_at = CheckOutcome.UNCHANGED, now
        check.list_version = check.rescreening.list_version
    fields = ["basis", "outcome", "checked_at", "list_version"]
    VersionCheck.objects.bulk_update(settled, fields)
    return [check for check in checks if check.version_id not in unchanged]


def _continued(
    check: VersionCheck, *, run: ScreeningRun | None, current: ListVersion, anew: set[str]
) -> Settled:
    if run is None or _latest(check) != run:
        return CheckOutcome.OVERTAKEN, None, 0
    check.basis = run
    new = queue_after_list_change(run, current, anew=anew)
    return CheckOutcome.SCREENED, new, new.party_count - new.screened_count


def _each(
    settled: Callable[[VersionCheck], Settled | None],
) -> Callable[[Rescreening, Sequence[VersionCheck], Progress], None]:
    """One version after the other."""

    def settle(
        rescreening: Rescreening, checks: Sequence[VersionCheck], progress: Progress
    ) -> None:
        for done, check in enumerate(checks, 1):
            _settle(check, settled)
            progress(sum(earlier.party_count for earlier in checks[:done]))

    return settle


def _after_party_change(check: VersionCheck) -> Settled | None:
    """None: the screening that is running asks what was known before, so its end is waited for."""
    run = _latest(check)
    if run is None:
        return CheckOutcome.OVERTAKEN, None, 0
    if set(_keys(run)) == {asked.key for asked in asked_about(check.version)}:
        check.basis = run
        return CheckOutcome.UNCHANGED, None, 0
    if not run.is_finished:
        return None
    check.basis = run
    new = queue_screening(check.version, kind=RunKind.PARTY_CHANGE, basis=run)
    known = set(_keys(run))
    return CheckOutcome.SCREENED, new, len({k for k in _keys(new) if k not in known})


def _in_full(check: VersionCheck) -> Settled:
    run = _latest(check)
    if run is None or not run.is_finished:
        return CheckOutcome.OVERTAKEN, None, 0
    check.basis = run
    new = queue_screening(check.version, kind=RunKind.WEEKLY)
    return CheckOutcome.SCREENED, new, new.party_count


def _overtaken(check: VersionCheck) -> Settled:
    return CheckOutcome.OVERTAKEN, None, 0


def _settle(check: VersionCheck, settled: Callable[[VersionCheck], Settled | None]) -> None:
    """One version that cannot be settled must not keep the others from being looked at."""
    try:
        _settle_held(check, settled)
    except Exception:
        logger.exception("version_not_checked", check=check.pk, version=check.version_id)


@transaction.atomic
def _settle_held(check: VersionCheck, settled: Callable[[VersionCheck], Settled | None]) -> None:
    """The case is held, so that no other run of it comes in between."""
    Proposal.objects.held(check.version.proposal_id)
    found = settled(check)
    if found is None:
        return
    check.outcome, check.run, check.affected_count = found
    check.checked_at = timezone.now()
    check.save()
    if check.outcome == CheckOutcome.UNCHANGED:  # the same names; their shares may have changed
        note_ownership(check.version.proposal)


def _finished_runs(checks: Sequence[VersionCheck]) -> dict[int, ScreeningRun]:
    """The latest run of each version, where it is finished and the version is still watched."""
    versions = [check.version_id for check in checks]
    runs = latest_runs().filter(version__in=versions, finished_at__isnull=False)
    return {run.version_id: run for run in runs}


def _latest(check: VersionCheck) -> ScreeningRun | None:
    return latest_runs().filter(version=check.version_id).select_related("version").first()


def _keys(run: ScreeningRun) -> list[str]:
    return [canonical_json(query) for query in run.parties.values_list("query", flat=True)]


@transaction.atomic
def _finish(rescreening: Rescreening) -> bool:
    locked = Rescreening.objects.select_for_update(no_key=True).get(pk=rescreening.pk)
    if locked.checks.filter(outcome="").exists():
        return False
    if locked.finished_at is None:
        locked.affected_count = locked.checks.aggregate(n=Sum("affected_count"))["n"] or 0
        locked.looked_at_count = locked.party_count
        locked.finished_at = timezone.now()
        locked.save()
        record(
            "rescreening.finish",
            by=None,
            subject=locked,
            kind=str(locked.kind),
            screened=locked.checks.filter(outcome=CheckOutcome.SCREENED).count(),
            affected=locked.affected_count,
        )
    return True
