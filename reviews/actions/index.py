"""How does a process get the search index of a list version in a moment?

From a file beside the list, written by the process that needed it first. The file is known by the
hash of the list and the version of the matcher, and one that is broken is as good as none: what
counts is in the database.
"""

from functools import lru_cache
from pathlib import Path
from threading import Lock

import structlog
from django.conf import settings

from exports_portal.canonical import read_as
from reviews.models import ListEntry, ListVersion
from reviews.screening import saved_index
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import MATCHER_VERSION
from reviews.screening.parties import ListedParty

logger = structlog.get_logger(__name__)

# Of these the oldest are deleted: the list in force, the one before, and some old runs to verify.
KEPT_FILES = 6
_one_at_a_time = Lock()


def index_of(version_id: int) -> ScreeningIndex:
    """The index of a list version, kept in memory until another one is asked for."""
    with _one_at_a_time:
        return _index_of(version_id)


def index_from_database(version_id: int) -> ScreeningIndex:
    """Made from what counts, whatever stands in a file: some seconds."""
    return ScreeningIndex.build(_stored(version_id))


def listed_parties(version_id: int) -> list[ListedParty]:
    """Every entry of a list version, in the order of the list."""
    if saved := _saved(_file_of(version_id)):
        return list(saved.parties)
    return _stored(version_id)


@lru_cache(maxsize=1)
def _index_of(version_id: int) -> ScreeningIndex:
    file = _file_of(version_id)
    if saved := _saved(file):
        return saved
    built = index_from_database(version_id)
    _save(built, file)
    return built


def _stored(version_id: int) -> list[ListedParty]:
    rows = ListEntry.objects.filter(version=version_id).values_list("data", flat=True)
    return [read_as(ListedParty, data) for data in rows.iterator()]


def _file_of(version_id: int) -> Path:
    sha256 = ListVersion.objects.values_list("sha256", flat=True).get(pk=version_id)
    folder: Path = settings.SCREENING_INDEX_DIR
    return folder / f"{sha256}-{MATCHER_VERSION}.index"


def _saved(file: Path) -> ScreeningIndex | None:
    try:
        return saved_index.load(file)
    except FileNotFoundError:
        return None
    except (saved_index.IndexNotUsable, OSError) as error:
        logger.warning("index_not_usable", file=file.name, error=str(error))
        return None


def _save(index: ScreeningIndex, file: Path) -> None:
    """Without a place to write to, the index is built by every process: slower, and no worse."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        saved_index.save(index, file)
        files = sorted(file.parent.glob("*.index"), key=lambda f: f.stat().st_mtime, reverse=True)
        for old in files[KEPT_FILES:]:
            old.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("index_not_saved", file=file.name, error=str(error))
