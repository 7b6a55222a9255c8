"""R01: exactly one anchor member."""

from proposals.rules.r01_one_anchor import one_anchor
from tests.proposals.rules.contents import complete_content, context, member, outcomes


def test_one_anchor_passes_and_is_named():
    (finding,) = one_anchor(complete_content(), context())
    assert outcomes([finding]) == ["PASS"]
    assert finding.message == "Lumen Harbor Systems is the anchor member."
    assert finding.anchor == "member-101"


def test_no_anchor_blocks():
    content = complete_content(members=(member(role="MEMBER"),))
    (finding,) = one_anchor(content, context())
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.anchor == "members-rows"
    assert finding.message.startswith("Name one organization as anchor member")


def test_two_anchors_block_and_both_are_named():
    content = complete_content(
        members=(member(), member(organization_id=2, legal_name="Brass Lattice Works"))
    )
    (finding,) = one_anchor(content, context())
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == (
        "Keep one anchor member. Now there are 2: Lumen Harbor Systems and Brass Lattice Works."
    )
