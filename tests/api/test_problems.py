"""Is every refusal under /api/ a problem that says what to do?"""

import json

import pytest
from django.test import Client
from rest_framework.throttling import AnonRateThrottle

from exports_portal.accounts.actions.tokens import create_token
from exports_portal.accounts.models import ApiToken
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PROPOSALS = "/api/v1/proposals/"


@pytest.fixture
def program():
    _, text = create_token(name="Test", days=1, by=UserFactory())
    return Client(headers={"authorization": f"Token {text}"}, raise_request_exception=False)


def problem_of(response, status):
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    body = response.json()
    assert (body["status"], body["type"]) == (status, "about:blank")
    return body


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"{", "This is not JSON"),
        (b'{"title": NaN}', "NaN is no JSON number"),
        (b'{"title": 1e999}', "1e999 is too large"),
        (b'{"title": "a", "title": "b"}', "The name “title” stands twice in one object."),
        (b'{"title": "\xff"}', "This is not JSON"),
        (b'{"title": "\\ud800"}', "This is not JSON"),
        (b"[" * 100_000, "The JSON is nested too deeply."),
        (b"\x00", "This is not JSON"),
    ],
)
def test_what_is_no_json_is_refused_with_the_reason(program, body, sentence):
    response = program.post(PROPOSALS, body, content_type="application/json")
    assert sentence in problem_of(response, 400)["detail"]


@pytest.mark.parametrize("body", ["[]", '"text"', "3", "null", "true"])
def test_json_that_is_no_object_is_refused(program, body):
    response = program.post(PROPOSALS, body, content_type="application/json")
    assert problem_of(response, 422)["errors"][0]["pointer"] == "#"


def test_a_body_that_is_too_large_is_not_read(program, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    body = json.dumps({"title": "x" * 1000})
    response = program.post(PROPOSALS, body, content_type="application/json")
    assert problem_of(response, 413)["detail"] == "The body is larger than this API takes."


def test_another_kind_of_body_and_of_answer_is_refused(program):
    problem_of(program.post(PROPOSALS, {"title": "A form"}), 415)
    problem_of(program.get(PROPOSALS, headers={"accept": "text/csv"}), 406)


def test_a_method_that_is_not_offered_and_an_address_that_is_not_there(program):
    problem_of(program.options(PROPOSALS), 405)
    problem_of(program.delete("/api/v1/catalog/"), 405)
    problem_of(program.get("/api/v2/"), 404)


def test_a_token_that_is_wrong_or_ended_is_refused():
    for header in ("Token nonsense", "Token", "Token a b"):
        response = Client(headers={"authorization": header}).get(PROPOSALS)
        problem_of(response, 401)
        assert response["WWW-Authenticate"] == "Token"


def test_a_token_ends_with_the_account(program):
    person = ApiToken.objects.get().user
    person.is_active = False
    person.save()
    problem_of(program.get(PROPOSALS), 401)


def test_too_many_calls_are_told_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "1/hour"})
    client.get("/api/v1/calls/", REMOTE_ADDR="192.0.2.77")
    response = client.get("/api/v1/calls/", REMOTE_ADDR="192.0.2.77")
    problem_of(response, 429)
    assert 0 < int(response["Retry-After"]) <= 3600


def test_a_fault_of_ours_is_a_problem_that_tells_nothing(client):
    client.raise_request_exception = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("catalog.api.viewsets.PublicCatalog.queryset", None)
        body = problem_of(client.get("/api/v1/catalog/anything/"), 500)
    assert body == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "instance": "/api/v1/catalog/anything/",
    }


def test_a_host_that_is_not_ours_is_a_problem_too(client, settings):
    settings.ALLOWED_HOSTS = ["portal.example"]
    problem_of(client.get("/api/v1/calls/", headers={"host": "evil.example"}), 400)
