"""Does a page number that does not exist do no harm?"""

import pytest
from django.test import RequestFactory
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from exports_portal.web.pagination import ApiPagination, page_of
from tests.web.html import hrefs, page, texts


@pytest.mark.parametrize(
    ("asked", "number"), [("1", 1), ("3", 3), ("99", 3), ("0", 3), ("-1", 3), ("x", 1), ("", 1)]
)
def test_a_list_answers_every_page_number_with_a_page(asked, number):
    request = RequestFactory().get("/", {"page": asked})
    assert page_of(request, list(range(51))).number == number


def api_page(**query):
    request = Request(RequestFactory().get("/api/v1/catalog/", query))
    return ApiPagination().paginate_queryset(list(range(1000)), request)


def test_a_program_chooses_the_size_of_a_page_up_to_200():
    assert [len(api_page()), len(api_page(page_size=7)), len(api_page(page_size=5000))] == [
        50,
        7,
        200,
    ]


def test_a_page_beyond_the_end_is_not_found_for_a_program():
    with pytest.raises(NotFound):
        api_page(page=21)


@pytest.mark.usefixtures("gallery")
def test_the_links_keep_the_filters_of_the_list(client):
    tree = page(client.get("/gallery/?state=DRAFT&page=2"))
    assert hrefs(tree, ".usa-pagination__previous-page") == ["?state=DRAFT&page=1"]
    assert texts(tree, ".usa-pagination [aria-current=page]") == ["2"]
    assert texts(tree, ".portal-count") == ["Showing 11–20 of 250"]
