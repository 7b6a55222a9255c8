"""How fast are the lists of the portal, and do they stay so with many more cases?

    make bench
    make bench ARGS="--sizes 2000,50000 --json"

Fills a database of its own to the first size, then to the second, and opens each list with each of
its sorts, filters, tabs and searches. Prints for both what an opening computes and what
elapses in milliseconds, the ratio of what is computed, and the number of queries. The statistics of
the database are made anew before each measuring.
"""

import argparse
import json
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases

from bench.filling import Filling
from exports_portal.accounts.roles import Role
from tests.factories.reviews import officer
from tests.signing_in import sign_in

OPENINGS = 25
LONGEST = 2.5  # seconds for the openings of one page; a slow one is opened less often
SORTS = ("oldest", "newest", "due", "hits", "number", "title", "state")
ANOTHER = "{another}"  # in an address: a number that no opening had before
CATALOG = "/catalog/"
API = "/api/v1/catalog/"


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


def main() -> None:
    asked = arguments()
    logging.disable(logging.INFO)  # the table is the output
    with a_database():
        filling = Filling()
        reader = Client()
        sign_in(reader, officer(Role.CASE_LEAD, full_name="Bench Reader"))
        results: dict[int, dict[str, Timing]] = {}
        for size in asked.sizes:
            started = time.perf_counter()
            filling.grow_to(size)
            caches["process"].clear()  # copies are made past the actions that say what changed
            took = time.perf_counter() - started
            print(f"{size:,} proposals in {took:.0f} s", file=sys.stderr)
            results[size] = {
                name: opened(client, path) for name, client, path in pages(reader, filling)
            }
    report(results, as_json=asked.json)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast are the lists?")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--sizes", type=_sizes, default=[2_000, 50_000])
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


def pages(reader: Client, filling: Filling) -> Iterator[tuple[str, Client, str]]:
    for name, path in (*queue_pages(filling), ("list changes", "/review/rescreenings/")):
        yield name, reader, path
    for name, path in catalog_pages(filling):
        yield name, Client(), path


def queue_pages(filling: Filling) -> Iterator[tuple[str, str]]:
    yield "home page", "/"
    for tab in ("mine", "open", "decided", "watch"):
        yield f"queue: {tab}", f"/review/?tab={tab}"
    for sort in SORTS:
        yield f"queue: open by {sort}", f"/review/?tab=open&sort={sort}"
    for sort in SORTS:
        yield f"queue: decided by {sort}", f"/review/?tab=decided&sort={sort}"
    lead = filling.lead.pk
    filters = {
        "hits": "hits=on",
        "state": "state=IN_REVIEW",
        "lead": f"lead={lead}",
        "assignee": f"assignee={lead}",
        "assigned to me": "assigned=on",
        "market": "market=KE",
        "number": "q=AAEP-26-10100",
        "words": "q=Stack+1",
        "nothing found": "q=nowhere",
        "page 20": "page=20",
    }
    for name, query in filters.items():
        yield f"queue: open, {name}", f"/review/?tab=open&{query}"


def catalog_pages(filling: Filling) -> Iterator[tuple[str, str]]:
    filters = {
        "all": "",
        "words": "q=hospitals",
        "a number": f"q={filling.entry.designation_number}",
        "country": "country=KE",
        "layer": "layer=L2_DATA",
        "sector": "sector=HEALTHCARE",
        "page 5": "page=5",
    }
    for name, query in filters.items():
        yield f"catalog: {name}", f"{CATALOG}?{query}"
    yield "catalog: new words", f"{CATALOG}?q=hospitals+-zz{ANOTHER}"
    for name, query in (*filters.items(), ("changes", "updated_since=2020-01-01T00:00:00Z")):
        yield f"API: {name}", f"{API}?{query}"
    yield "package", filling.entry.get_absolute_url()
    yield "API: package", f"{API}{filling.entry.slug}/"
    yield "feed", "/catalog/feed.atom"
    yield "sitemap", "/sitemap.xml"


def opened(client: Client, path: str) -> Timing:
    """Open a page once to warm up and count, then many times to measure."""
    paths = (path.replace(ANOTHER, str(number)) for number in count())

    def open_it() -> None:
        answer = client.get(next(paths))
        if answer.status_code != 200:
            raise SystemExit(f"{path} answers {answer.status_code}")

    return measured(open_it)


def measured(work_once: Callable[[], None]) -> Timing:
    """Do it once to warm up, once to count its queries, then many times to measure."""
    work_once()
    with CaptureQueriesContext(connection) as queries:
        work_once()
    asked = len(queries)  # at once: the next time forgets them
    session = session_of_database()
    durations: list[float] = []
    work: list[float] = []
    while len(durations) < OPENINGS and sum(durations) < LONGEST * 1000:
        before, started = computed(session), time.perf_counter()
        work_once()
        durations.append((time.perf_counter() - started) * 1000)
        work.append(computed(session) - before)
    p95 = sorted(durations)[int(len(durations) * 0.95)]
    median = statistics.median(durations)
    return Timing(round(min(work), 1), round(median, 1), round(p95, 1), asked)


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


def report(results: dict[int, dict[str, Timing]], *, as_json: bool) -> None:
    small, large = min(results), max(results)
    if as_json:
        pages = {
            size: {name: asdict(timing) for name, timing in timings.items()}
            for size, timings in results.items()
        }
        print(json.dumps({"load": os.getloadavg(), "medians in ms": pages}, indent=1))
        return
    load = os.getloadavg()[0]
    print(f"Milliseconds of computing (median of what elapsed), at load {load:.1f}.\n")
    print(f"| list | {small:,} | {large:,} | ratio | queries |\n|---|---:|---:|---:|---:|")
    for name, first in results[small].items():
        last = results[large][name]
        ratio = last.computed / first.computed
        both = f"{first.computed} ({first.median}) | {last.computed} ({last.median})"
        print(f"| {name} | {both} | {ratio:.2f} | {last.queries} |")


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


if __name__ == "__main__":
    main()
