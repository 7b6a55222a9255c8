"""Is the draft judged on what is in force where the program is?"""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from exports_portal.policy.models import Kind, PolicySnapshot
from proposals.snapshot import context_of
from tests.factories.proposals_ready import ready_proposal

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
