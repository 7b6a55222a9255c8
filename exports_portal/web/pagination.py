"""How are long lists cut into pages, for people and for programs?"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from rest_framework.pagination import PageNumberPagination

ROWS_PER_PAGE = 25
# Rows of a long list that are counted beyond a page: people do not tell 33,000 from more than a
# thousand, and counting all of them costs more than showing fifty (program default).
COUNTED_AT_ONCE = 1_000
MOST_DIGITS = 9  # of a page number; there is no such page, and the last one is shown


class ApiPagination(PageNumberPagination):
    """`?page=` and `?page_size=`; a page that does not exist is a 404 problem."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


def page_of(request: HttpRequest, rows: Any, *, per_page: int = ROWS_PER_PAGE) -> Page:
    """The page asked for by `?page=`; the last one where that lies beyond the end."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def page_showing(
    request: HttpRequest, rows: Sequence[Any], place: Callable[[Any], str], *, per_page: int
) -> Page:
    """The page with the row that `?at=` names by its place, so that a link to a place finds it; a
    `?page=` counts more.
    """
    asked = "" if "page" in request.GET else request.GET.get("at", "")
    found = next((number for number, row in enumerate(rows) if asked == place(row)), None)
    if found is None:
        return page_of(request, rows, per_page=per_page)
    return Paginator(rows, per_page).page(found // per_page + 1)


class BoundedPaginator(Paginator[Any]):
    """Pages of a list that may be long: counted is to a round thousand beyond the page asked for.

    `rows` need only be sliced; `counted` are the same rows in any order. With `has_more` there are
    more than `count`, and the page asked for is never the last one that is known.
    """

    def __init__(self, rows: Any, per_page: int, *, counted: QuerySet[Any], asked: int) -> None:
        super().__init__(rows, per_page)
        self.counted = counted
        self.most = COUNTED_AT_ONCE * (1 + asked * per_page // COUNTED_AT_ONCE)

    @cached_property
    def _found(self) -> int:
        return self.counted.order_by()[: self.most + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self._found, self.most)

    @property
    def has_more(self) -> bool:
        return self._found > self.most


def page_of_many(
    request: HttpRequest, rows: Any, *, counted: QuerySet[Any], per_page: int = ROWS_PER_PAGE
) -> Page:
    """Like `page_of`, for lists that grow for ever; what is no number is the first page."""
    typed = request.GET.get("page", "")[:MOST_DIGITS]
    asked = max(1, int(typed)) if typed.isdecimal() else 1
    return BoundedPaginator(rows, per_page, counted=counted, asked=asked).get_page(asked)
