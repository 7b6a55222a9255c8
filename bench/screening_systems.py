"""What else is the screening measured against, in the same process?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.db import connection
from rapidfuzz import fuzz, process, utils

from bench.screening_data import Query
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.comparison import screened_names
from reviews.screening.engine import screen
from reviews.screening.parties import ListedParty, Party, PartyKind, Policy

FLOOR = 0.3
LIMIT = 25
# What OpenSanctions calls our kinds of party and the list's types.
SCHEMATA = {
    PartyKind.PERSON: "Person",
    PartyKind.ORGANIZATION: "Organization",
    "Individual": "Person",
    "Entity": "Organization",
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
}

Hits = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class System:
    name: str
    find: Callable[[Query], Hits]
    remark: str = ""


def ours(index: ScreeningIndex, *, calibrated: bool = True) -> System:
    policy = Policy(floor=FLOOR, limit=LIMIT, calibrated=calibrated)

    def find(query: Query) -> Hits:
        matches = screen(Party(name=query.name, kind=query.kind), index, policy)
        return [(match.entry.id, match.score) for match in matches]

    return System("this portal" if calibrated else "this portal, word score alone", find)


def token_sort(parties: Sequence[ListedParty]) -> System:
    named = [(name, party.id) for party in parties for name in party.names]
    choices = [utils.default_process(name) for name, _ in named]

    def find(query: Query) -> Hits:
        found = process.extract(
            utils.default_process(query.name),
            choices,
            scorer=fuzz.token_sort_ratio,
            score_cutoff=100 * FLOOR,
            limit=LIMIT,
        )
        return [(named[place][1], score / 100) for _, score, place in found]

    return System("rapidfuzz token_sort_ratio, scan of all names", find)


def pg_similarity(parties: Sequence[ListedParty]) -> System:
    """A temporary table in the portal's database with a GIN index on its trigrams."""
    cursor = connection.cursor()
    cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    cursor.execute("CREATE TEMPORARY TABLE bench_name (party text, name text)")
    rows = [(party.id, name) for party in parties for name in party.names]
    cursor.executemany("INSERT INTO bench_name VALUES (%s, %s)", rows)
    cursor.execute("CREATE INDEX ON bench_name USING gin (name gin_trgm_ops)")
    cursor.execute("ANALYZE bench_name")
    cursor.execute("SET pg_trgm.similarity_threshold = 0.3")

    def find(query: Query) -> Hits:
        cursor.execute(
            "SELECT party, similarity(name, %(q)s) AS score FROM bench_name"
            " WHERE name %% %(q)s ORDER BY score DESC LIMIT 25",
            {"q": query.name.replace("\x00", "")},
        )
        return [(str(party), float(score)) for party, score in cursor.fetchall()]

    return System("PostgreSQL similarity (pg_trgm, GIN)", find)


def logic_v2(index: ScreeningIndex) -> System | None:
    """OpenSanctions' scorer on the candidates of our index; None where it is not installed."""
    try:
        scorer = _LogicV2(index)
    except ImportError:
        return None
    name = "OpenSanctions logic-v2 (nomenklatura)"
    return System(name, scorer.find, "on the candidates of our index")


class _LogicV2:
    def __init__(self, index: ScreeningIndex) -> None:
        self._model: Any = import_module("followthemoney").model
        self._algorithm: Any = import_module("nomenklatura.matching").get_algorithm("logic-v2")
        self._config = self._algorithm.default_config()
        self._index = index
        self._listed = lru_cache(maxsize=None)(self._listed_entity)

    def find(self, query: Query) -> Hits:
        # nomenklatura remembers what it made of an entity by its id.
        asked = self._entity(f"q-{query.kind}-{query.name}", query.kind, [query.name])
        numbers = {self._index.names[n].party for n in candidates_of(query, self._index)}
        scored = [(self._index.parties[n].id, self._score(asked, n)) for n in numbers]
        return sorted(scored, key=lambda hit: -hit[1])[:LIMIT]

    def _score(self, asked: object, number: int) -> float:
        return float(self._algorithm.compare(asked, self._listed(number), self._config).score)

    def _listed_entity(self, number: int) -> object:
        party = self._index.parties[number]
        return self._entity(party.id, party.type, party.names)

    def _entity(self, key: str, kind: str, names: Sequence[str]) -> object:
        schema = SCHEMATA.get(kind, "LegalEntity")
        return self._model.get_proxy(
            {"id": key, "schema": schema, "properties": {"name": list(names)}}
        )


def candidates_of(query: Query, index: ScreeningIndex) -> set[int]:
    names = screened_names(query.name, index.weights)
    similar = (index.similar(name.spelled.words, names=len(names)) for name in names)
    return {*index.equal(query.name), *(number for found in similar for number in found)}
