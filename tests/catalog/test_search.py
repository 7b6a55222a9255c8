"""Does a search find what it names, and nothing that it does not?"""

import pytest
from django.urls import reverse
from time_machine import travel

from catalog.actions import set_availability
from catalog.models import Availability
from tests.factories.accounts import UserFactory
from tests.factories.catalog import published
from tests.proposals.rules.contents import market
from tests.web.html import page, texts

pytestmark = pytest.mark.django_db

LIST = "/catalog/"
API = "/api/v1/catalog/"


def titles(client, **query):
    return texts(page(client.get(LIST, query)), ".usa-card__heading")


@pytest.fixture
def three(db):
    """Hospitals in Kenya, schools in the countries of ASEAN, ports in Poland."""
    return [
        published(
            title="Harbor Stack for hospitals",
            executive_summary="A complete stack.",
            sectors=("HEALTHCARE",),
            markets=(market(kind="COUNTRY", code="KE"),),
        ),
        published(
            title="Lantern Stack for schools",
            executive_summary="A complete stack.",
            sectors=("EDUCATION", "PUBLIC_SERVICES"),
            markets=(market(kind="BLOC", code="ASEAN"),),
            layers=(),
        ),
        published(
            title="Tidewater Stack for ports",
            executive_summary="A complete stack.",
            sectors=("TRANSPORTATION", "PUBLIC_SERVICES"),
            markets=(market(kind="COUNTRY", code="PL"),),
        ),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "hospital"}, ["Harbor Stack for hospitals"]),
        ({"q": "stack -schools -ports"}, ["Harbor Stack for hospitals"]),
        ({"q": "Poland"}, ["Tidewater Stack for ports"]),
        ({"q": "Philippines"}, ["Lantern Stack for schools"]),
        ({"country": "KE"}, ["Harbor Stack for hospitals"]),
        ({"country": "PH"}, ["Lantern Stack for schools"]),
        ({"sector": "PUBLIC_SERVICES", "country": "PL"}, ["Tidewater Stack for ports"]),
        ({"country": "FR"}, []),
        ({"q": "label providers code"}, []),
    ],
)
@pytest.mark.usefixtures("three")
def test_a_search_finds_by_words_country_bloc_and_sector(client, query, found):
    assert titles(client, **query) == found


@pytest.mark.usefixtures("three")
def test_a_layer_without_a_provider_is_not_offered(client):
    assert sorted(titles(client, layer="L1_HARDWARE")) == [
        "Harbor Stack for hospitals",
        "Tidewater Stack for ports",
    ]


def test_a_designation_number_finds_its_package(client, three):
    assert titles(client, q=three[2].designation_number.lower()) == ["Tidewater Stack for ports"]


@pytest.mark.usefixtures("three")
def test_filters_say_how_many_packages_each_value_shows(client):
    tree = page(client.get(LIST, {"sector": "PUBLIC_SERVICES"}))
    assert texts(tree, "#id_sector option") == [
        "Any",
        "Education (1)",
        "Healthcare (1)",
        "Transportation (1)",
        "Public services (2)",
    ]
    assert "Poland (1)" in texts(tree, "#id_country option")
    assert "Kenya (1)" not in texts(tree, "#id_country option")


@pytest.mark.usefixtures("three")
def test_what_was_searched_stays_in_the_form(client):
    tree = page(client.get(LIST, {"q": 'say "hello"', "country": "FR"}))
    assert tree.by_id("id_q").get("value") == 'say "hello"'
    assert texts(tree, "#id_country option[selected]") == ["France (0)"]
    assert texts(tree, ".portal-empty__heading") == ["No package fits this search"]
    assert tree.find(".portal-empty a")[0].get("href") == LIST


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "'",
        '"',
        '"unclosed phrase',
        "'; DROP TABLE catalog_catalogentry; --",
        "😀",
        "a & | ! ( ) : * <->",
        "\\",
        "%",
        "the",
        "-",
        "x" * 200,
    ],
)
@pytest.mark.usefixtures("three")
def test_any_words_are_searched_without_harm(client, words):
    response = client.get(LIST, {"q": words})
    assert response.status_code == 200
    assert page(response).by_id("id_q").get("value") == (words or None)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"q": "x" * 10_000}, "Ensure this value has at most 200 characters (it has 10000)."),
        ({"q": "a\x00b"}, "Null characters are not allowed."),
        ({"country": "ZZ"}, "Select a valid choice. ZZ is not one of the available choices."),
    ],
)
@pytest.mark.usefixtures("three")
def test_what_cannot_be_searched_is_said_beside_the_field(client, query, message):
    response = client.get(LIST, query)
    tree = page(response)
    assert response.status_code == 422
    assert message in " ".join(texts(tree, ".usa-error-message"))
    assert texts(tree, ".usa-card__heading") == []


