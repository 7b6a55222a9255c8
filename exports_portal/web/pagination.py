"""How are long lists cut into pages, for people and for programs?"""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from rest_framework.pagination import PageNumberPagination

ROWS_PER_PAGE = 25


class ApiPagination(PageNumberPagination):
    """`?page=` and `?page_size=`; a page that does not exist is a 404 problem."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


def page_of(request: HttpRequest, rows: Any, *, per_page: int = ROWS_PER_PAGE) -> Page:
    """The page asked for by `?page=`; the last one where that lies beyond the end."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
