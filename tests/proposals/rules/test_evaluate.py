"""Do all the rules together say what the panel needs?"""

import re
from collections import Counter
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from exports_portal.canonical import plain
from proposals.content import Overview, ProposalContent
from proposals.formats import content_from_json
from proposals.rules import RULES, WORST_FIRST, Outcome, evaluate, places
from tests.proposals.rules.contents import complete_content, component, context, market, member

RULE_IDS = [
    "R01",
    "R02",
    "R03",
    "R04",
    "R05",
    "R17",
    "R18",
    "R19",
    "R06",
    "R07",
    "R40",
    "R08",
    "R09",
    "R10",
    "R11",
    "R15",
    "R39",
    "R12",
    "R13",
    "R14",
    "R16",
    "R22",
    "R27",
    "R28",
    "R29",
    "R30",
    "R42",
    "R41",
    "R31",
    "R32",
    "PD02",
    "PD03",
    "R33",
    "R35",
    "R36",
    "PD01",
]
EMPTY = ProposalContent(
    call_code="", consortium_name="", overview=Overview(title=""), members=(), layers=()
)
TROUBLED = complete_content(
    title=" ",
    members=(
        member(parent_name="Amber Pagoda Group", parent_country="CN"),
        member(
            organization_id=7, role="MEMBER", legal_name="Ivory Tram", headquarters_country="RU"
        ),
    ),
    components=(component(us_origin_percent=Decimal(10)), component(unit_value=None)),
    markets=(market(code="RU"), market(code="XX"), market(code="XX")),
    operating_roles=(),
    support_requests=(),
)
PASSED_BY_SILENCE = {"R29", "R30", "R32", "R35", "R36", "R40", "PD03"}
LATE = context(as_of=datetime(2027, 1, 1, tzinfo=UTC))


def test_a_complete_proposal_passes_every_rule_once_and_in_order():
    findings = evaluate(complete_content(), context())
    assert [(f.rule_id, f.outcome) for f in findings] == [(id_, Outcome.PASS) for id_ in RULE_IDS]


def test_an_empty_draft_gets_a_finding_of_every_rule_and_passes_none():
    findings = evaluate(EMPTY, LATE)
    assert list(Counter(f.rule_id for f in findings)) == RULE_IDS
    # What says nothing gives nothing away; every other rule has something to ask for.
    assert {f.rule_id for f in findings if f.outcome is Outcome.PASS} == PASSED_BY_SILENCE


@pytest.mark.parametrize("content", [complete_content(), EMPTY, TROUBLED])
def test_every_finding_is_a_sentence_with_a_source_and_a_place(content):
    for finding in evaluate(content, LATE):
        assert finding.message == finding.message.strip()
        assert finding.message.endswith(".")
        assert finding.title
        assert finding.source
        assert finding.rule_version >= 1
        assert finding.section in places.Section
        assert re.fullmatch(r"[A-Za-z][\w-]+", finding.anchor)


@pytest.mark.parametrize("content", [complete_content(), EMPTY, TROUBLED])
def test_no_finding_ever_says_cleared_or_approved(content):
    for finding in evaluate(content, context()):
        text = " ".join((finding.title, finding.message, finding.explanation)).casefold()
        assert not {"cleared", "clear", "approved", "approval"} & set(re.findall(r"\w+", text))


def test_a_frozen_version_is_judged_as_the_draft_it_was_made_of():
    again = content_from_json(plain(TROUBLED))
    assert evaluate(again, LATE) == evaluate(TROUBLED, LATE)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_says_its_inputs_its_outcome_and_its_source(rule):
    assert {"Inputs:", "Outcome", "Source:"} == {
        word for word in ("Inputs:", "Outcome", "Source:") if word in (rule.__doc__ or "")
    }


def test_every_outcome_has_a_label():
    labels = [outcome.label for outcome in Outcome]
    assert labels == ["Pass", "Warning", "Blocking", "Needs a person"]


def test_a_finding_cannot_be_changed():
    finding = evaluate(complete_content(), context())[0]
    with pytest.raises(FrozenInstanceError):
        finding.outcome = Outcome.BLOCK


def test_most_serious_first_puts_what_blocks_above_what_needs_a_person():
    assert [str(outcome) for outcome in WORST_FIRST] == ["BLOCK", "NEEDS_HUMAN", "WARN", "PASS"]
    assert sorted(WORST_FIRST) == sorted(Outcome)