def test_what_is_no_longer_designated_is_shown_only_when_asked_for(client, three):
    set_availability(three[0], Availability.WITHDRAWN, by=UserFactory())
    set_availability(three[1], Availability.SUSPENDED, by=UserFactory())
    assert sorted(titles(client)) == ["Lantern Stack for schools", "Tidewater Stack for ports"]
    assert titles(client, q="hospitals", include_withdrawn="on") == ["Harbor Stack for hospitals"]


def test_a_long_list_is_cut_into_pages_of_20_that_keep_the_search(client):
    for number in range(21):
        published(title=f"Quarry Stack {number:02d}", sectors=("ENERGY",))
    tree = page(client.get(LIST, {"sector": "ENERGY"}))
    assert len(tree.find(".usa-card")) == 20
    assert tree.find(".usa-pagination__next-page")[0].get("href") == "?sector=ENERGY&page=2"
    assert len(page(client.get(LIST, {"sector": "ENERGY", "page": 2})).find(".usa-card")) == 1


@pytest.fixture
def ports(monkeypatch):
    """Five packages with the word, a day between each; what names it twice is best. Three are
    compared: numbers 3 to 5, the newest."""
    monkeypatch.setattr("catalog.queries.MOST_RANKED", 3)
    monkeypatch.setattr("catalog.views.MOST_RANKED", 3)
    for number, title in enumerate(("Port port", "Port", "Port", "Port port", "Port"), start=1):
        with travel(f"2026-11-0{number}T17:00Z"):
            published(title=f"{title} {number}", executive_summary="Ships.")


@pytest.mark.usefixtures("ports")
def test_of_many_matches_the_newest_are_compared_and_the_others_follow(client):
    page_text = client.get(LIST, {"q": "port"}).content.decode()
    in_order = ["Port port 4", "Port 5", "Port 3", "Port 2", "Port port 1"]
    assert titles(client, q="port") == in_order
    assert "The newest 3 stand first, the best match at the top; older ones follow." in page_text
    for size, pages in ((2, 3), (4, 2)):
        queries = [{"q": "port", "page_size": size, "page": n + 1} for n in range(pages)]
        found = [client.get(API, query).json() for query in queries]
        assert [entry["title"] for page in found for entry in page["results"]] == in_order
        assert {page["count"] for page in found} == {5}


@pytest.mark.usefixtures("ports")
def test_of_few_matches_every_one_is_compared_and_nothing_is_said(client, monkeypatch):
    monkeypatch.setattr("catalog.queries.MOST_RANKED", 5)
    monkeypatch.setattr("catalog.views.MOST_RANKED", 5)
    in_order = ["Port port 4", "Port port 1", "Port 5", "Port 3", "Port 2"]
    assert titles(client, q="port") == in_order
    assert "stand first" not in client.get(LIST, {"q": "port"}).content.decode()


def test_an_empty_catalog_says_so_and_shows_a_way(client):
    tree = page(client.get(LIST))
    assert texts(tree, ".portal-empty__heading") == ["No package is designated yet"]
    assert tree.find(".portal-empty a")[0].get("href") == reverse("home")


def test_the_list_asks_as_many_questions_for_three_packages_as_for_one(
    client, django_assert_num_queries
):
    for number in (1, 2):
        for _ in range(number):
            published()
        with django_assert_num_queries(6):  # sectors, three for the stamp, the numbers, page
            client.get(LIST)
        with django_assert_num_queries(5):  # the numbers are known until something changes
            client.get(LIST)


def test_the_numbers_beside_the_filters_follow_every_change(client):
    def kenya(**query):
        options = texts(page(client.get(LIST, query)), "#id_country option")
        return [option for option in options if option.startswith("Kenya")]

    one, _ = (published(markets=(market(kind="COUNTRY", code="KE"),)) for _ in range(2))
    assert (kenya(), kenya(q="stack")) == (["Kenya (2)"], ["Kenya (2)"])
    set_availability(one, Availability.WITHDRAWN, by=UserFactory())
    assert (kenya(), kenya(q="stack")) == (["Kenya (1)"], ["Kenya (1)"])
    assert kenya(include_withdrawn="on") == ["Kenya (2)"]
    set_availability(one, Availability.AVAILABLE, by=UserFactory())
    assert kenya() == ["Kenya (2)"]
