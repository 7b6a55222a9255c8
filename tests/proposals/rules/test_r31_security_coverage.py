"""R31: which security requirements are told of?"""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from exports_portal.policy.controls import Uncovered
from proposals.content.security import AnswerStatus
from proposals.rules.r31_security_coverage import security_coverage
from tests.proposals.rules.contents import complete_content, context
from tests.proposals.rules.models import CATALOG, claims, evidence

CUSTODY = "WEIGHT_CUSTODY.1"
BLOCKING = replace(CATALOG, uncovered=Uncovered.BLOCK)


def with_claim(**changes):
    """A complete proposal in which one claim says something else."""
    changed = tuple(
        replace(claim, **changes) if claim.requirement == CUSTODY else claim for claim in claims()
    )
    return complete_content(security_claims=changed)


def test_a_claim_in_place_with_evidence_for_each_requirement_passes():
    (finding,) = security_coverage(complete_content(), context())
    assert finding.outcome == "PASS"


def test_a_draft_without_a_claim_gets_one_finding_that_names_each_requirement():
    (finding,) = security_coverage(complete_content(security_claims=()), context())
    assert finding.outcome == "WARN"
    assert finding.message.startswith("Claim 22 security requirements")
    assert finding.explanation.startswith("GOVERNANCE.1, PHYSICAL.1, ")


@pytest.mark.parametrize(
    ("changes", "outcome", "words"),
    [
        ({"requirement": ""}, "WARN", f"Claim {CUSTODY}, which"),
        (
            {"status": AnswerStatus.NOT_STATED},
            "WARN",
            f"Say of {CUSTODY} that",
        ),
        ({"expires_on": date(2026, 5, 19)}, "WARN", f"Say of {CUSTODY} that"),
        ({"id": UUID(int=9)}, "WARN", f"Say of {CUSTODY} that"),
        ({"status": AnswerStatus.PLANNED}, "WARN", f"Put {CUSTODY} in place"),
        ({"status": AnswerStatus.NOT_APPLICABLE}, "NEEDS_HUMAN", f"whether {CUSTODY} does not"),
    ],
)
def test_what_is_unclaimed_unsaid_ended_unproven_planned_or_excused_is_told_of(
    changes, outcome, words
):
    (finding,) = security_coverage(with_claim(**changes), context())
    assert finding.outcome == outcome
    assert words in finding.message


def test_a_second_claim_with_evidence_is_enough():
    (unproven,) = (claim for claim in claims() if claim.requirement == CUSTODY)
    content = complete_content(security_claims=(replace(unproven, id=UUID(int=9)), *claims()))
    (finding,) = security_coverage(content, context())
    assert finding.outcome == "PASS"


@pytest.mark.parametrize(
    ("ends", "outcome"), [(date(2026, 5, 20), "PASS"), (date(2026, 5, 19), "WARN")]
)
def test_evidence_counts_until_its_last_day(ends, outcome):
    documents = tuple(replace(document, expires_on=ends) for document in evidence())
    found = security_coverage(complete_content(evidence=documents), context())
    assert {finding.outcome for finding in found} == {outcome}


def test_the_last_day_is_the_day_in_washington():
    documents = tuple(replace(d, expires_on=date(2026, 5, 20)) for d in evidence())
    content = complete_content(evidence=documents)
    late = context(as_of=datetime(2026, 5, 21, 3, 59, tzinfo=UTC))
    later = context(as_of=datetime(2026, 5, 21, 4, 0, tzinfo=UTC))
    assert security_coverage(content, late)[0].outcome == "PASS"
    assert security_coverage(content, later)[0].outcome == "WARN"


def test_it_blocks_where_the_policy_says_so():
    content = with_claim(requirement="")
    (finding,) = security_coverage(content, context(controls=BLOCKING))
    assert finding.outcome == "BLOCK"
