"""How does a new copy of the screening list come into force, and how is it made ready to search?"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from exports_portal.audit.recording import record
from exports_portal.canonical import plain, read_as
from reviews.models import ListEntry, ListVersion
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.parties import ListedParty
from reviews.screening.sources import ListFile, read_list

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

ROWS_AT_A_TIME = 2000
# Any constant will do, as long as nothing else in this database locks on the same one.
ONE_AT_A_TIME = 0x4141_4550_4C49_5354  # "AAEPLIST"


def load_list(path: Path, *, by: "User | None" = None) -> ListVersion:
    """Read a list file whole and put it in force, or raise ListRefused and change nothing.

    A file that was loaded before comes back into force without a second copy. Of two loads at once
    the second waits, and its list is the one in force.
    """
    file = read_list(path)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        version = ListVersion.objects.filter(sha256=file.sha256).first() or _store(path, file, by)
        ListVersion.objects.filter(in_force=True).exclude(pk=version.pk).update(in_force=False)
        version.in_force = True
        version.loaded_at = timezone.now()
        version.save(update_fields=["in_force", "loaded_at"])
        record("list.load", by=by, subject=version, sha256=file.sha256, entries=version.entry_count)
    return version


def list_in_force() -> ListVersion | None:
    """The version that is screened against now; None means that nothing can be screened."""
    return ListVersion.objects.filter(in_force=True).first()


@lru_cache(maxsize=1)
def index_of(version_id: int) -> ScreeningIndex:
    """The search index of a list version. Made once per process and version: a few seconds."""
    rows = ListEntry.objects.filter(version=version_id).values_list("data", flat=True)
    return ScreeningIndex.build([read_as(ListedParty, data) for data in rows.iterator()])


def _store(path: Path, file: ListFile, by: "User | None") -> ListVersion:
    version = ListVersion.objects.create(
        file_name=path.name,
        sha256=file.sha256,
        published_at=file.published_at,
        loaded_by=by,
        entry_count=len(file.parties),
        counts=file.counts,
    )
    entries = _entries(version, file)
    while batch := list(islice(entries, ROWS_AT_A_TIME)):
        ListEntry.objects.bulk_create(batch)
    return version


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
