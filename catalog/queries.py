"""Which packages does a search find, and how many are there of each kind?"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import Count, F, Func, Q

if TYPE_CHECKING:
    from catalog.models import CatalogEntry  # noqa: F401  named in the quoted base below

# The name in a search -> the column of which it picks one value.
FACETS = {"country": "countries", "layer": "layer_codes", "sector": "sectors"}


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
        found = self.matching(search.words)
        for name, column in FACETS.items():
            if value := getattr(search, name):
                found = found.filter(**{f"{column}__contains": [value]})
        if search.updated_since:
            return found.filter(updated_at__gte=search.updated_since).order_by("updated_at", "pk")
        return found if search.include_withdrawn else found.offered()

    def matching(self, words: str) -> "CatalogQuerySet":
        """Full-text search, best first; a designation number finds its entry."""
        if not words.strip():
            return self
        query = SearchQuery(words, search_type="websearch", config="english")
        return (
            self.filter(Q(search=query) | Q(designation_number__iexact=words.strip()))
            .annotate(rank=SearchRank(F("search"), query))
            .order_by("-rank", "-designated_on", "pk")
        )


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
