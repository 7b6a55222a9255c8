"""Does the front door lead everybody on, and does the machine say how it is?"""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from reviews.models import ListVersion
from tests.factories.accounts import UserFactory
from tests.factories.reviews import fictional_list
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
def test_health_is_open_and_says_how_database_mails_and_list_are(client):
    version = fictional_list()
    response = client.get("/health/")
    assert response.json() == {
        "status": "ok",
        "database": "reachable",
        "mails_given_up": 0,
        "list_in_force": str(version),
        "list_confirmed_hours_ago": 0.0,
        "lists_in_quarantine": 0,
        "problems": [],
    }
    assert "no-store" in response.headers["cache-control"]


@pytest.mark.django_db
def test_health_is_degraded_without_a_list_and_the_process_stays_in_service(client):
    response = client.get("/health/")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["problems"] == [
        "No screening list is in force: one has to be loaded first."
    ]


@pytest.mark.django_db
def test_health_is_degraded_when_nobody_confirmed_the_list_for_a_day(client):
    ListVersion.objects.filter(pk=fictional_list().pk).update(
        confirmed_at=timezone.now() - timedelta(hours=24, minutes=6)
    )
    answer = client.get("/health/").json()
    assert (answer["status"], answer["list_confirmed_hours_ago"]) == ("degraded", 24.1)
    (problem,) = answer["problems"]
    assert problem.startswith("The screening list in force was not confirmed within 24 hours")


@pytest.mark.django_db
def test_health_is_503_when_the_database_does_not_answer(client):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        response = client.get("/health/")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": "unreachable"}
