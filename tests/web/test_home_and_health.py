"""Does the front door lead everybody on, and does the machine say how it is?"""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from time_machine import travel

from exports_portal.mail.models import SentMail
from exports_portal.web.models import Pulse
from exports_portal.web.tasks import show_life
from reviews.models import Determination, ListVersion, ScreeningRun
from tests.database.triggers import triggers_off
from tests.factories.accounts import UserFactory
from tests.factories.reviews import designated_case, fictional_list
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
    assert texts(tree, "h2") == ["What waits for you", "Your next places", "Where to go"]
    assert texts(tree, ".portal-empty__heading") == ["Nothing waits for you"]
    assert texts(tree, "h3")[:3] == ["Organizations", "Consortia", "Partners"]


def test_pages_carry_a_policy_that_allows_nothing_from_elsewhere(client):
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.fixture
def worker_at_work(db):
    show_life()


@pytest.mark.usefixtures("worker_at_work")
def test_health_is_open_and_says_how_database_worker_mails_and_list_are(client):
    version = fictional_list()
    response = client.get("/health/")
    assert response.json() == {
        "status": "ok",
        "database": "reachable",
        "worker_seen_seconds_ago": 0,
        "mails_given_up": 0,
        "oldest_unsent_mail_seconds": 0,
        "list_in_force": str(version),
        "list_confirmed_hours_ago": 0.0,
        "lists_in_quarantine": 0,
        "list_published_days_ago": 0,
        "audit_checked_at": None,
        "warnings": [],
        "oldest_unfinished_screening_seconds": 0,
        "oldest_missing_letter_seconds": 0,
        "scanner": "not configured",
        "scanner_seen_seconds_ago": None,
        "scanner_signatures": "",
        "oldest_waiting_scan_seconds": 0,
        "files_not_scanned": 0,
        "problems": [],
    }
    assert "no-store" in response.headers["cache-control"]


@pytest.mark.usefixtures("worker_at_work")
def test_health_is_degraded_without_a_list_and_the_process_stays_in_service(client):
    response = client.get("/health/")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["problems"] == [
        "No screening list is in force: one has to be loaded first."
    ]


@pytest.mark.usefixtures("worker_at_work")
def test_health_is_degraded_when_nobody_confirmed_the_list_for_a_day(client):
    ListVersion.objects.filter(pk=fictional_list().pk).update(
        confirmed_at=timezone.now() - timedelta(hours=24, minutes=6)
    )
    answer = client.get("/health/").json()
    assert (answer["status"], answer["list_confirmed_hours_ago"]) == ("degraded", 24.1)
    (problem,) = answer["problems"]
    assert problem.startswith("The screening list in force was not confirmed within 24 hours")


@pytest.mark.parametrize(
    ("silence", "seconds", "problem"),
    [
        (None, None, "No worker has done a job yet: is one running, with its clock?"),
        (91, 91, "No worker has done a job for 91 seconds."),
    ],
)
@pytest.mark.django_db
def test_health_is_degraded_when_no_worker_does_its_jobs(client, silence, seconds, problem):
    """A worker whose pool was killed lives, holds its messages and does nothing."""
    fictional_list()
    now = timezone.now()
    if silence:
        Pulse.objects.create(name="worker", at=now - timedelta(seconds=silence))
    with travel(now, tick=False):
        answer = client.get("/health/").json()
    assert (answer["status"], answer["worker_seen_seconds_ago"]) == ("degraded", seconds)
    assert answer["problems"] == [problem]


@pytest.mark.usefixtures("worker_at_work")
def test_health_names_work_that_has_waited_for_too_long(client):
    case = designated_case()
    then = timezone.now() - timedelta(hours=2)
    SentMail.objects.create(to="ann@lumen.example", template="x", created_at=then)
    with triggers_off():
        ScreeningRun.objects.update(queued_at=then, finished_at=None)
        Determination.objects.update(decided_at=then)
    answer = client.get("/health/").json()
    assert answer["problems"] == [
        "A mail has waited for more than an hour.",
        "A screening has not been finished for more than half an hour.",
        "A letter has not been made for more than a quarter of an hour.",
    ]
    assert answer["oldest_unfinished_screening_seconds"] in range(7_200, 7_260)
    assert case.proposal.public_id not in str(answer)


def test_a_process_is_live_whatever_the_database_does(client):
    assert client.get("/health/live/").json() == {"status": "live"}


@pytest.mark.django_db
def test_a_process_without_its_database_is_not_ready_and_its_health_is_503(client):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("connection refused")

    assert client.get("/health/ready/").json() == {"status": "ready"}
    with connection.execute_wrapper(refuse):
        responses = [client.get("/health/"), client.get("/health/ready/")]
    for response in responses:
        assert response.status_code == 503
        assert response.json() == {"status": "unavailable", "database": "unreachable"}
