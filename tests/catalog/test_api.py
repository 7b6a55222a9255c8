"""Can a program read the catalog, and keep a copy of it true?"""

import pytest
from rest_framework.throttling import BaseThrottle
from time_machine import travel

from catalog.actions import set_availability
from catalog.models import LICENSE_CAVEAT, Availability
from tests.factories.accounts import UserFactory
from tests.factories.catalog import published
from tests.proposals.rules.contents import market

pytestmark = pytest.mark.django_db

LIST = "/api/v1/catalog/"


def slugs(client, **query):
    return [entry["slug"] for entry in client.get(LIST, query).json()["results"]]


def test_an_entry_says_what_its_page_says_with_the_caveat(client):
    entry = published(
        title="Harbor Stack",
        markets=(market(kind="BLOC", code="ASEAN"),),
        conditions=[{"category": "Security", "text": "Show a test."}],
    )
    (listed,) = client.get(LIST).json()["results"]
    read = client.get(f"{LIST}{entry.slug}/").json()
    assert listed == read
    assert read["caveat"] == LICENSE_CAVEAT
    assert read["url"] == f"http://testserver/catalog/{entry.slug}/"
    assert read["api_url"] == f"http://testserver{LIST}{entry.slug}/"
    assert read["conditions"] == [{"category": "Security", "text": "Show a test."}]
    assert (read["availability"], "PH" in read["countries"]) == ("AVAILABLE", True)
    assert set(read["layers"][0]) == {
        "code",
        "label",
        "description",
        "us_manufacture_statement",
        "providers",
    }


def test_what_has_not_changed_is_answered_without_a_body(client):
    entry = published()
    for address in (LIST, f"{LIST}{entry.slug}/"):
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert first["Cache-Control"] == "public, no-cache"
    etag = client.get(LIST)["ETag"]
    set_availability(entry, Availability.SUSPENDED, by=UserFactory())
    changed = client.get(LIST, headers={"if-none-match": etag})
    assert changed.json()["results"][0]["availability"] == "SUSPENDED"


def test_a_copy_learns_of_every_change_since_a_moment_in_its_order(client):
    with travel("2026-11-01T12:00Z", tick=False):
        first, second = published(title="First"), published(title="Second")
    with travel("2026-11-10T12:00Z", tick=False):
        set_availability(second, Availability.WITHDRAWN, by=UserFactory())
    with travel("2026-11-11T12:00Z", tick=False):
        set_availability(first, Availability.SUSPENDED, by=UserFactory())
    assert slugs(client) == [first.slug]
    assert slugs(client, updated_since="2026-11-05T00:00:00Z") == [second.slug, first.slug]
    assert slugs(client, updated_since="2026-11-10T07:00:01-05:00") == [first.slug]
    assert slugs(client, include_withdrawn="true", q="Second") == [second.slug]
    assert slugs(client, include_withdrawn="false", q="Second") == []


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"contry": "KE"}, "#/contry"),
        ({"country": ["KE", "PH"]}, "#/country"),
        ({"country": "Kenya"}, "#/country"),
        ({"layer": "L9"}, "#/layer"),
        ({"include_withdrawn": "maybe"}, "#/include_withdrawn"),
        ({"updated_since": "yesterday"}, "#/updated_since"),
        ({"q": "a\x00"}, "#/q"),
        ({"q": "x" * 10_000}, "#/q"),
    ],
)
def test_a_parameter_that_is_wrong_is_refused_and_named(client, query, pointer):
    response = client.get(LIST, query)
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


def test_the_list_asks_as_many_questions_for_three_packages_as_for_one(
    client, django_assert_num_queries
):
    for number in (1, 2):
        for _ in range(number):
            published()
        # three for the stamp; then sectors that may be asked for, count, page
        with django_assert_num_queries(6):
            client.get(LIST)
        with django_assert_num_queries(5):  # the count is known until something changes
            client.get(LIST)


def test_the_number_of_what_was_found_follows_every_change(client):
    def count(**query):
        return client.get(LIST, query).json()["count"]

    assert (count(), count(q="stack")) == (0, 0)
    one, _ = published(title="Quokka Stack"), published(title="Lantern Stack")
    assert (count(), count(q="stack"), count(q="quokka")) == (2, 2, 1)
    set_availability(one, Availability.WITHDRAWN, by=UserFactory())
    assert (count(), count(q="stack"), count(q="quokka")) == (1, 1, 0)
    assert count(include_withdrawn="true") == 2


def test_what_has_not_changed_is_answered_before_anything_is_looked_up(
    client, django_assert_num_queries
):
    entry = published()
    for address in (LIST, f"{LIST}{entry.slug}/"):
        etag = client.get(address).headers["etag"]
        with django_assert_num_queries(3):
            answer = client.get(address, headers={"if-none-match": etag})
        assert (answer.status_code, answer.content) == (304, b"")
    set_availability(entry, Availability.SUSPENDED, by=UserFactory())
    assert client.get(LIST, headers={"if-none-match": etag}).status_code == 200


def test_pages_lead_on_and_end(client):
    for number in range(3):
        published(title=f"Stack {number}")
    first = client.get(LIST, {"page_size": 2}).json()
    assert (first["count"], len(first["results"])) == (3, 2)
    assert len(client.get(first["next"]).json()["results"]) == 1
    assert client.get(LIST, {"page": 9}).status_code == 404


def test_an_address_with_a_nul_leads_nowhere(client):
    assert client.get(f"{LIST}%00/").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"), [(f"{LIST}no-such-package/", 404), (f"{LIST}?sectors=x", 422)]
)
def test_a_refusal_is_not_kept_until_the_catalog_changes(client, address, status):
    refused = client.get(address)
    assert refused.status_code == status
    assert ("ETag" in refused, refused["Cache-Control"]) == (False, "no-store")


def test_too_many_requests_are_not_kept_either(client, monkeypatch):
    monkeypatch.setattr("catalog.api.viewsets.PublicCatalog.throttle_classes", [Never])
    refused = client.get(LIST)
    assert (refused.status_code, "ETag" in refused) == (429, False)


class Never(BaseThrottle):
    def allow_request(self, request, view):
        return False
