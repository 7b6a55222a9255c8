"""How is a long way to a case walked once, and its rows put back for every other test?

The portal's own actions make a case in about a second, and thousands of tests begin with one. What
the first of them wrote is kept in memory: its rows, its files, and what the factory answered. A
test that begins on an empty database with the same policy gets exactly these rows back. What is no
row, such as a mail in the outbox of a test or a line of a log, does not come back.
"""

import inspect
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from time import time
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.utils import timezone

from exports_portal.celery import app
from tests.database.base import WRITTEN_BY_MIGRATIONS

# The migrations open the call of the program.
CALLS = "proposals_callforproposals"
# A case that is older than this is made anew: pages tell how old things are.
LONGEST_KEPT = 30  # seconds, less than a job may be silent (SILENCE_SECONDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a factory wrote, and what it answered."""

    answer: bytes
    rows: Mapping[str, bytes]
    files: Mapping[Path, bytes]
    after_commit: tuple[Any, ...]
    at: float


_KEPT: dict[str, Kept] = {}


def kept[**P, Answer](build: Callable[P, Answer]) -> Callable[P, Answer]:
    """Keep what this factory writes. Its arguments are plain data, or it is called as it is."""

    @wraps(build)
    def built(*args: P.args, **kwargs: P.kwargs) -> Answer:
        asked = inspect.signature(build).bind(*args, **kwargs)
        if not (_is_plain(asked.arguments.values()) and _is_at_the_beginning()):
            return build(*args, **kwargs)
        key = f"{build.__name__} {asked.arguments!r} {timezone.localdate()} {_policy()}"
        found = _KEPT.get(key)
        if found is None or not 0 <= time() - found.at < LONGEST_KEPT:
            return _first(key, lambda: build(*args, **kwargs))
        answer: Answer = _put_back(found)
        return answer

    return built


def _is_plain(values: Iterable[Any]) -> bool:
    return all(
        value is None
        or isinstance(value, bool | int | str)
        or (isinstance(value, list | tuple | set) and _is_plain(value))
        or (isinstance(value, Mapping) and _is_plain(value) and _is_plain(value.values()))
        for value in values
    )


def _is_at_the_beginning() -> bool:
    """Within a test that is taken back, before anything but policy was written?"""
    if not connection.in_atomic_block or app.conf.task_always_eager:
        return False
    with connection.cursor() as cursor:
        written = [table for table in _tables() if table != CALLS]
        anything = " OR ".join(f"EXISTS (SELECT FROM {table})" for table in written)
        cursor.execute(f"SELECT {anything}")
        (is_written,) = cursor.fetchone()
    return not is_written


@cache
def _tables() -> tuple[str, ...]:
    """The tables that a test writes."""
    names = connection.introspection.django_table_names(only_existing=True)
    return tuple(sorted(name for name in names if not name.startswith(WRITTEN_BY_MIGRATIONS)))


def _policy() -> str:
    """Another text for another policy, or for other calls."""
    names = connection.introspection.django_table_names(only_existing=True)
    tables = [CALLS, *sorted(name for name in names if name.startswith("policy_"))]
    said = ", ".join(f"(SELECT md5(string_agg(t::text, '')) FROM {name} t)" for name in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {said}")
        return repr(cursor.fetchone())


def _first[Answer](key: str, build: Callable[[], Answer]) -> Answer:
    before, files = len(connection.run_on_commit), set(_files())
    answer = build()
    rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            with cursor.copy(f"COPY {table} TO STDOUT") as copied:
                text = b"".join(copied)
            if text:
                rows[table] = text
    _KEPT[key] = Kept(
        answer=pickle.dumps(answer),
        rows=rows,
        files={_beneath(file): file.read_bytes() for file in _files() if file not in files},
        after_commit=tuple(connection.run_on_commit[before:]),
        at=time(),
    )
    return answer


def _put_back(found: Kept) -> Any:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"DELETE FROM {CALLS}")
        for table, text in found.rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copied:
                copied.write(text)
        cursor.execute("SET LOCAL session_replication_role = origin")
    for file, content in found.files.items():
        place = Path(settings.MEDIA_ROOT).parent / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    ids = set(connection.savepoint_ids)
    connection.run_on_commit.extend((ids, *rest) for _, *rest in found.after_commit)
    # The keys of rows are those of another test: what was computed from them is forgotten.
    caches["process"].clear()
    return pickle.loads(found.answer)


def _files() -> Iterable[Path]:
    """The files of this test: they lie in its own folder (tests/conftest.py)."""
    return (file for file in Path(settings.MEDIA_ROOT).parent.rglob("*") if file.is_file())


def _beneath(file: Path) -> Path:
    return file.relative_to(Path(settings.MEDIA_ROOT).parent)
