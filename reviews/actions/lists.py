"""How does a new copy of the screening list come into force?

Whatever comes, the last good version stays in force until one transaction replaces it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from exports_portal.audit.recording import record
from exports_portal.canonical import plain
from exports_portal.errors import InvalidInput, StepRefused
from reviews.actions.differences import difference_between
from reviews.actions.quarantine import reasons_to_hold
from reviews.freshness import publication
from reviews.models import ListEntry, ListVersion
from reviews.permissions import require_list_keeper
from reviews.screening.sources import ListFile, ListRefused, read_list
from reviews.signals import list_activated
from reviews.states import FetchOutcome, ListState

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

ROWS_AT_A_TIME = 2000
SHORTEST_REASON = 10  # characters; "ok" is no reason
# Any constant will do, as long as nothing else in this database locks on the same one.
ONE_AT_A_TIME = 0x4141_4550_4C49_5354  # "AAEPLIST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a file came from, and by which marks the place will know whether it has changed."""

    place: str
    file_name: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file."""

    version: ListVersion
    outcome: FetchOutcome


def take_in(
    path: Path, *, origin: Origin | None = None, by: "User | None" = None, release: str = ""
) -> Taken:
    """Read a list file whole; put it in force, or in quarantine when something about it is odd.

    Raises ListRefused for a file that cannot be used, and changes nothing. With `release`, a reason
    in words, an odd one comes into force all the same. A file that was loaded before makes no
    second copy. Of two calls at once the second waits for the first and finds what that did.
    """
    file = read_list(path)
    origin = origin or Origin(place=str(path.resolve()), file_name=path.name)
    reason = checked_reason(release) if release else ""
    with transaction.atomic():
        _one_at_a_time()
        known = ListVersion.objects.filter(sha256=file.sha256).first()
        if known and known.in_force:
            return accepted(confirm(known, origin=origin), reason=reason, by=by)
        if known and known.state == ListState.REJECTED and not reason:
            raise ListRefused(f"this file was rejected before: {known.decision_reason}")
        version = _come_again(known) if known else _stored(file, origin, by)
        version.follows = list_in_force()
        version.reasons = reasons_to_hold(version, version.follows, file.parties)
        if version.reasons and not reason:
            return _hold(version, by=by, is_news=version is not known or not known.is_quarantined)
        return _activate(version, by=by, reason=reason if _is_odd(version) else "")


def confirm(version: ListVersion, *, origin: Origin | None = None) -> Taken:
    """The place the list comes from says that the version in force is still the newest."""
    version.confirmed_at = timezone.now()
    if origin:
        version.origin = origin.place
        version.etag, version.last_modified = origin.etag, origin.last_modified
    version.save(update_fields=["confirmed_at", "origin", "etag", "last_modified"])
    return Taken(version, FetchOutcome.UNCHANGED)


def accept_age(version: ListVersion, *, reason: str, by: "User") -> ListVersion:
    """Somebody says why the list in force may be decided on although it was published long ago.

    That holds as long again as a publication does, counted from now.
    """
    require_list_keeper(by)
    words = checked_reason(reason)
    with transaction.atomic():
        _one_at_a_time()
        found = ListVersion.objects.select_for_update(no_key=True, of=("self",)).get(pk=version.pk)
        if not found.in_force:
            raise StepRefused(f"This version is not in force: {found.get_state_display()}.")
        if not publication(found).is_held:
            raise StepRefused("No decision is held back: this version was published recently.")
        accepted(Taken(found, FetchOutcome.UNCHANGED), reason=words, by=by)
    return found


def release_version(version: ListVersion, *, reason: str, by: "User") -> ListVersion:
    """Somebody looked at a version in quarantine and puts it in force."""
    require_list_keeper(by)
    words = checked_reason(reason)
    with transaction.atomic():
        return _activate(_held(version), by=by, reason=words).version


def reject_version(version: ListVersion, *, reason: str, by: "User") -> ListVersion:
    """Somebody looked at a version in quarantine: it never comes into force by itself."""
    require_list_keeper(by)
    words = checked_reason(reason)
    with transaction.atomic():
        held = _held(version)
        held.state = ListState.REJECTED
        _decide(held, by=by, reason=words)
        held.save()
        record("list.reject", by=by, subject=held, summary=words, sha256=held.sha256)
    return held


def checked_reason(text: str) -> str:
    """The reason without blanks around it; InvalidInput for one that says nothing."""
    words = text.strip()
    if len(words) < SHORTEST_REASON:
        sentence = f"Write at least {SHORTEST_REASON} characters, so that others can follow it."
        raise InvalidInput(sentence, fields={"reason": [sentence]})
    return words


def list_in_force() -> ListVersion | None:
    """The version that is screened against now; None means that nothing can be screened."""
    return ListVersion.objects.filter(state=ListState.IN_FORCE).first()


def _is_odd(version: ListVersion) -> bool:
    return bool(version.reasons) or publication(version).is_held


def accepted(taken: Taken, *, reason: str, by: "User | None") -> Taken:
    """A reason given for the list in force counts where its age holds decisions back."""
    version = taken.version
    if reason and publication(version).is_held:
        _decide(version, by=by, reason=reason)
        version.save(update_fields=["decided_by", "decided_at", "decision_reason"])
        record("list.accept_age", by=by, subject=version, summary=reason, sha256=version.sha256)
    return taken


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _held(version: ListVersion) -> ListVersion:
    _one_at_a_time()
    found = ListVersion.objects.select_for_update(no_key=True, of=("self",)).get(pk=version.pk)
    if not found.is_quarantined:
        raise StepRefused(f"This version is not in quarantine: {found.get_state_display()}.")
    return found


def _decide(version: ListVersion, *, by: "User | None", reason: str) -> None:
    version.decided_by, version.decided_at, version.decision_reason = by, timezone.now(), reason


def _come_again(version: ListVersion) -> ListVersion:
    """One that waits keeps the time since when it waits."""
    if not version.is_quarantined:
        version.loaded_at = timezone.now()
    return version


def _keep_difference(version: ListVersion) -> None:
    """Worked out once, for whoever looks at it."""
    before = version.follows
    if before and before != version and before.is_comparable_with(version):
        difference_between(before, version)


def _hold(version: ListVersion, *, by: "User | None", is_news: bool) -> Taken:
    version.state = ListState.QUARANTINED
    version.save(update_fields=["state", "reasons", "loaded_at", "follows"])
    _keep_difference(version)
    if is_news:
        record(
            "list.quarantine",
            by=by,
            subject=version,
            sha256=version.sha256,
            reasons=version.reasons,
        )
    return Taken(version, FetchOutcome.QUARANTINED)


def _activate(version: ListVersion, *, by: "User | None", reason: str) -> Taken:
    """The old version steps back and the new one comes into force, in one transaction."""
    now, previous = timezone.now(), list_in_force()
    if previous:
        previous.state, previous.superseded_at = ListState.SUPERSEDED, now
        previous.save(update_fields=["state", "superseded_at"])
    version.state, version.superseded_at = ListState.IN_FORCE, None
    version.activated_at = version.confirmed_at = now
    version.follows = previous
    if reason:
        _decide(version, by=by, reason=reason)
    version.save()
    _keep_difference(version)
    _overtake(version)
    record(
        "list.release" if reason else "list.load",
        by=by,
        subject=version,
        summary=reason,
        sha256=version.sha256,
        entries=version.entry_count,
    )
    transaction.on_commit(
        lambda: list_activated.send_robust(ListVersion, version=version, previous=previous)
    )
    return Taken(version, FetchOutcome.ACTIVATED)


def _overtake(version: ListVersion) -> None:
    """What waits and is no newer need not be decided any more."""
    waiting = ListVersion.objects.filter(state=ListState.QUARANTINED)
    passed = [held.pk for held in waiting if not held.is_newer_than(version)]
    waiting.filter(pk__in=passed).update(state=ListState.OVERTAKEN)


def _stored(file: ListFile, origin: Origin, by: "User | None") -> ListVersion:
    version = ListVersion.objects.create(
        file_name=origin.file_name[:255],
        origin=origin.place,
        etag=origin.etag,
        last_modified=origin.last_modified,
        sha256=file.sha256,
        is_fictional=file.is_fictional,
        published_at=file.published_at or _stated(origin.last_modified),
        loaded_by=by,
        entry_count=len(file.parties),
        counts=file.counts,
    )
    entries = _entries(version, file)
    while batch := list(islice(entries, ROWS_AT_A_TIME)):
        ListEntry.objects.bulk_create(batch)
    return version


def _stated(last_modified: str) -> datetime | None:
    """A CSV file does not say when it was published; the server it came from may."""
    try:
        return parsedate_to_datetime(last_modified)
    except ValueError:
        return None


def _entries(version: ListVersion, file: ListFile) -> Iterator[ListEntry]:
    for position, party in enumerate(file.parties):
        yield ListEntry(
            version=version,
            position=position,
            entry_id=party.id,
            list_code=party.list_code,
            name=party.name,
            data=plain(party),
        )
