"""R39: an entity may belong to several consortia (call); what is promised twice is told."""

import pytest

from proposals.rules.r39_exclusivity import exclusivity
from tests.proposals.rules.contents import (
    BRASS,
    complete_content,
    context,
    contribution,
    outcomes,
)


def judge(elsewhere=None, **changes):
    content = complete_content(contributions=(contribution(**changes),))
    return exclusivity(content, context(elsewhere=elsewhere or {}))


@pytest.mark.parametrize(
    ("changes", "elsewhere", "expected"),
    [
        ({"exclusivity": False}, {}, ["PASS"]),
        ({"exclusivity": True}, {}, ["PASS"]),
        ({"exclusivity": None}, {}, ["WARN"]),
        ({"exclusivity": True, "exclusive_with": "Copper Reef"}, {}, ["WARN"]),
        ({"exclusivity": True}, {BRASS: 1}, ["WARN", "PASS"]),
        ({"exclusivity": False}, {BRASS: 2}, ["PASS"]),
        ({"exclusivity": False}, {999: 2}, ["PASS"]),
    ],
)
def test_what_is_promised_to_somebody_else_is_told(changes, elsewhere, expected):
    assert outcomes(judge(elsewhere, **changes)) == expected


def test_membership_elsewhere_is_told_and_allowed():
    (finding,) = judge({BRASS: 2})
    assert finding.message == (
        "Brass Lattice Works also takes part in 2 other proposals, which is allowed."
    )


def test_without_a_contribution_there_is_nothing_to_pass():
    assert outcomes(exclusivity(complete_content(contributions=()), context())) == ["WARN"]
