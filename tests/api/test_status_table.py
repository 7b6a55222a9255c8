"""Who gets which answer at each address of the API?"""

import pytest
from django.db import transaction
from django.test import Client

from exports_portal.accounts.actions.tokens import create_token
from exports_portal.accounts.roles import Role
from proposals.content import Section
from proposals.content.whole import section_digest as digest_of
from proposals.snapshot import content_of
from tests.factories.accounts import UserFactory
from tests.factories.catalog import published
from tests.factories.comments import commented, component_of, place_of
from tests.factories.evidence import attached
from tests.factories.notices import answered_notice
from tests.factories.proposals import ConsortiumFactory
from tests.factories.proposals_ready import ready_proposal, sign_everything
from tests.signing_in import sign_in, sign_in_by_password

pytestmark = pytest.mark.django_db

PEOPLE = ("anonymous", "admin", "signatory", "member", "stranger", "officer", "buyer")
P = "/api/v1/proposals/{pk}/"
C = "/api/v1/consortia/{consortium}/invitations/"
M = "/api/v1/consortia/{consortium}/members/{member}/"
T = P + "comments/{thread}/"
# What each of PEOPLE is answered; the proposal is a draft that is ready to be submitted.
N = "/api/v1/notices/{notice}/"
TABLE = {
    ("get", "/api/v1/catalog/"): (200, 200, 200, 200, 200, 200, 200),
    ("get", "/api/v1/catalog/{slug}/"): (200, 200, 200, 200, 200, 200, 200),
    ("get", "/api/v1/catalog/none/"): (404, 404, 404, 404, 404, 404, 404),
    ("get", "/api/v1/calls/"): (200, 200, 200, 200, 200, 200, 200),
    ("get", "/api/v1/calls/{call}/"): (200, 200, 200, 200, 200, 200, 200),
    ("get", "/api/v1/codes/"): (200, 200, 200, 200, 200, 200, 200),
    ("get", "/api/v1/license-positions/"): (422, 422, 422, 422, 422, 422, 422),
    ("get", "/api/v1/schemas/proposal/"): (200, 200, 200, 200, 200, 200, 200),
    ("get", "/api/v1/docs/"): (200, 200, 200, 200, 200, 200, 200),
    ("get", "/api/v1/openapi.yaml"): (200, 200, 200, 200, 200, 200, 200),
    ("get", "/api/v1/openapi.json"): (200, 200, 200, 200, 200, 200, 200),
    ("get", "/api/v1/consortia/"): (401, 200, 200, 200, 200, 200, 200),
    ("get", "/api/v1/consortia/{consortium}/"): (401, 200, 200, 200, 404, 404, 404),
    ("post", "/api/v1/consortia/"): (401, 422, 422, 422, 422, 422, 422),
    ("get", C): (401, 200, 403, 403, 404, 404, 404),
    ("post", C): (401, 201, 403, 403, 404, 404, 404),
    ("delete", C + "999999999/"): (401, 404, 403, 403, 404, 404, 404),
    ("get", "/api/v1/consortia/join/"): (401, 200, 200, 200, 200, 200, 200),
    ("post", "/api/v1/consortia/join/"): (401, 422, 422, 422, 422, 422, 422),
    ("patch", M): (401, 403, 403, 200, 404, 404, 404),
    ("delete", M): (401, 204, 403, 204, 404, 404, 404),
    ("get", "/api/v1/notices/"): (401, 200, 200, 200, 200, 200, 200),
    ("post", "/api/v1/notices/"): (401, 422, 422, 422, 422, 422, 422),
    ("get", N): (401, 200, 200, 200, 200, 404, 404),
    ("patch", N): (401, 428, 428, 404, 404, 404, 404),
    ("post", N + "close/"): (401, 200, 200, 404, 404, 404, 404),
    ("get", N + "answers/"): (401, 200, 200, 200, 200, 404, 404),
    ("post", N + "answers/"): (401, 422, 422, 422, 422, 404, 404),
    # Of its own people, and of those who answered.
    ("patch", N + "answers/{answer}/"): (401, 404, 404, 404, 404, 404, 404),
    ("delete", N + "answers/{answer}/"): (401, 404, 404, 404, 404, 404, 404),
    ("post", N + "answers/{answer}/reply/"): (401, 200, 200, 404, 404, 404, 404),
    ("get", "/api/v1/organizations/"): (401, 200, 200, 200, 200, 200, 200),
    ("post", "/api/v1/organizations/"): (401, 422, 422, 422, 422, 422, 422),
    ("get", "/api/v1/organizations/{anchor}/"): (401, 200, 200, 404, 404, 404, 404),
    ("patch", "/api/v1/organizations/{anchor}/"): (401, 428, 403, 404, 404, 404, 404),
    ("get", "/api/v1/proposals/"): (401, 200, 200, 200, 200, 200, 200),
    ("post", "/api/v1/proposals/"): (401, 201, 403, 403, 422, 422, 422),
    ("get", P): (401, 200, 200, 200, 404, 404, 404),
    ("patch", P): (401, 200, 403, 403, 404, 404, 404),
    ("patch", P + "?without=digests"): (401, 428, 403, 403, 404, 404, 404),
    ("get", P + "status/"): (401, 200, 200, 200, 404, 404, 404),
    ("get", P + "readiness/"): (401, 200, 200, 200, 404, 404, 404),
    # No program signs: there is no such address.
    ("post", P + "certifications/"): (404, 404, 404, 404, 404, 404, 404),
    ("get", P + "records/"): (401, 200, 200, 200, 404, 404, 404),
    ("post", P + "records/"): (401, 201, 403, 403, 404, 404, 404),
    ("get", P + "records/{record}/"): (401, 200, 200, 404, 404, 404, 404),
    ("patch", P + "records/{record}/"): (401, 428, 428, 404, 404, 404, 404),
    ("delete", P + "records/{record}/"): (401, 428, 428, 404, 404, 404, 404),
    # For the other member the record is not there; a signatory of the anchor writes none.
    ("post", P + "records/{record}/restore/"): (401, 428, 428, 404, 404, 404, 404),
    ("post", P + "records/{record}/evidence/"): (401, 415, 403, 404, 404, 404, 404),
    ("get", P + "revisions/"): (401, 200, 200, 200, 404, 404, 404),
    ("get", P + "evidence/"): (401, 200, 200, 200, 404, 404, 404),
    ("get", P + "evidence/{evidence}/"): (401, 200, 200, 404, 404, 404, 404),
    ("get", P + "evidence/{evidence}/file/"): (401, 200, 200, 404, 404, 404, 404),
    ("delete", P + "evidence/{evidence}/"): (401, 204, 403, 404, 404, 404, 404),
    ("post", P + "evidence/{evidence}/put-back/"): (401, 200, 403, 404, 404, 404, 404),
    ("get", P + "activity/"): (401, 200, 200, 200, 404, 404, 404),
    # Everybody has signed.
    ("post", P + "ask-to-sign/"): (401, 409, 403, 403, 404, 404, 404),
    # The thread is on a record that the other member does not read.
    ("get", P + "comments/"): (401, 200, 200, 200, 404, 404, 404),
    ("post", P + "comments/"): (401, 201, 201, 201, 404, 404, 404),
    ("get", P + "comments/people/?at=hardware"): (401, 200, 200, 200, 404, 404, 404),
    ("get", T): (401, 200, 200, 404, 404, 404, 404),
    ("patch", T): (401, 200, 200, 404, 404, 404, 404),
    ("post", T + "replies/"): (401, 201, 201, 404, 404, 404, 404),
    ("patch", T + "replies/{thread}/"): (401, 200, 403, 404, 404, 404, 404),
    ("delete", T + "replies/{thread}/"): (401, 204, 403, 404, 404, 404, 404),
    ("post", P + "import/"): (401, 415, 403, 403, 404, 404, 404),
    ("get", P + "import/{evidence}/"): (401, 404, 403, 403, 404, 404, 404),
    ("post", P + "import/{evidence}/apply/"): (401, 404, 403, 403, 404, 404, 404),
    ("get", P + "exports/json/"): (401, 200, 200, 200, 404, 404, 404),
    ("get", P + "exports/pdf/"): (401, 200, 200, 200, 404, 404, 404),
    ("get", P + "exports/tables/components/csv/"): (401, 200, 200, 200, 404, 404, 404),
    ("get", P + "exports/templates/components/"): (401, 200, 200, 200, 404, 404, 404),
    # Nothing was submitted: there is no version, and nothing to amend.
    ("get", P + "versions/"): (401, 200, 200, 200, 404, 404, 404),
    ("get", P + "versions/1/"): (401, 404, 404, 404, 404, 404, 404),
    ("get", P + "versions/1/json/"): (401, 404, 404, 404, 404, 404, 404),
    ("get", P + "versions/1/pdf/"): (401, 404, 404, 404, 404, 404, 404),
    ("get", P + "letters/1/"): (401, 404, 404, 404, 404, 404, 404),
    ("get", P + "versions/2/changes/"): (401, 404, 404, 404, 404, 404, 404),
    ("get", P + "amendment/"): (401, 404, 404, 404, 404, 404, 404),
    ("post", P + "amendment/"): (401, 409, 403, 403, 404, 404, 404),
    ("delete", P + "amendment/"): (401, 428, 428, 428, 404, 404, 404),
    ("post", P + "amendment/submit/"): (401, 428, 428, 428, 404, 404, 404),
    ("get", P + "questions/"): (401, 200, 200, 404, 404, 404, 404),
    ("post", P + "questions/1/answer/"): (401, 404, 404, 404, 404, 404, 404),
    ("post", P + "withdraw/"): (401, 403, 200, 403, 404, 404, 404),
    ("post", P + "submit/"): (401, 403, 201, 403, 404, 404, 404),
    ("put", P): (401, 405, 405, 405, 405, 405, 405),
    ("delete", P): (401, 405, 405, 405, 405, 405, 405),
    ("get", P + "submit/"): (401, 405, 405, 405, 405, 405, 405),
    ("get", "/api/v1/proposals/999999999/"): (401, 404, 404, 404, 404, 404, 404),
    ("get", "/api/v1/none/"): (404, 404, 404, 404, 404, 404, 404),
}


