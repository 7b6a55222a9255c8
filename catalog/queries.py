"""Which packages does a search find, and how many are there of each kind?"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection, models, transaction
from django.db.models import F, Q

if TYPE_CHECKING:
    from catalog.models import CatalogEntry

# The name in a search -> the column of which it picks one value.
FACETS = {"country": "countries", "layer": "layer_codes", "sector": "sectors"}

# So many matches are compared with the words; what is looked for has fewer (program default).
MOST_RANKED = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What somebody looks for; an empty value leaves that question open.

    What is no longer designated is found when it is asked for, or when the question is what
    changed since a moment: a copy elsewhere has to learn of it.
    """

    words: str = ""
    country: str = ""
    layer: str = ""
    sector: str = ""
    include_withdrawn: bool = False
    updated_since: datetime | None = None


class CatalogQuerySet(models.QuerySet["CatalogEntry"]):
    def offered(self) -> "CatalogQuerySet":
        """Designated now, or suspended; not what is no longer designated."""
        return self.exclude(availability="WITHDRAWN")

    def found_by(self, search: Search) -> "CatalogQuerySet":
        """Newest first; what changed since a moment in the order of the changes."""
        found = self.matching(search.words)
        for name, column in FACETS.items():
            if value := getattr(search, name):
                found = found.filter(**{f"{column}__contains": [value]})
        if search.updated_since:
            return found.filter(updated_at__gte=search.updated_since).order_by("updated_at", "pk")
        return found if search.include_withdrawn else found.offered()

    def matching(self, words: str) -> "CatalogQuerySet":
        """Full-text search; a designation number finds its entry."""
        if not words.strip():
            return self
        number = Q(designation_number__iexact=words.strip())
        return self.filter(Q(search=_query(words)) | number)


def in_order(search: Search) -> "CatalogQuerySet | BestFirst":
    """What a search finds, to be sliced: best first where there are words to compare with."""
    found = apps.get_model("catalog", "CatalogEntry").objects.found_by(search)
    by_words = search.words.strip() and not search.updated_since
    return BestFirst(found, search.words) if by_words else found


class BestFirst:
    """The newest matches, best first; the older ones follow them, newest first.

    To compare a match with the words takes longer than to find it, and a word that is in every
    package tells none of them from the others. A rare word is in fewer packages than are compared.
    """

    ordered = True

    def __init__(self, found: CatalogQuerySet, words: str) -> None:
        self.found = found
        self.rank = SearchRank(F("search"), _query(words))

    def count(self) -> int:
        return self.found.count()

    def __getitem__(self, page: slice) -> "list[CatalogEntry]":
        start, stop = page.start or 0, page.stop
        others = self.found[max(start, MOST_RANKED) : stop] if stop > MOST_RANKED else ()
        return [*self._best(start, stop), *others]

    def _best(self, start: int, stop: int) -> "list[CatalogEntry]":
        """Only the keys of the newest matches are read and sorted, and then the rows of a page."""
        if start >= MOST_RANKED:
            return []
        newest = self.found.annotate(rank=self.rank).values_list("pk", "rank")[:MOST_RANKED]
        best = sorted(newest, key=lambda match: -match[1])[start:stop]
        rows = self.found.model.objects.in_bulk([pk for pk, _ in best])
        return [rows[pk] for pk, _ in best if pk in rows]


def _query(words: str) -> SearchQuery:
    return SearchQuery(words, search_type="websearch", config="english")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many entries are found, and for each filter how many each of its values would show, the
    others held as is."""

    found: int
    facets: Mapping[str, Mapping[str, int]]


def counted(search: Search) -> Counted:
    """One look at what is found, and one more for each filter that is set."""
    looks = {asked: _look(asked) for asked in {search, *(_without(search, n) for n in FACETS)}}
    facets = {name: looks[_without(search, name)].get(name, {}) for name in FACETS}
    return Counted(found=looks[search][EVERY][EVERY], facets=facets)


def _without(search: Search, name: str) -> Search:
    return replace(search, **{name: ""})  # type: ignore[arg-type]  # each facet is a text


EVERY = ""
# Equal lists of codes are put together first: they are fewer than the entries, and far fewer than
# their codes.
_LOOK = """
WITH alike AS (
    SELECT country, layer, sector, count(*) AS number
    FROM ({found}) AS found (country, layer, sector) GROUP BY country, layer, sector
), lists AS (
    SELECT country, layer, sector, coalesce(sum(number), 0) AS number,
        CASE grouping(country, layer, sector)
            WHEN 3 THEN 'country' WHEN 5 THEN 'layer' WHEN 6 THEN 'sector' ELSE '' END AS name
    FROM alike GROUP BY GROUPING SETS ((country), (layer), (sector), ())
)
SELECT name, code, sum(number)::int
FROM lists CROSS JOIN unnest(
    CASE name WHEN 'country' THEN country WHEN 'layer' THEN layer WHEN 'sector' THEN sector
    ELSE ARRAY[''] END
) AS code
GROUP BY name, code
"""


@contextmanager
def _by_index() -> Iterator[None]:
    """Of a word that is in most packages the planner would read every text, unpacked, and it does
    not reckon with the unpacking: the index knows the answer.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        yield


def _look(search: Search) -> dict[str, dict[str, int]]:
    """Filter -> code -> number of entries, and the number of all; every one is looked at once."""
    entries = apps.get_model("catalog", "CatalogEntry").objects
    found = entries.found_by(search).order_by().values_list(*FACETS.values())
    sql, values = found.query.sql_with_params()
    numbers: dict[str, dict[str, int]] = {}
    with _by_index() if search.words else nullcontext(), connection.cursor() as cursor:
        cursor.execute(_LOOK.format(found=sql), values)
        for name, code, number in cursor.fetchall():
            numbers.setdefault(name, {})[code] = number
    return numbers
