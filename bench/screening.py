"""How well and how fast does the screening work, beside what else could be used?

    make bench-screening                                 prints the table
    make bench-screening ARGS="--write docs/screening.md"   and puts it into the page

Everything runs in this process, on the labelled queries in SCREENING_DATA_DIR, with fixed seeds;
the systems are asked in turns, so that a busy machine slows them alike: read speeds as ratios.
OpenSanctions' logic-v2 is measured once `make var/bench` has installed it beside the portal.
"""

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.screening_data import (
    MACRO,
    RATES,
    SHOWN,
    Query,
    hard_texts,
    labelled_queries,
    made_parties,
    outcome,
    parties_of_the_list,
    recall,
    sample,
)
from bench.screening_systems import System, logic_v2, ours, pg_similarity, token_sort
from reviews.screening import saved_index
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.delta import affected_parties
from reviews.screening.engine import MATCHER_VERSION, screen
from reviews.screening.parties import ListedParty, Party, PartyKind, Policy
from reviews.screening.sources import read_list

EACH = 100  # queries a set for the comparison of systems
TIMED = 240
CHANGED = 200
MARKS = "<!-- numbers -->\n", "<!-- /numbers -->\n"
INSTALL = "`make var/bench`, after apt-get install libicu-dev pkg-config g++"
_LOADED = """
import json, resource, sys
from pathlib import Path
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
before = resident()
from reviews.screening import saved_index
from reviews.screening.engine import screen
from reviews.screening.parties import Party, Policy
index = saved_index.load(Path(sys.argv[1]))
for name in ("ESMAL KATEB", "Almaz Antey Telecom", "Huawei Tecnologies"):
    screen(Party(name=name), index, Policy())
print(json.dumps(resident() - before))
"""