@pytest.fixture
def scene():
    """A catalog with a package, a ready draft, and everybody who may come along."""
    ready = ready_proposal()
    evidence = attached(ready.proposal, by=ready.admin)
    sign_everything(ready)
    given = answered_notice(ready.anchor, by=ready.admin)
    place = place_of(component_of(ready.proposal))
    names = {
        "thread": commented(ready.proposal, by=ready.admin, at=place).pk,
        "pk": ready.proposal.pk,
        "record": ready.proposal.records.filter(kind="components").first().pk,
        "slug": published().slug,
        "call": ready.call.code,
        "consortium": ready.consortium.pk,
        "anchor": ready.anchor.pk,
        "member": ready.member.pk,
        "evidence": evidence.pk,
        "notice": given.notice_id,
        "answer": given.pk,
    }
    people = {
        "admin": ready.admin,
        "signatory": ready.signatory,
        "member": ready.member_signatory,
        "stranger": ConsortiumFactory().founded_by,
        "officer": UserFactory(roles=[Role.CASE_LEAD]),
        "buyer": UserFactory(roles=[Role.BUYER]),
    }
    bodies = {
        "/api/v1/proposals/": {
            "title": "New",
            "consortium": ready.consortium.pk,
            "call": ready.call.code,
        },
        N + "answers/{answer}/reply/": {
            "text": "Let us talk.",
            "changed_at": given.changed_at.isoformat(),
        },
        C: {"email": "june@juniper.example"},
        P: {
            "markets": [{"kind": "COUNTRY", "code": "KE"}],
            "section_digests": {
                "markets": digest_of(content_of(ready.proposal), Section("markets"))
            },
        },
        P + "?without=digests": {"markets": []},
        P + "amendment/": {"reason": "New prices"},
        M: {"anchor_writes": True},
        P + "comments/": {"at": "hardware", "text": "Hello"},
        T: {"is_resolved": True},
        T + "replies/": {"text": "Hello"},
        T + "replies/{thread}/": {"text": "Hello"},
        P + "withdraw/": {"reason": "Another plan."},
        P + "records/": {
            "kind": "components",
            "records": [
                {
                    "name": "Node",
                    "category": "SERVER",
                    "manufacturer": "Juniper Foundry Works",
                    "quantity": 1,
                }
            ],
        },
    }
    return names, people, bodies


