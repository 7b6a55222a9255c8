"""R10: what does a share count that is stated as a range?"""

from dataclasses import replace
from decimal import Decimal

from tests.proposals.rules.contents import outcomes
from tests.proposals.rules.test_r10_member_control import judge, stake


def test_a_range_counts_as_its_least_and_a_person_asks_for_the_rest():
    amber = replace(stake("Amber", "CN", "5"), percent_at_most=Decimal(60))
    found = judge(amber, stake("Ada", "US", "40"))
    assert outcomes(found) == ["NEEDS_HUMAN", "NEEDS_HUMAN"]
    assert "no exact share is stated" in found[0].message
    assert "Not stated: 55 percent of Ivory Tram" in found[1].message


def test_a_range_from_half_on_blocks():
    amber = replace(stake("Amber", "CN", "50"), percent_at_most=Decimal(75))
    assert "BLOCK" in outcomes(judge(amber))