def main() -> None:
    options = _options()
    lines: list[str] = []
    for line in report(options.data, options.parties):
        print(line, flush=True)
        lines.append(line)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        before, _, rest = page.partition(MARKS[0])
        _, _, after = rest.partition(MARKS[1])
        text = "\n".join(lines)
        options.write.write_text(
            f"{before}{MARKS[0]}\n{text}\n\n{MARKS[1]}{after}", encoding="utf-8"
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.screening")
    parser.add_argument("--data", type=Path, required=True, help="SCREENING_DATA_DIR")
    parser.add_argument("--parties", type=int, default=600_000, help="how many the delta screens")
    parser.add_argument("--write", type=Path, help="the page to put the numbers into")
    return parser.parse_args()


def report(data: Path, parties: int) -> Iterator[str]:
    whole = read_list(data / "consolidated.json.gz").parties
    asked = labelled_queries(data / "queries-dev.jsonl.gz")
    index = ScreeningIndex.build(read_list(data / "consolidated-benchmark.json.gz").parties)
    now = datetime.now(UTC)
    yield (
        f"Measured {now:%-d %B %Y, %H:%M} UTC by `make bench-screening`: matcher version"
        f" {MATCHER_VERSION}, Python {platform.python_version()}, {os.cpu_count()} cores,"
        f" load {os.getloadavg()[0]:.1f}."
    )
    yield from _accuracy(asked, index)
    yield from _beside_others(asked, index)
    yield from _size_and_speed(whole, asked, parties)


def _accuracy(asked: Sequence[Query], index: ScreeningIndex) -> Iterator[str]:
    yield ""
    yield f"Recall in percent on all {len(asked):,} queries of the dev half:"
    yield ""
    yield _row("alerts on clean names", *SHOWN, "macro", "threshold", "hits a query")
    yield _row(*["---"] * (len(SHOWN) + 4))
    for system in (ours(index), ours(index, calibrated=False)):
        outcomes = [outcome(query, system.find(query)) for query in asked]
        for rate, found in recall(asked, outcomes).items():
            shown = (f"{found[name]:.1f}" for name in (*SHOWN, "macro"))
            line = f"{rate:.0%}, {system.name}"
            yield _row(line, *shown, f"{found['threshold']:.3f}", f"{found['hits']:.2f}")


def _beside_others(asked: Sequence[Query], index: ScreeningIndex) -> Iterator[str]:
    chosen = sample(asked, EACH)
    others = [token_sort(index.parties), pg_similarity(index.parties), logic_v2(index)]
    systems = [ours(index), *filter(None, others)]
    found, times = _in_turns(systems, chosen)
    yield ""
    yield f"Beside others, asked in turns: {len(chosen):,} of these queries ({EACH} a set)"
    yield ""
    macros = (f"macro at {rate:.0%}" for rate in RATES)
    yield _row("system", *macros, *(f"{name} at 2%" for name in MACRO), "p50 ms", "p95 ms", "ratio")
    yield _row(*["---"] * (len(RATES) + len(MACRO) + 4))
    scan = statistics.median(times[1])
    for system, outcomes, spent in zip(systems, found, times, strict=True):
        measured = recall(chosen, outcomes)
        yield _row(
            f"{system.name} {system.remark}".strip(),
            *(f"{measured[rate]['macro']:.1f}" for rate in RATES),
            *(f"{measured[0.02][name]:.1f}" for name in MACRO),
            f"{statistics.median(spent):.1f}",
            f"{sorted(spent)[int(len(spent) * 0.95)]:.1f}",
            f"{statistics.median(spent) / scan:.2f}",
        )
    if logic_v2(index) is None:
        yield _row("OpenSanctions logic-v2", f"not installed: {INSTALL}", *[""] * 9)


def _in_turns(systems: Sequence[System], chosen: Sequence[Query]) -> tuple[list[Any], list[Any]]:
    found: list[list[Any]] = [[] for _ in systems]
    times: list[list[float]] = [[] for _ in systems]
    for system in systems:  # what a system reads when it is asked first is not its speed
        system.find(chosen[0])
    for query in chosen:
        for number, system in enumerate(systems):
            started = time.perf_counter()
            hits = system.find(query)
            times[number].append(1000 * (time.perf_counter() - started))
            found[number].append(outcome(query, hits))
    return found, times


def _size_and_speed(
    whole: Sequence[ListedParty], asked: Sequence[Query], parties: int
) -> Iterator[str]:
    built, index = _timed(lambda: ScreeningIndex.build(whole))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "index"
        saved_index.save(index, path)
        loaded, _ = _timed(lambda: saved_index.load(path))
        program = [sys.executable, "-c", _LOADED, str(path)]
        done = subprocess.run(program, check=True, capture_output=True, text=True)  # noqa: S603
        memory = json.loads(done.stdout)
    yield ""
    yield _row("what", "goal", "measured")
    yield _row(*["---"] * 3)
    yield _row("listed names that find their own record", "all", _self_found(index))
    yield _row("index of the whole list built", "6 s", _seconds(built))
    yield _row("saved index loaded", "1 s", _seconds(loaded))
    yield _row("memory added to a process, libraries included", "150 MB", f"{memory:.0f} MB")
    yield from _queries_timed(index, asked)
    yield from _alerts_of_clean_companies(index, asked)
    made = list(made_parties(parties, asked, index.parties))
    yield from _delta(index, made, f"{len(made):,} parties", goal="120 s")
    own = list(parties_of_the_list(index.parties))
    yield from _delta(index, own, f"the {len(own):,} parties of the list itself")
    yield from _slowest(index)


def _self_found(index: ScreeningIndex) -> str:
    names = [(number, name) for number, party in enumerate(index.parties) for name in party.names]
    own = sum(
        number in {index.names[found].party for found in index.equal(name)}
        for number, name in names
    )
    return f"{own:,} of {len(names):,}"


def _queries_timed(index: ScreeningIndex, asked: Sequence[Query]) -> Iterator[str]:
    chosen = random.Random(3).sample(asked, 1000)
    scan = token_sort(index.parties)
    policy = Policy()
    mine, theirs = [], []
    for query in chosen[:TIMED]:
        started = time.perf_counter()
        screen(Party(name=query.name, kind=query.kind), index, policy)
        middle = time.perf_counter()
        scan.find(query)
        mine.append(1000 * (middle - started))
        theirs.append(1000 * (time.perf_counter() - middle))
    ratio = statistics.median(mine) / statistics.median(theirs)
    yield _row("one query, p50", "", f"{statistics.median(mine):.1f} ms")
    yield _row("one query, p95", "15 ms", f"{sorted(mine)[int(TIMED * 0.95)]:.1f} ms")
    yield _row("p50 as a ratio to a token_sort_ratio scan", "0.2", f"{ratio:.2f}")
    many, _ = _timed(lambda: [screen(Party(name=q.name), index, policy) for q in chosen])
    yield _row("1,000 names", "4 s", _seconds(many))


def _alerts_of_clean_companies(index: ScreeningIndex, asked: Sequence[Query]) -> Iterator[str]:
    for name, called, goal in (
        ("neg_sec", "U.S. companies, country given", "3%"),
        ("neg_univ", "universities, country unknown", "1%"),
    ):
        countries = ("US",) if name == "neg_sec" else ()
        chosen = [query for query in asked if query.set == name]
        policy = Policy(floor=Policy().review)
        alerts = sum(
            bool(screen(Party(name=q.name, kind=q.kind, countries=countries), index, policy))
            for q in chosen
        )
        share = f"{alerts / len(chosen):.1%} of {len(chosen)}"
        yield _row(f"{called}: alerts at the review line", goal, share)


def _delta(
    index: ScreeningIndex, parties: Sequence[tuple[int, Party]], called: str, goal: str = ""
) -> Iterator[str]:
    entries = random.Random(7).sample(list(index.parties), CHANGED)
    names = sum(len(entry.names) for entry in entries)

    def progress(done: int) -> None:
        if done % 50_000 == 0:
            print(f"  {done:,} of {len(parties):,} parties", file=sys.stderr, flush=True)

    spent, affected = _timed(
        lambda: list(affected_parties(entries, parties, index, Policy(), progress))
    )
    what = f"{CHANGED} changed entries ({names} names) against {called}"
    yield _row(what, goal, f"{_seconds(spent)}; {len(affected):,} affected")


def _slowest(index: ScreeningIndex) -> Iterator[str]:
    words = [word for name in list(index.names)[::7] for word in name.text.split()]
    times = {}
    for what, text in hard_texts(words).items():
        party = Party(name=text, kind=PartyKind.ORGANIZATION, address=text, ids=(text,))
        times[what], _ = _timed(lambda party=party: screen(party, index, Policy()))  # type: ignore[misc]
    slowest = max(times, key=lambda what: times[what][1])
    spent, cpu = times[slowest]
    shown = f"{1000 * spent:.0f} ms ({1000 * cpu:.0f} ms CPU): {slowest}"
    yield _row(f"slowest of {len(times)} texts made to be slow, on its first run", "100 ms", shown)


def _timed[Result](work: Callable[[], Result]) -> tuple[tuple[float, float], Result]:
    """Seconds on the clock and of the processor, and what came out."""
    started, cpu = time.perf_counter(), time.process_time()
    result = work()
    return (time.perf_counter() - started, time.process_time() - cpu), result


def _seconds(spent: tuple[float, float]) -> str:
    return f"{spent[0]:.2f} s ({spent[1]:.2f} s CPU)"


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