def client_of(person):
    if person is None:
        return Client()
    _, text = create_token(name="Table", days=1, by=person, may_submit=True)
    return Client(headers={"authorization": f"Token {text}"})


def answer(client, method, url, body):
    """The answer, and the database as it was before."""
    call = getattr(client, method)
    with transaction.atomic():
        if method == "get":
            response = call(url)
        else:
            response = call(url, body, content_type="application/json")
        transaction.set_rollback(True)
    is_problem = response.get("Content-Type") == "application/problem+json"
    assert is_problem is (response.status_code >= 400), url
    return response.status_code


def test_everybody_gets_the_answer_of_the_table(scene):
    names, people, bodies = scene
    clients = [client_of(people.get(who)) for who in PEOPLE]
    given = {
        (method, url): tuple(
            answer(client, method, url.format(**names), bodies.get(url, {})) for client in clients
        )
        for method, url in TABLE
    }
    assert given == TABLE


def test_an_officer_in_a_session_without_second_factor_is_stopped_with_a_problem(client):
    officer = UserFactory(roles=[Role.CASE_LEAD])
    sign_in_by_password(client, officer)
    response = client.get("/api/v1/proposals/")
    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
    sign_in(client, officer)
    assert client.get("/api/v1/proposals/").json()["results"] == []


def test_a_session_writes_only_with_the_token_of_its_form(scene):
    names, people, _ = scene
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, people["admin"])
    url = P.format(**names)
    refused = browser.patch(url, {"title": "Forged"}, content_type="application/json")
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    assert browser.get(url).json()["title"] != "Forged"
