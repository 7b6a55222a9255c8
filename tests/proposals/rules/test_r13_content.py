"""R13: the U.S.-content component is presumed met, or the reason is given."""

from dataclasses import replace
from decimal import Decimal

import pytest

from proposals.content import Hardware
from proposals.content.hardware import ContentFactor
from proposals.rules.r13_content import us_content
from tests.proposals.rules.contents import complete_content, component, context, outcomes

BELOW = component(us_origin_percent=Decimal("50.99"))
AT = component(us_origin_percent=Decimal("51.00"))


def judge(*components, justification="", **changes):
    content = complete_content(components=components, content_justification=justification)
    return us_content(content, context(**changes))


def test_at_the_threshold_the_component_is_presumed_met():
    (finding,) = judge(AT)
    assert outcomes([finding]) == ["PASS"]
    assert finding.message == (
        "51.00 percent of the hardware's value is of U.S. origin, at least 51: "
        "the U.S.-content component is presumed met."
    )
    assert finding.explanation == "(12 × $30,000.00 × 51 %) ÷ $360,000.00 = 51.00 %"


def test_just_below_it_without_a_justification_blocks_at_the_justification():
    (finding,) = judge(BELOW, justification=" ")
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.anchor == "id_content_justification"
    assert finding.message.startswith(
        "50.99 percent of the hardware's value is of U.S. origin, below 51: nothing is presumed."
    )


def test_just_below_it_with_a_justification_needs_a_person():
    finding, thin = judge(BELOW, justification="Memory is not made here yet.")
    assert outcomes([finding, thin]) == ["NEEDS_HUMAN", "WARN"]
    assert finding.message.endswith("A person must weigh the justification.")
    assert thin.message == (
        "Add to the justification: the factors that speak for the package and a plan for jobs in "
        "the United States."
    )


def test_a_factor_and_a_plan_for_jobs_belong_to_the_justification():
    hardware = Hardware(
        content_justification="Memory is not made here yet.",
        content_factors=(ContentFactor.INDUSTRIAL_BASE,),
        jobs_plan="Forty engineers in Ohio by 2029.",
    )
    content = replace(complete_content(components=(BELOW,)), hardware=hardware)
    assert outcomes(us_content(content, context())) == ["NEEDS_HUMAN"]


@pytest.mark.parametrize(
    ("justification", "outcome"), [("", "BLOCK"), ("The maker is silent.", "NEEDS_HUMAN")]
)
def test_missing_figures_are_filled_in_or_justified(justification, outcome):
    finding, *_ = judge(AT, component(us_origin_percent=None), justification=justification)
    assert outcomes([finding]) == [outcome]
    assert finding.anchor == "hardware-rows"
    assert finding.message.startswith(
        "The U.S. content lies between 25.50 and 75.50 percent, "
        "because a value or share is missing in row 2."
    )


@pytest.mark.parametrize("components", [(), (component(unit_value=Decimal(0)),)])
def test_without_hardware_or_value_a_justification_does_not_help(components):
    (finding,) = judge(*components, justification="It is all software.")
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.anchor == "hardware-rows"


def test_the_threshold_comes_from_the_context():
    assert outcomes(judge(AT, content_threshold=Decimal("51.01"))) == ["BLOCK"]
    assert outcomes(judge(BELOW, content_threshold=Decimal("50.99"))) == ["PASS"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"origin_country_fab": "TW"}, ["PASS", "WARN"]),
        ({"origin_country": "MX"}, ["PASS", "WARN"]),
        ({"origin_country": "PR"}, ["PASS"]),
        ({"origin_country_fab": "TW", "origin_method": "Value of the design."}, ["PASS"]),
        ({"origin_country_fab": "TW", "us_origin_percent": Decimal("99.99")}, ["PASS"]),
    ],
)
def test_a_row_that_is_all_american_and_made_abroad_says_how(changes, expected):
    assert outcomes(judge(component(**{"us_origin_percent": Decimal(100)} | changes))) == expected
