"""Which kinds of trouble does the matcher have? Printed in a minute, before and after a change.

    python -m bench.screening_kinds --data "$SCREENING_DATA_DIR" [--misses]

Recall at equal alert rates on the dev half, the reported cases, families of listed companies,
joined and split words, labelled pairs and speed; all with fixed seeds.
"""

import argparse
import csv
import json
import random
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.screening_data import KINDS, SHOWN, Query, labelled_queries, outcome, recall
from bench.screening_systems import ours, token_sort
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import MATCHER_VERSION, screen
from reviews.screening.names import words
from reviews.screening.ordinary import is_telling
from reviews.screening.pairs import similarity_of_names
from reviews.screening.parties import Match, Party, PartyKind, Policy
from reviews.screening.sources import read_list
from reviews.screening.vocabulary import LEGAL_FORMS

TIMED = 400
_EACH = 150
_SHORTEST_BRAND = 4
_ADDRESS = "Address"
_KINDS = KINDS | {_ADDRESS: PartyKind.ADDRESS}
FAMILIES = ((1, 3), (4, 10), (11, 10_000))
AFFILIATES = ("{} Singapore Pte Ltd", "{} Kazakhstan LLP", "{} Energy Development Co Ltd")


@dataclass(frozen=True, slots=True)
class Case:
    """A text asked for, and which of the hits are right."""

    kind: str
    party: Party
    is_right: Callable[[Match], bool]
    is_clean: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    case: Case
    found: bool
    first: bool
    top: float


def ask(cases: Sequence[Case], index: ScreeningIndex) -> list[Answer]:
    found = []
    for case in cases:
        matches = screen(case.party, index, Policy())
        right = [case.is_right(match) for match in matches]
        found.append(Answer(case, any(right), right[:1] == [True], _top(matches)))
    return found


def _top(matches: Sequence[Match]) -> float:
    return matches[0].score if matches else 0.0


