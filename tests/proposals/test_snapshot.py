"""Is the draft judged on what is in force where the program is?"""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from exports_portal.policy.models import Kind, PolicySnapshot
from proposals.models import Proposal
from proposals.snapshot import context_of, elsewhere
from tests.factories.proposals import MemberFactory
from tests.factories.proposals_ready import ready_proposal
from tests.factories.reviews import case_in_review

EVENING_IN_WASHINGTON = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_policy_of_the_day_is_that_of_washington_not_of_greenwich():
    proposal = ready_proposal().proposal
    newest = PolicySnapshot.objects.filter(kind=Kind.CONTENT).order_by("effective_from").last()
    newest.pk, newest.effective_from, newest.sha256 = None, "2026-11-20", "another"
    newest.payload = newest.payload | {"threshold_percent": "77"}
    newest.save()

    thresholds = [
        context_of(proposal, as_of=at).content_threshold
        for at in (EVENING_IN_WASHINGTON, NEXT_MORNING)
    ]

    assert thresholds == [Decimal(51), Decimal(77)]


@pytest.mark.django_db
def test_the_program_office_counts_other_submitted_proposals_of_current_members():
    ready, case = ready_proposal(), case_in_review()
    MemberFactory(consortium=case.ready.consortium, organization=ready.member)
    MemberFactory(consortium=ready_proposal().consortium, organization=ready.anchor)  # a draft

    assert elsewhere(ready.proposal) == {ready.member.pk: 1}
    Proposal.objects.filter(pk=case.proposal.pk).update(state="WITHDRAWN")
    assert elsewhere(ready.proposal) == {}


@pytest.mark.django_db
def test_nobody_is_told_of_a_membership_that_ended_or_of_the_own_proposal():
    ready, case = ready_proposal(), case_in_review()
    MemberFactory(
        consortium=case.ready.consortium, organization=ready.member, left_at=timezone.now()
    )
    assert elsewhere(ready.proposal) == elsewhere(case.proposal) == {}
    context = context_of(ready.proposal, as_of=timezone.now())
    assert context.elsewhere == {}
