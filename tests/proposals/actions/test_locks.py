"""Can two actions at once wait for each other for ever?

Every action ends in the audit trail, where one writes at a time, and at its commit the database
looks at the rows that its new rows point to. Whoever holds such a row and waits for the trail must
not stand in the way of that look.
"""

import re
import threading
import time
from decimal import Decimal

import pytest
from django.db import connection, transaction

from exports_portal.accounts.actions.organizations import replace_owners
from exports_portal.accounts.roles import Part
from exports_portal.errors import NotPermitted
from exports_portal.policy.readers import certifications
from proposals.actions.at_once import Repeatable, once
from proposals.actions.certify import sign
from proposals.actions.drafts import start
from proposals.models import Proposal
from reviews.actions import case as desk_work
from tests.contracts.code import PRODUCT, ROOT, python_files
from tests.factories.accounts import MembershipFactory
from tests.factories.proposals_ready import ready_proposal
from tests.factories.reviews import case_in_review

pytestmark = pytest.mark.django_db(transaction=True)
OWNER = {"name": "New Owner", "kind": "PERSON", "country": "SE", "percent": Decimal(100)}


TRAIL, ROW = "advisory", "transactionid"


def meeting(first, second, *, at=TRAIL):
    """`second` begins when `first` has written, and waits for a lock of it; then both finish."""
    errors = []

    def other():
        try:
            second()
        except Exception as error:  # noqa: BLE001  whatever it is, the test shows it
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        first()
        thread.start()
        assert somebody_waits(at), "the two must meet"
    thread.join()
    return errors


def somebody_waits(at):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = %s AND NOT granted", [at]
            )
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.02)
    return False


def test_a_signature_and_a_change_of_the_organization():
    ready = ready_proposal()
    MembershipFactory(organization=ready.member, user=ready.admin, part=Part.ADMIN)
    ready.proposal.certifications.all().delete()
    code = certifications(ready.proposal.created_at.date())[0].code

    def signs():
        sign(
            ready.proposal,
            organization=ready.member,
            codes=[code],
            signer_title="Counsel",
            by=ready.member_signatory,
        )

    row = OWNER | {"has_control": True}
    assert meeting(signs, lambda: replace_owners(ready.member, rows=[row], by=ready.admin)) == []
    assert ready.member.owners.get().name == "New Owner"


def test_a_new_draft_and_another_step_of_the_same_person():
    ready = ready_proposal()
    new = {"consortium": ready.consortium, "call": ready.call, "by": ready.admin}
    key = Repeatable(key="k", payload_digest="d")

    errors = meeting(
        lambda: start(**new, title="By hand"),
        lambda: once(key, lambda: start(**new, title="By program"), by=ready.admin),
    )

    assert errors == []
    assert Proposal.objects.count() == 3


def test_a_conflict_that_is_being_declared_stops_the_step_that_comes_with_it():
    case = case_in_review()
    errors = meeting(
        lambda: desk_work.declare_conflict(
            case.proposal, has_conflict=True, note="Shares.", by=case.lead
        ),
        lambda: desk_work.assign_lead(case.proposal, to=case.lead, by=case.lead),
        at=ROW,
    )
    assert [type(error) for error in errors] == [NotPermitted]


def test_every_lock_of_the_product_lets_that_look_pass():
    locks = [
        f"{file.relative_to(ROOT)}: {call}"
        for file in python_files(*PRODUCT)
        for call in re.findall(r"select_for_update\([^)]*\)?", file.read_text())
        if "no_key=True" not in call
    ]
    assert locks == []