def reported(path: Path) -> list[Case]:
    return [_reported(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _reported(row: Mapping[str, Any]) -> Case:
    kind = _KINDS.get(str(row["type"]), PartyKind.UNKNOWN)
    right = frozenset(row["match"])
    is_address = kind is PartyKind.ADDRESS
    party = Party(
        name=str(row["name"]),
        kind=kind,
        countries=tuple(row["countries"]),
        address=str(row["name"]) if is_address else "",
    )
    return Case(f"{row['id']} {row['kind']}", party, lambda m: m.entry.id in right, not right)


def brands(index: ScreeningIndex) -> dict[str, int]:
    """Words that stand alone as the name of a listed company, with how many parties use them."""
    users: defaultdict[str, set[int]] = defaultdict(set)
    alone: dict[str, str] = {}
    for name in index.names:
        entry = index.parties[name.party]
        if entry.type in ("Individual", "Vessel", "Aircraft"):
            continue
        telling = [word for word in name.words if word not in LEGAL_FORMS]
        for word in telling:
            users[word].add(name.party)
        if len(telling) == 1 and len(telling[0]) >= _SHORTEST_BRAND and is_telling(telling[0]):
            alone.setdefault(telling[0], telling[0])
    return {word: len(users[word]) for word in alone}


def families(index: ScreeningIndex, template: str, least: int, most: int) -> list[Case]:
    known = brands(index)
    chosen = sorted(word for word, users in known.items() if least <= users <= most)
    rng = random.Random(11)
    return [
        Case(
            template,
            Party(
                name=template.format(word.title()), kind=PartyKind.ORGANIZATION, countries=("SG",)
            ),
            lambda m, word=word: _uses(m, word),  # type: ignore[misc]  # a lambda's default has no type
        )
        for word in rng.sample(chosen, min(_EACH, len(chosen)))
    ]


def _uses(match: Match, brand: str) -> bool:
    return any(brand in words(name) for name in match.entry.names)


def joined_and_split(index: ScreeningIndex) -> list[Case]:
    """Names of listed companies, ships and aircraft with a break too few or too many."""
    rng = random.Random(12)
    numbers = rng.sample(range(len(index.names)), 20_000)
    cases: defaultdict[str, list[Case]] = defaultdict(list)
    for number in numbers:
        name = index.names[number]
        if index.parties[name.party].type == "Individual" or not name.text.isascii():
            continue
        for kind, text in _other_breaks(name.text, rng):
            if len(cases[kind]) < _EACH:
                cases[kind].append(_of_party(kind, text, name.party, index))
    return [case for group in cases.values() for case in group]


def _of_party(kind: str, text: str, party: int, index: ScreeningIndex) -> Case:
    names = {name.casefold() for name in index.parties[party].names}

    def is_right(match: Match) -> bool:
        return not names.isdisjoint(name.casefold() for name in match.entry.names)

    return Case(kind, Party(name=text, kind=PartyKind.UNKNOWN), is_right)


def _other_breaks(text: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    parts = re.split(r"[\s-]+", text)
    if 2 <= len(parts) <= 3 and len(text) >= 5:
        yield "joined: all", re.sub(r"[\s-]+", "", text)
    if len(parts) >= 3:
        at = rng.randrange(len(parts) - 1)
        joined = [*parts[:at], parts[at] + parts[at + 1], *parts[at + 2 :]]
        yield "joined: two words", " ".join(joined)
    long = [place for place, part in enumerate(parts) if len(part) >= 7 and part.isalpha()]
    if long:
        place = rng.choice(long)
        cut = rng.randrange(3, len(parts[place]) - 2)
        split = f"{parts[place][:cut]} {parts[place][cut:]}"
        kind = "split: one word" if len(parts) == 1 else "split: a word of several"
        yield kind, " ".join([*parts[:place], split, *parts[place + 1 :]])


def pair_scores(path: Path, index: ScreeningIndex) -> dict[str, list[tuple[float, bool, str]]]:
    scores: defaultdict[str, list[tuple[float, bool, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            left, right = row["name1"], row["name2"]
            score = similarity_of_names(left, right, index.weights)
            shown = f"{row['category']}: {left} | {right}"
            scores[row["set"]].append((score, row["is_match"] == "true", shown))
    return dict(scores)


def area_under_curve(scores: Sequence[tuple[float, bool, str]]) -> float:
    """The chance that a true pair scores higher than a false one; equal scores count half."""
    right = [score for score, is_match, _ in scores if is_match]
    wrong = [score for score, is_match, _ in scores if not is_match]
    won = sum((r > w) + 0.5 * (r == w) for r in right for w in wrong)
    return won / (len(right) * len(wrong))


def best_f1(scores: Sequence[tuple[float, bool, str]]) -> float:
    right = sum(is_match for _, is_match, _ in scores)
    best = 0.0
    for line in {score for score, _, _ in scores}:
        said = [is_match for score, is_match, _ in scores if score >= line]
        best = max(best, 2 * sum(said) / (len(said) + right))
    return best


def report(data: Path, *, misses: bool) -> Iterator[str]:
    benchmark = ScreeningIndex.build(read_list(data / "consolidated-benchmark.json.gz").parties)
    asked = labelled_queries(data / "queries-dev.jsonl.gz")
    system = ours(benchmark)
    outcomes = [outcome(query, system.find(query)) for query in asked]
    yield _row("what", f"matcher version {MATCHER_VERSION}")
    yield _row("---", "---")
    for rate, found in recall(asked, outcomes).items():
        sets = ", ".join(f"{name} {found[name]:.1f}" for name in SHOWN)
        line = f"{found['macro']:.2f} ({sets}; line {found['threshold']:.3f})"
        yield _row(f"dev half, macro recall at {rate:.0%} alerts", line)
    whole = ScreeningIndex.build(read_list(data / "consolidated.json.gz").parties)
    yield from _reported_cases(data, whole, misses=misses)
    yield from _families(whole, misses=misses)
    yield from _breaks(whole, misses=misses)
    yield from _pairs(data, whole, misses=misses)
    yield from _speed(asked, whole)


def _reported_cases(data: Path, index: ScreeningIndex, *, misses: bool) -> Iterator[str]:
    answers = ask(reported(data / "queries-reported.jsonl"), index)
    right = [answer for answer in answers if not answer.case.is_clean]
    clean = [answer for answer in answers if answer.case.is_clean]
    hit = [answer for answer in clean if answer.top]
    counts = f"{sum(a.found for a in right)}, {sum(a.first for a in right)} of {len(right)}"
    yield _row("reported cases found at .65, ranked first", counts)
    yield _row("reported clean names with a hit", f"{len(hit)} of {len(clean)}")
    for answer in [a for a in right if not a.first] + hit if misses else ():
        print(answer.case.kind, answer.case.party.name, answer.found, f"{answer.top:.3f}")


def _families(index: ScreeningIndex, *, misses: bool) -> Iterator[str]:
    for template in AFFILIATES:
        shown = []
        for least, most in FAMILIES:
            answers = ask(families(index, template, least, most), index)
            shown.append(_share(answers))
            if misses:
                print(template, least, [a.case.party.name for a in answers if not a.found])
        yield _row(f"family of 1 to 3, 4 to 10, 11 or more: {template}", ", ".join(shown))


def _breaks(index: ScreeningIndex, *, misses: bool) -> Iterator[str]:
    by_kind: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in ask(joined_and_split(index), index):
        by_kind[answer.case.kind].append(answer)
    for kind, answers in by_kind.items():
        yield _row(kind, _share(answers))
        if misses:
            print(kind, [a.case.party.name for a in answers if not a.found])


def _share(answers: Sequence[Answer]) -> str:
    found = sum(answer.found for answer in answers)
    return f"{100 * found / len(answers):.0f}% of {len(answers)}"


def _pairs(data: Path, index: ScreeningIndex, *, misses: bool) -> Iterator[str]:
    for name, scores in pair_scores(data / "pairs-dev.csv", index).items():
        area, best = area_under_curve(scores), best_f1(scores)
        yield _row(f"pairs {name}: AUC, best F1", f"{area:.3f}, {best:.3f}")
        if misses:
            for score, is_match, shown in sorted(scores):
                print(f"{score:.3f}", is_match, shown)


def _speed(asked: Sequence[Query], index: ScreeningIndex) -> Iterator[str]:
    scan = token_sort(index.parties)
    mine, theirs = [], []
    for number, query in enumerate(random.Random(3).sample(list(asked), TIMED)):
        started = time.perf_counter()
        screen(Party(name=query.name, kind=query.kind), index, Policy())
        mine.append(1000 * (time.perf_counter() - started))
        if number % 2 == 0:
            started = time.perf_counter()
            scan.find(query)
            theirs.append(1000 * (time.perf_counter() - started))
    half, late = statistics.median(mine), sorted(mine)[int(TIMED * 0.95)]
    ratio = half / statistics.median(theirs)
    yield _row("p50, p95, p50 to a token_sort scan", f"{half:.1f} ms, {late:.1f} ms, {ratio:.3f}")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.screening_kinds")
    parser.add_argument("--data", type=Path, required=True, help="SCREENING_DATA_DIR")
    parser.add_argument("--misses", action="store_true", help="print each miss as well")
    options = parser.parse_args()
    for line in report(options.data, misses=options.misses):
        print(line, flush=True)


if __name__ == "__main__":
    main()
