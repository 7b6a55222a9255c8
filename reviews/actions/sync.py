"""How is the newest screening list got, and what is written down about each attempt?"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from reviews.actions.download import WEB, Download, DownloadFailed, Limits, downloaded
from reviews.actions.lists import (
    Origin,
    Taken,
    accepted,
    checked_reason,
    confirm,
    list_in_force,
    take_in,
)
from reviews.models import ListFetch, ListVersion
from reviews.permissions import require_list_keeper
from reviews.screening.sources import ListRefused
from reviews.signals import list_wanted
from reviews.states import FetchOutcome

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


def sync_lists(
    place: str = "",
    *,
    sha256: str = "",
    release: str = "",
    by: "User | None" = None,
    limits: Limits | None = None,
) -> ListFetch:
    """Get the list from a URL or a path and take it in. Every attempt leaves one ListFetch.

    Nothing that the world does raises: a server that is away, a broken file. The version in force
    then stays in force, and is not confirmed.
    """
    release = checked_reason(release) if release else ""
    place = place or usual_place()
    if place and not place.startswith(WEB):
        place = str(Path(place).resolve())
    fetch = ListFetch.objects.create(origin=place, by=by)
    begun, in_force = time.monotonic(), list_in_force()
    with _written_down(fetch), _got(place, in_force, limits or Limits()) as download:
        fetch.byte_count, fetch.etag = download.byte_count, download.etag
        origin = _origin(place, download)
        taken = _taken(origin, download, in_force, sha256=sha256, release=release, by=by)
        fetch.version, fetch.outcome = taken.version, taken.outcome
        if fetch.outcome == FetchOutcome.QUARANTINED:
            fetch.reason = " ".join(taken.version.reasons)
    fetch.seconds = round(time.monotonic() - begun, 2)
    fetch.save()
    return fetch


@contextmanager
def _written_down(fetch: ListFetch) -> Iterator[None]:
    """What the world did wrong is the reason of this attempt, and no error."""
    try:
        yield
    except ListRefused as refused:
        fetch.outcome, fetch.reason = FetchOutcome.REFUSED, str(refused)
    except DownloadFailed as failed:
        fetch.outcome, fetch.reason = FetchOutcome.FAILED, str(failed)
    except OSError as error:
        fetch.outcome = FetchOutcome.FAILED
        fetch.reason = f"{fetch.origin} cannot be read: {error.strerror}."


def ask_for_sync(*, by: "User") -> None:
    """Have a worker look for a newer list now; the attempt will name the person."""
    require_list_keeper(by)
    list_wanted.send_robust(ListFetch, by=by)


def usual_place() -> str:
    """The configured address, else wherever the version in force came from."""
    version = list_in_force()
    configured: str = settings.SCREENING_LIST_URL
    return configured or (version.origin if version else "")


@contextmanager
def _got(place: str, in_force: ListVersion | None, limits: Limits) -> Iterator[Download]:
    """The file on the disk: as it lies, or downloaded unless the version in force is the newest."""
    if not place:
        raise DownloadFailed("Nobody has said where the list is: set SCREENING_LIST_URL.")
    if not place.startswith(WEB):
        path = Path(place)
        yield Download(path=path, byte_count=path.stat().st_size)
        return
    marks = in_force if in_force and in_force.origin == place else ListVersion()
    with downloaded(
        place, etag=marks.etag, last_modified=marks.last_modified, limits=limits
    ) as download:
        yield download


def _taken(
    origin: Origin,
    download: Download,
    in_force: ListVersion | None,
    *,
    sha256: str,
    release: str,
    by: "User | None",
) -> Taken:
    """Told by the server or by its hash, the file in force need not be read again."""
    known = in_force if download.is_unchanged else None
    found = known.sha256 if known else _sha256(download.path)
    if sha256 and found != sha256.strip().lower():
        raise ListRefused(f"the file has the sha256 {found}, and not the one that was given")
    if in_force and in_force.sha256 == found:
        confirmed = confirm(in_force, origin=None if known else origin)
        return accepted(confirmed, reason=release, by=by)
    return take_in(download.path, origin=origin, by=by, release=release)


def _origin(place: str, download: Download) -> Origin:
    path = urlsplit(place).path if place.startswith(WEB) else place
    return Origin(
        place=place,
        file_name=Path(path).name or "list",
        etag=download.etag,
        last_modified=download.last_modified,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
