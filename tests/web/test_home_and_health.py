"""Does the front door lead everybody on, and does the machine say how it is?"""

import pytest
from django.db import OperationalError, connection

from tests.factories.accounts import UserFactory
from tests.web.html import page, texts


@pytest.mark.usefixtures("gallery")
def test_the_home_page_tells_each_of_the_four_audiences_where_to_go(client):
    tree = page(client.get("/"))
    assert texts(tree, "h3") == ["Consortia", "Reviewers", "Partner-nation buyers", "Integrators"]
    assert len(tree.find(".usa-card__footer a")) == 4


def test_the_home_page_says_that_this_is_no_website_of_the_government(client):
    banner = texts(page(client.get("/")), ".portal-banner__text")
    assert banner == ["A demonstration of software. Not a website of the United States government."]


@pytest.mark.django_db
@pytest.mark.usefixtures("gallery")
def test_a_signed_in_applicant_finds_the_next_places_first(client):
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    tree = page(client.get("/"))
    assert texts(tree, "h2")[:2] == ["Your next places", "Where to go"]
    assert texts(tree, "h3")[:3] == ["Organizations", "Consortia", "Proposals"]


def test_pages_carry_a_policy_that_allows_nothing_from_elsewhere(client):
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_health_is_open_and_says_that_the_database_answers(client):
    response = client.get("/health/")
    assert response.json() == {"status": "ok", "database": "reachable", "mails_given_up": 0}
    assert "no-store" in response.headers["cache-control"]


@pytest.mark.django_db
def test_health_is_503_when_the_database_does_not_answer(client):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        response = client.get("/health/")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": "unreachable"}
