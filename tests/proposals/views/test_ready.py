"""Is the proposal that the other tests start from really ready?"""

import pytest
from django.utils import timezone

from proposals.actions.submit import submit
from proposals.rules import RULES
from proposals.snapshot import findings_of
from tests.factories.proposals_ready import ANCHOR_OWNER, MEMBER_OWNER, ready_proposal

pytestmark = pytest.mark.django_db


# A ready proposal answers nothing that is only recommended: the catalog and the questions.
RECOMMENDED = {"R31", "PD02"}


def test_every_rule_passes_on_a_ready_proposal_but_who_is_behind_its_owners():
    findings = findings_of(ready_proposal().proposal, as_of=timezone.now())
    assert [
        finding.message
        for finding in findings
        if finding.outcome != "PASS" and finding.rule_id not in RECOMMENDED
    ] == [
        f"A person must ask who owns {member}. Not stated: any owner of {owner}."
        for member, owner in (
            ("Lumen Harbor Systems", ANCHOR_OWNER),
            ("Juniper Data Works", MEMBER_OWNER),
        )
    ]
    assert len({finding.rule_id for finding in findings}) == len(RULES)


def test_a_ready_proposal_can_be_submitted():
    ready = ready_proposal()
    version = submit(ready.proposal, by=ready.signatory)
    assert (version.number, version.proposal.state) == (1, "SUBMITTED")


def test_what_is_only_recommended_warns_and_lets_a_ready_proposal_through():
    findings = findings_of(ready_proposal().proposal, as_of=timezone.now())
    assert {f.outcome for f in findings if f.rule_id in RECOMMENDED} == {"WARN"}
