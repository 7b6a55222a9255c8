"""How are a small and a large portal measured beside each other?

Each side is a process with a database of its own. What is measured is done on both in turn, so that
whatever else the machine does meanwhile falls on both alike.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases

OPENINGS = 25
LONGEST = 8.0  # seconds for the openings of one page on both sides; a slow one is opened less often

END = ()  # nothing more is asked

type Work = Callable[[], None]
type Prepared = Callable[[], Mapping[str, Work]]
# (milliseconds of computing, milliseconds that elapsed)
type Once = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one opening: computing, and elapsed (median, 95th percentile); its queries.

    Computing is the processor's time of this process and of its database session together, the
    least of all openings: others who use the machine as well lengthen what elapses much more.
    """

    computed: float
    median: float
    p95: float
    queries: int


@dataclass(frozen=True, slots=True)
class Side:
    """What can be done on one side, and how often a database is asked for it."""

    names: Callable[[], list[str]]
    queries: Callable[[str], int]
    once: Callable[[str], Once]


def side_by_side(small: Side, large: Side) -> dict[str, tuple[Timing, Timing]]:
    """What both sides can do, measured in turn."""
    return {name: _in_turn(name, small, large) for name in small.names()}


def _in_turn(name: str, *sides: Side) -> tuple[Timing, Timing]:
    asked = [side.queries(name) for side in sides]
    found: list[list[Once]] = [[], []]
    until = time.perf_counter() + LONGEST
    while len(found[0]) < OPENINGS and (not found[0] or time.perf_counter() < until):
        for side, times in zip(sides, found, strict=True):
            times.append(side.once(name))
    small, large = (_timing(times, queries) for times, queries in zip(found, asked, strict=True))
    return small, large


def _timing(times: list[Once], queries: int) -> Timing:
    durations = sorted(elapsed for _, elapsed in times)
    p95 = durations[int(len(durations) * 0.95)]
    least = min(computed for computed, _ in times)
    return Timing(round(least, 2), round(statistics.median(durations), 1), round(p95, 1), queries)


def here(works: Mapping[str, Work]) -> Side:
    """A side in this process, on its database."""
    session = session_of_database()
    return Side(
        names=lambda: list(works),
        queries=lambda name: _queries(works[name]),
        once=lambda name: _once(works[name], session),
    )


def _queries(work: Work) -> int:
    """Once to warm up, and once to count."""
    work()
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


def _once(work: Work, session: Path) -> Once:
    before, started = computed(session), time.perf_counter()
    work()
    elapsed = (time.perf_counter() - started) * 1000
    return computed(session) - before, elapsed


@contextmanager
def elsewhere(name: str, prepared: Prepared) -> Iterator[Side]:
    """A side in a process and a database of its own, which are gone afterwards."""
    fork = get_context("fork")
    ours, theirs = fork.Pipe()
    process = fork.Process(target=_serve, args=(theirs, name, prepared))
    process.start()
    theirs.close()
    try:
        yield Side(*(partial(_asked, ours, what) for what in ("names", "queries", "once")))
    finally:
        with suppress(OSError):  # it ended by itself
            ours.send(END)
        process.join()


def _asked(other: Connection, *what: str):
    other.send(what)
    return other.recv()


def _serve(other: Connection, name: str, prepared: Prepared) -> None:
    """Answer until the end is said."""
    connection.settings_dict["TEST"]["NAME"] = f"bench_{name}"
    with a_database():
        side = here(prepared())
        while asked := other.recv():
            what, *of = asked
            other.send(getattr(side, what)(*of))


def session_of_database() -> Path:
    """Where Linux writes down what the session computes: the database is on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    return Path(f"/proc/{pid}/schedstat")


def computed(session: Path) -> float:
    """Milliseconds that this process and its database session have computed so far."""
    nanoseconds, *_ = session.read_text().split()
    return time.process_time() * 1_000 + int(nanoseconds) / 1_000_000


@contextmanager
def a_database() -> Iterator[None]:
    """A migrated database that is gone afterwards."""
    made = setup_databases(verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        # What helpers of the session compute would not be counted.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)
