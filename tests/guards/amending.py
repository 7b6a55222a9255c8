"""How does an attempt decide on a case, and which sentences refuse it?"""

import pytest

from exports_portal.errors import StepRefused
from proposals.models import Proposal
from proposals.states import ProposalState as S
from reviews.actions.determine import designate
from reviews.states import (
    ContentBasis,
)


def decide(case):
    return designate(
        case.proposal,
        rationale="The package serves the national interest.",
        content_basis=ContentBasis.PRESUMPTION,
        by=case.decider,
    )


def refused(act):
    with pytest.raises(StepRefused) as refusal:
        act()
    return list(refusal.value.reasons)


def advance_to_decision(case):
    Proposal.objects.filter(pk=case.proposal.pk).update(state=S.AWAITING_DETERMINATION)
    decide(case.now())
