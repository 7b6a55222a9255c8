"""Forty proposals, four threads on each: can two people take the same step?"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import StepRefused
from proposals.actions.advance import advance
from proposals.actions.drafts import start
from proposals.actions.submit import submit
from proposals.models import Proposal, ProposalVersion
from proposals.states import ProposalState
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals import CallFactory, ConsortiumFactory
from tests.factories.proposals_ready import ready_proposal

PROPOSALS, THREADS = 40, 4


def attempt(act):
    try:
        act()
    except StepRefused:
        return "refused"
    finally:
        connection.close()
    return "done"


@pytest.mark.django_db(transaction=True)
def test_of_four_threads_exactly_one_moves_each_of_forty_proposals():
    proposals, signatory = drafts(PROPOSALS)
    with ThreadPoolExecutor(PROPOSALS * THREADS // 8) as pool:
        work = [
            pool.submit(attempt, lambda p=proposal: advance(p, "withdraw", by=signatory))
            for _ in range(THREADS)
            for proposal in proposals
        ]
        outcomes = [future.result() for future in work]
    assert outcomes.count("done") == PROPOSALS
    assert outcomes.count("refused") == PROPOSALS * (THREADS - 1)
    assert AuditEvent.objects.filter(verb="proposal.withdraw").count() == PROPOSALS
    assert set(Proposal.objects.values_list("state", flat=True)) == {ProposalState.WITHDRAWN}


@pytest.mark.django_db(transaction=True)
def test_of_four_threads_exactly_one_submits_and_one_number_is_given():
    ready = ready_proposal()
    with ThreadPoolExecutor(THREADS) as pool:
        work = [
            pool.submit(attempt, lambda: submit(ready.proposal, by=ready.signatory))
            for _ in range(THREADS)
        ]
        outcomes = sorted(future.result() for future in work)
    assert outcomes == ["done", "refused", "refused", "refused"]
    assert ProposalVersion.objects.filter(proposal=ready.proposal).count() == 1
    assert Proposal.objects.get(pk=ready.proposal.pk).public_id.endswith("-0001")


def drafts(count):
    consortium = ConsortiumFactory()
    signatory = UserFactory()
    for part in (Part.ADMIN, Part.SIGNATORY):
        MembershipFactory(organization=consortium.anchor, user=signatory, part=part)
    call = CallFactory()
    started = [
        start(consortium=consortium, call=call, title=f"Draft {n}", by=signatory)
        for n in range(count)
    ]
    return started, signatory
