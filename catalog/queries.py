"""Which packages does a search find, and how many are there of each kind?"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import Count, F, Func, Q

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


class Unnest(Func):
    """A row for each value of an array."""

    function = "unnest"
    set_returning = True
    output_field = models.CharField()


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
        rank = SearchRank(F("search"), _query(words))
        newest = found.model.objects.filter(pk__in=found.values("pk")[:MOST_RANKED])
        self.ranked = newest.annotate(rank=rank).order_by("-rank", "-designated_on", "pk")

    def count(self) -> int:
        return self.found.count()

    def __getitem__(self, page: slice) -> "list[CatalogEntry]":
        start, stop = page.start or 0, page.stop
        best = self.ranked[start : min(stop, MOST_RANKED)] if start < MOST_RANKED else ()
        others = self.found[max(start, MOST_RANKED) : stop] if stop > MOST_RANKED else ()
        return [*best, *others]


def _query(words: str) -> SearchQuery:
    return SearchQuery(words, search_type="websearch", config="english")


def facet_counts(search: Search) -> dict[str, dict[str, int]]:
    """For each filter: how many entries each of its values would show, the others held as is."""
    return {name: _counts(_without(search, name), column) for name, column in FACETS.items()}


def _without(search: Search, name: str) -> Search:
    return replace(search, **{name: ""})  # type: ignore[arg-type]  # each facet is a text


def _counts(search: Search, column: str) -> dict[str, int]:
    entries = apps.get_model("catalog", "CatalogEntry").objects
    found = entries.found_by(search).order_by().values("pk")
    values = entries.filter(pk__in=found).annotate(value=Unnest(F(column))).order_by()
    return dict(values.values("value").annotate(number=Count("pk")).values_list("value", "number"))
