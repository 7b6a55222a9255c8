"""What is the screening measured on? Labelled queries, made-up parties, texts made to be slow."""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviews.screening.parties import ListedParty, Party, PartyKind

KINDS = {"Entity": PartyKind.ORGANIZATION, "Individual": PartyKind.PERSON}
MACRO = ("org", "ssb", "alias_close", "xl_person_latin")
SHOWN = (*MACRO, "xl_person_script")
# Organisations and people weigh the same.
CLEAN = {
    "neg_sec": 1 / 4,
    "neg_univ": 1 / 4,
    "neg_us_person": 1 / 6,
    "neg_global_person": 1 / 6,
    "neg_congress": 1 / 6,
}
RATES = (0.01, 0.02, 0.10)
_ODD_TEXTS = {
    "empty": "",
    "one letter": "x",
    "punctuation": ".,;:-" * 2000,
    "one huge word": "x" * 10_000,
    "words of one letter": "a b c " * 1700,
    "combining marks": "e" + "\u0301" * 10_000,
    "right-to-left marks": "\u202e\u200b" * 5_000,
    "emoji": "🙂" * 10_000,
    "Arabic": "محمد حسن عبد الله " * 550,
    "ligatures": "ﷺ" * 10_000,
    "mixed scripts": "Ааaа Ѕѕ " * 1250,
    "SQL": "'; DROP TABLE parties; --" * 400,
    "blanks": " " * 10_000,
    "brackets": "(" * 10_000,
    "legal forms": "limited liability company " * 400,
    "no vowels": "vldmr srgy mhmd " * 650,
}


@dataclass(frozen=True, slots=True)
class Query:
    """A name, and the ids of the listed parties it means; none for a clean name."""

    set: str
    name: str
    kind: PartyKind
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The highest score, that of the right party, and every score, of one query."""

    top: float
    right: float
    scores: tuple[float, ...]


def labelled_queries(path: Path) -> list[Query]:
    text = gzip.decompress(path.read_bytes()).decode()
    rows = map(json.loads, text.splitlines())
    return [
        Query(
            row["set"],
            row["name"],
            KINDS.get(row["type"], PartyKind.UNKNOWN),
            frozenset(row["match"]),
        )
        for row in rows
    ]


def sample(queries: Sequence[Query], each: int) -> list[Query]:
    """So many of every set that counts, always the same ones."""
    by_set: defaultdict[str, list[Query]] = defaultdict(list)
    for query in queries:
        by_set[query.set].append(query)
    rng = random.Random(20261123)
    chosen = [rng.sample(by_set[name], min(each, len(by_set[name]))) for name in (*SHOWN, *CLEAN)]
    return [query for group in chosen for query in group]


def outcome(query: Query, hits: Sequence[tuple[str, float]]) -> Outcome:
    scores = tuple(sorted((score for _, score in hits), reverse=True))
    right = max((score for party, score in hits if party in query.right), default=0.0)
    return Outcome(scores[0] if scores else 0.0, right, scores)


def recall(
    queries: Sequence[Query], outcomes: Sequence[Outcome]
) -> dict[float, Mapping[str, float]]:
    """By alert rate the recall of each set in percent, `macro`, `threshold` and `hits`."""
    by_set: defaultdict[str, list[Outcome]] = defaultdict(list)
    for query, found in zip(queries, outcomes, strict=True):
        by_set[query.set].append(found)
    return {rate: _recall_at(_threshold(by_set, rate), by_set) for rate in RATES}


def _recall_at(line: float, by_set: Mapping[str, Sequence[Outcome]]) -> dict[str, float]:
    least = max(line, 1e-9)
    share = {
        name: 100 * sum(found.right >= least for found in by_set[name]) / len(by_set[name])
        for name in SHOWN
    }
    asked = [found for name in MACRO for found in by_set[name]]
    hits = sum(score >= line for found in asked for score in found.scores) / len(asked)
    macro = sum(share[name] for name in MACRO) / len(MACRO)
    return share | {"macro": macro, "threshold": line, "hits": hits}


def _threshold(by_set: Mapping[str, Sequence[Outcome]], rate: float) -> float:
    """The lowest score at which no more than this share of the clean names alerts."""
    weighed = [
        (found.top, share / len(by_set[name]))
        for name, share in CLEAN.items()
        for found in by_set[name]
    ]
    seen = 0.0
    for score, weight in sorted(weighed, reverse=True):
        seen += weight
        if seen > rate:
            return score + 1e-4
    return 0.0


def made_parties(
    number: int, asked: Sequence[Query], listed: Sequence[ListedParty]
) -> Iterator[tuple[int, Party]]:
    """Names mixed from clean ones, a surname of its own in every fifth, half with an address."""
    rng = random.Random(7)
    names = [query.name.split() for query in asked if query.set in CLEAN]
    streets = [own for entry in listed for own in entry.addresses if own.address]
    for key in range(number):
        one, other = rng.choice(names), rng.choice(names)
        words = one[: max(1, len(one) // 2)] + other[len(other) // 2 :]
        if rng.random() < 0.2:
            words.append(_surname(rng))
        address = ""
        if rng.random() < 0.5:
            one_street, other_street = rng.choice(streets), rng.choice(streets)
            part = " ".join(one_street.address.split()[1:4])
            address = f"{rng.randrange(1, 900)} {part}, {other_street.city}"
        kind = rng.choice((PartyKind.ORGANIZATION, PartyKind.PERSON))
        yield key, Party(name=" ".join(words), kind=kind, address=address, countries=("US",))


def parties_of_the_list(listed: Sequence[ListedParty]) -> Iterator[tuple[int, Party]]:
    """Real names and addresses, whose words come again less often than those of made-up ones."""
    for key, entry in enumerate(random.Random(5).sample(listed, len(listed))):
        yield (
            key,
            Party(
                name=entry.name,
                kind=KINDS.get(entry.type, PartyKind.UNKNOWN),
                address=entry.addresses[0].text if entry.addresses else "",
                countries=entry.countries,
            ),
        )


def _surname(rng: random.Random) -> str:
    syllables = (
        "ba",
        "der",
        "kov",
        "lin",
        "mar",
        "os",
        "ra",
        "sen",
        "tu",
        "vic",
        "wel",
        "zi",
        "ho",
    )
    return "".join(rng.choice(syllables) for _ in range(3)).capitalize()


def hard_texts(listed_words: Sequence[str]) -> dict[str, str]:
    """By what makes it hard; ten thousand characters where that is possible."""
    rng = random.Random(1)
    long_words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=16)) for _ in range(600)]
    return _ODD_TEXTS | {
        "listed words": " ".join(rng.choices(listed_words, k=1400))[:10_000],
        "long words": " ".join(long_words),
        "numbers": " ".join(str(rng.randrange(10**6)) for _ in range(1400)),
        "Chinese": "".join(chr(rng.randrange(0x4E00, 0x9FFF)) for _ in range(10_000)),
        "names in names": _many_names(" a.k.a. ", rng, listed_words),
        "semicolons": _many_names("; ", rng, listed_words),
    }


def _many_names(separator: str, rng: random.Random, words: Sequence[str]) -> str:
    return separator.join(" ".join(rng.choices(words, k=4)) for _ in range(300))
