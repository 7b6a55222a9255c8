"""Are a few answers judged as the rules judge a proposal, and what is open never as a pass?"""

from dataclasses import replace
from decimal import Decimal

import pytest

from proposals.content import LayerCode
from proposals.rules import Outcome
from proposals.rules.eligibility import Answers, judged, open_questions
from tests.proposals.rules.contents import context

GOOD = Answers(
    incorporated="US",
    headquarters="US",
    lead_owners=("US",),
    members=("US", "JP"),
    member_owners=("US", "JP"),
    layers=tuple(LayerCode),
    us_percent=Decimal(60),
    models=("US",),
    markets=("KR", "PL"),
)


def outcomes(answers: Answers) -> dict[str, Outcome]:
    """The most serious outcome of each rule."""
    found: dict[str, Outcome] = {}
    for finding in judged(answers, context()):
        found.setdefault(finding.rule_id, finding.outcome)
    return found


def test_nothing_stands_against_good_answers():
    assert set(outcomes(GOOD).values()) == {Outcome.PASS}
    assert open_questions(GOOD) == []


def test_no_answer_is_judged_by_the_call_alone():
    assert set(outcomes(Answers())) == {"R08"}
    assert len(open_questions(Answers())) == 7


@pytest.mark.parametrize("name", list(Answers.__dataclass_fields__))
def test_an_answer_that_is_missing_is_never_a_pass(name):
    missing = replace(GOOD, **{name: getattr(Answers(), name)})
    assert open_questions(missing)
    assert len(outcomes(missing)) < len(outcomes(GOOD))


@pytest.mark.parametrize(
    ("answer", "rule", "outcome"),
    [
        ({"incorporated": "FR"}, "R02", Outcome.BLOCK),
        ({"headquarters": "KR"}, "R02", Outcome.BLOCK),
        ({"incorporated": "PR", "headquarters": "PR"}, "R02", Outcome.PASS),
        ({"lead_owners": ("US", "FR")}, "R02", Outcome.NEEDS_HUMAN),
        ({"lead_owners": ("CN",)}, "R02", Outcome.BLOCK),
        ({"lead_owners": ("CN", "US", "FR")}, "R10", Outcome.BLOCK),
        ({"members": ("CN",)}, "R09", Outcome.BLOCK),
        ({"members": ("RU",)}, "R09", Outcome.NEEDS_HUMAN),
        ({"member_owners": ("HK",)}, "R10", Outcome.BLOCK),
        ({"layers": (LayerCode.L1_HARDWARE,)}, "R03", Outcome.BLOCK),
        ({"us_percent": Decimal(51)}, "R13", Outcome.PASS),
        ({"us_percent": Decimal("50.99")}, "R13", Outcome.NEEDS_HUMAN),
        ({"models": ("US", "CN")}, "R12", Outcome.BLOCK),
        ({"markets": ("US",)}, "R05", Outcome.BLOCK),
        ({"markets": ("IR",)}, "R18", Outcome.BLOCK),
        ({"markets": ("PL", "BY")}, "R19", Outcome.BLOCK),
        ({"markets": ("MO",)}, "R19", Outcome.BLOCK),
    ],
)
def test_each_answer_is_judged_as_in_a_proposal(answer, rule, outcome):
    assert outcomes(replace(GOOD, **answer))[rule] is outcome
