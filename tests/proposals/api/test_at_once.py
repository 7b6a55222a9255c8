"""Do two programs, or two tries of one, get in each other's way?"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from proposals.models import Proposal
from tests.proposals.api.calling import LIST, own, send

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    def finished(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(finished, calls))


def test_two_creations_at_once_with_one_key_make_one_proposal(program_of, ready):
    program = program_of(ready.admin)
    sent = {"title": "Once", "consortium": ready.consortium.pk, "call": ready.call.code}

    def create():
        return send(program, "post", LIST, sent, idempotency_key="order-7")

    answers = at_once(create, create, create)
    assert sorted(answer.status_code for answer in answers) == [200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Proposal.objects.filter(title="Once").count() == 1


def test_two_submissions_at_once_make_one_version_and_one_number(program_of, ready):
    program = program_of(ready.signatory, may_submit=True)

    def submit():
        return send(program, "post", own(ready, "submit/"))

    assert sorted(answer.status_code for answer in at_once(submit, submit)) == [201, 409]
    assert ready.proposal.versions.count() == 1
