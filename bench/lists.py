"""How fast are the lists of the portal, and do they stay so with many more cases?

    make bench
    make bench ARGS="--sizes 2000,50000 --json"

Fills a database of its own to each of two sizes, and opens in both, in turn, each list with each of
its sorts, filters, tabs and searches. Prints for both what an opening computes and what
elapses in milliseconds, the ratio of what is computed, and the number of queries. The statistics of
the databases are made anew before the measuring.
"""

import argparse
import json
import logging
import os
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import partial
from itertools import count

from django.core.cache import caches
from django.test import Client

from bench.filling import Filling
from bench.sides import Timing, Work, elsewhere, side_by_side
from exports_portal.accounts.roles import Role
from reviews.queue import WaitsFor
from tests.factories.reviews import officer
from tests.signing_in import sign_in

SORTS = ("oldest", "newest", "due", "hits", "number", "title", "state")
ANOTHER = "{another}"  # in an address: a number that no opening had before
CATALOG = "/catalog/"
API = "/api/v1/catalog/"


def main() -> None:
    asked = arguments()
    logging.disable(logging.INFO)  # the table is the output
    first, last = asked.sizes
    with (
        elsewhere(str(first), partial(filled, first)) as small,
        elsewhere(str(last), partial(filled, last)) as large,
    ):
        report(asked.sizes, side_by_side(small, large), as_json=asked.json)


def filled(size: int) -> Mapping[str, Work]:
    """Make so many proposals; what is opened then, by its name."""
    started, filling, reader = time.perf_counter(), Filling(), Client()
    sign_in(reader, officer(Role.CASE_LEAD, full_name="Bench Reader"))
    filling.grow_to(size)
    caches["process"].clear()  # copies are made past the actions that say what changed
    print(f"{size:,} proposals in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    return {name: opening(client, path) for name, client, path in pages(reader, filling)}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast are the lists?")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--sizes", type=_sizes, default=(2_000, 50_000))
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, int]:
    small, large = (int(size) for size in text.split(","))
    return small, large


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
        **{f"waits for: {what}": f"waits={what}" for what in WaitsFor.values},
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


def opening(client: Client, path: str) -> Work:
    paths = (path.replace(ANOTHER, str(number)) for number in count())

    def open_it() -> None:
        answer = client.get(next(paths))
        if answer.status_code != 200:
            raise SystemExit(f"{path} answers {answer.status_code}")

    return open_it


def report(
    sizes: tuple[int, int], found: dict[str, tuple[Timing, Timing]], *, as_json: bool
) -> None:
    if as_json:
        pages = {
            size: {name: asdict(both[place]) for name, both in found.items()}
            for place, size in enumerate(sizes)
        }
        print(json.dumps({"load": os.getloadavg(), "medians in ms": pages}, indent=1))
        return
    load = os.getloadavg()[0]
    print(f"Milliseconds of computing (median of what elapsed), at load {load:.1f}.\n")
    print("| list | {:,} | {:,} | ratio | queries |\n|---|---:|---:|---:|---:|".format(*sizes))
    for name, (first, last) in found.items():
        ratio = last.computed / first.computed
        both = f"{first.computed:.1f} ({first.median}) | {last.computed:.1f} ({last.median})"
        print(f"| {name} | {both} | {ratio:.2f} | {last.queries} |")


if __name__ == "__main__":
    main()
