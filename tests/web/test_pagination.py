"""Does a page number that does not exist do no harm?"""

import pytest
from django.test import RequestFactory
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from exports_portal.accounts.models import User
from exports_portal.web.pagination import ApiPagination, page_of, page_of_many
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


def of_many(asked, number, monkeypatch):
    """A page of twenty of `number` users, counted in steps of a hundred."""
    monkeypatch.setattr("exports_portal.web.pagination.COUNTED_AT_ONCE", 100)
    User.objects.bulk_create(User(email=f"{n}@many.example") for n in range(number))
    users = User.objects.order_by("pk")
    request = RequestFactory().get("/", {"page": asked})
    return page_of_many(request, users, counted=users, per_page=20)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "number", "count", "has_more"),
    [
        ("", 1, 100, True),
        ("4", 4, 100, True),
        ("5", 5, 200, True),
        ("11", 11, 211, False),  # what was beyond the first count is reached, to the last row
        ("12", 11, 211, False),
        ("9" * 30, 11, 211, False),
        ("-1", 1, 100, True),
        ("0", 1, 100, True),
        ("9" * 5000, 11, 211, False),
        ("x", 1, 100, True),
    ],
)
def test_a_long_list_is_counted_a_step_beyond_the_page_and_each_page_is_reached(
    asked, number, count, has_more, monkeypatch
):
    page = of_many(asked, 211, monkeypatch)
    found = (page.number, page.paginator.count, page.paginator.has_more)
    assert found == (number, count, has_more)
    assert page.has_next() == (number < 11)
