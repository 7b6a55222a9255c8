"""Does the API answer as its OpenAPI document says, whatever it is sent?"""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)

from exports_portal.accounts.actions.tokens import create_token
from tests.factories.catalog import published
from tests.factories.comments import commented
from tests.factories.evidence import attached
from tests.factories.notices import answered_notice
from tests.factories.proposals_ready import ready_proposal

pytestmark = pytest.mark.django_db

EXAMPLES = 15  # of each operation
OURS = "Authorization"  # whatever is tried, it says our token
# Ids and policy codes are checked against the database, which no document can name.
BEYOND_THE_DOCUMENT = positive_data_acceptance
OF_ANSWERS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
TRIES = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def document():
    return SchemaGenerator().get_schema(request=None, public=True)


@pytest.fixture
def _one_connection(db):
    """A request in this process must not close the connection that holds the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def scene(monkeypatch):
    """A token of an anchor's administrator, and the ids of what there is to be found."""
    monkeypatch.setattr("rest_framework.throttling.SimpleRateThrottle.rate", None, raising=False)
    ready = ready_proposal()
    evidence = attached(ready.proposal, by=ready.admin)
    thread = commented(ready.proposal, by=ready.admin)
    entry = published()
    given = answered_notice(ready.anchor, by=ready.admin)
    _, text = create_token(name="Schemathesis", days=1, by=ready.admin)
    return text, {
        "proposals": {
            "id": ready.proposal.pk,
            "proposal": ready.proposal.pk,
            "record": str(evidence.record_id),
            "evidence": str(evidence.pk),
            "thread": str(thread.pk),
            "comment": str(thread.pk),
        },
        "consortia": {
            "id": ready.consortium.pk,
            "consortium": ready.consortium.pk,
            "organization": ready.member.pk,
        },
        "organizations": {"id": ready.anchor.pk},
        "notices": {"id": given.notice_id, "notice": given.notice_id},
        "calls": {"code": ready.call.code},
        "catalog": {"slug": entry.slug},
    }


@pytest.mark.usefixtures("_one_connection")
def test_every_operation_answers_as_the_document_says(scene):
    token, _ = scene
    tried = [try_out(operation, token) for operation in operations()]
    assert len(tried) == 83


@pytest.mark.usefixtures("_one_connection")
def test_what_is_there_answers_as_the_document_says(scene):
    token, places = scene
    tried = [
        try_out(operation, token, place=places[operation.path.split("/")[3]], checks=OF_ANSWERS)
        for operation in operations()
        if "{" in operation.path
    ]
    assert len(tried) == 68


def operations():
    api = schemathesis.openapi.from_dict(document())
    api.app = get_wsgi_application()
    return [found.ok() for found in api.get_all_operations()]


def try_out(operation, token, *, place=None, checks=None):
    """Each call once: with the ids of what is there many are the same."""
    tried = set()

    @TRIES
    @given(case=operation.as_strategy())
    def answers(case):
        known = case.path_parameters.keys() & (place or {}).keys()
        case.path_parameters.update({name: place[name] for name in known})
        headers = {name: value for name, value in case.headers.items() if name != OURS}
        call = repr((case.path_parameters, case.query, headers, case.body))
        if call in tried:
            return
        tried.add(call)
        with transaction.atomic():
            case.call_and_validate(
                headers={OURS: f"Token {token}"},
                checks=checks,
                excluded_checks=[BEYOND_THE_DOCUMENT],
            )
            transaction.set_rollback(True)

    answers()
    return operation.label


def test_the_document_is_valid_openapi_3_1_and_was_made_without_a_guess(capsys):
    found = document()
    validate_schema(found)
    assert found["openapi"] == "3.1.0"
    assert capsys.readouterr().err == ""
