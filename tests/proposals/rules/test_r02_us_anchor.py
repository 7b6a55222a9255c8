"""R02: the anchor member is a U.S. company."""

from decimal import Decimal

import pytest

from proposals.rules.r02_us_anchor import us_anchor
from tests.proposals.rules.contents import complete_content, context, member, outcomes, owner


def judge(**changes):
    return us_anchor(complete_content(members=(member(**changes),)), context())


def stake(country, percent, *, has_control=False):
    share = None if percent is None else Decimal(percent)
    return owner(name="Amber Pagoda Group", country=country, percent=share, has_control=has_control)


def test_a_us_company_in_us_hands_passes():
    (finding,) = judge()
    assert outcomes([finding]) == ["PASS"]
    assert finding.anchor == "member-101"


@pytest.mark.parametrize(
    ("field", "what"),
    [("incorporation_country", "incorporation"), ("headquarters_country", "headquarters")],
)
def test_an_anchor_from_abroad_blocks_and_says_why(field, what):
    (finding,) = judge(**{field: "NO"})
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == (
        f"Choose a U.S. company as anchor member: the country of {what} of "
        "Lumen Harbor Systems is Norway."
    )


def test_incorporation_and_headquarters_abroad_are_two_findings():
    findings = judge(incorporation_country="NO", headquarters_country="")
    assert outcomes(findings) == ["BLOCK", "BLOCK"]
    assert findings[1].message.endswith("is an unstated country.")


def test_puerto_rico_and_the_other_territories_are_the_united_states():
    parent = {"parent_name": "Lumen Holding", "parent_country": "PR"}
    held = (owner(country="GU"),)
    assert outcomes(
        judge(incorporation_country="PR", headquarters_country="VI", owners=held, **parent)
    ) == ["PASS"]


def test_a_principal_place_abroad_is_not_what_this_rule_asks():
    assert outcomes(judge(principal_place_country="NO")) == ["PASS"]


def test_a_parent_in_a_country_of_concern_blocks():
    (finding,) = judge(parent_name="Amber Pagoda Group", parent_country="HK")
    assert outcomes([finding]) == ["BLOCK"]
    assert "Amber Pagoda Group is headquartered in Hong Kong" in finding.message


def test_a_foreign_parent_needs_a_person():
    (finding,) = judge(parent_name="Fjord Holding", parent_country="NO")
    assert outcomes([finding]) == ["NEEDS_HUMAN"]
    assert "the ultimate parent Fjord Holding is headquartered in Norway" in finding.message


def test_a_parent_without_a_country_needs_a_person():
    assert outcomes(judge(parent_name="Fjord Holding")) == ["NEEDS_HUMAN"]


def test_a_us_parent_passes():
    assert outcomes(judge(parent_name="Lumen Holding", parent_country="US")) == ["PASS"]


def test_control_rights_from_a_country_of_concern_block_whatever_the_share():
    (finding,) = judge(owners=(stake("CN", "0.01", has_control=True),))
    assert outcomes([finding]) == ["BLOCK"]
    assert "Amber Pagoda Group (China) has control rights" in finding.message


@pytest.mark.parametrize(
    ("shares", "outcome"),
    [
        (["50.00"], "BLOCK"),
        (["49.99"], "NEEDS_HUMAN"),
        (["25.00", "25.00"], "BLOCK"),
        (["25.00", "24.99"], "NEEDS_HUMAN"),
        ([None], "NEEDS_HUMAN"),
    ],
)
def test_shares_from_countries_of_concern_add_up_to_control_at_the_threshold(shares, outcome):
    assert outcomes(judge(owners=tuple(stake("CN", share) for share in shares))) == [outcome]


def test_the_threshold_of_control_comes_from_the_context():
    content = complete_content(members=(member(owners=(stake("CN", "30"),)),))
    assert outcomes(us_anchor(content, context())) == ["NEEDS_HUMAN"]
    assert outcomes(us_anchor(content, context(control_percent=Decimal(30)))) == ["BLOCK"]


def test_a_small_stake_from_the_warning_list_needs_a_person_and_is_named():
    (finding,) = judge(owners=(owner(percent=Decimal(99)), stake("RU", "1.00")))
    assert outcomes([finding]) == ["NEEDS_HUMAN"]
    assert "Amber Pagoda Group (Russian Federation, 1 %)" in finding.message


def test_control_from_the_warning_list_needs_a_person_once():
    assert outcomes(judge(owners=(stake("RU", "80.00", has_control=True),))) == ["NEEDS_HUMAN"]


def test_a_small_foreign_stake_passes_and_a_controlling_one_needs_a_person():
    assert outcomes(judge(owners=(stake("NO", "49.99"),))) == ["PASS"]
    assert outcomes(judge(owners=(stake("NO", "50.00"),))) == ["NEEDS_HUMAN"]


def test_without_exactly_one_anchor_there_is_nothing_to_judge():
    (finding,) = us_anchor(complete_content(members=()), context())
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.anchor == "members-rows"


def test_the_sets_of_countries_come_from_the_context():
    content = complete_content(members=(member(parent_name="Fjord", parent_country="NO"),))
    findings = us_anchor(content, context(countries_of_concern=frozenset({"NO"})))
    assert outcomes(findings) == ["BLOCK"]


def chain(*links):
    """(who, country, percent, in whom) of each link."""
    return tuple(
        owner(
            name=name,
            kind="ORGANIZATION",
            country=country,
            percent=Decimal(percent),
            has_control=False,
            holds_shares_in=body,
        )
        for name, country, percent, body in links
    )


@pytest.mark.parametrize(
    ("links", "outcome"),
    [
        # 100 percent of a tenth is a tenth.
        ((("Keel", "US", 10, ""), ("Amber", "CN", 100, "Keel")), "NEEDS_HUMAN"),
        ((("Keel", "US", 60, ""), ("Amber", "CN", 90, "Keel")), "BLOCK"),
        ((("Keel", "US", 100, ""), ("Amber", "CN", "49.99", "Keel")), "NEEDS_HUMAN"),
        ((("Keel", "US", 100, ""), ("Amber", "CN", "50.00", "Keel")), "BLOCK"),
        # Two paths of 30 percent each.
        (
            (
                ("Keel", "US", 50, ""),
                ("Mast", "US", 50, ""),
                ("Amber", "CN", 60, "Keel"),
                ("Amber", "CN", 60, "Mast"),
            ),
            "BLOCK",
        ),
        # What stands there and is owned there counts once.
        ((("Jade", "CN", 40, ""), ("Amber", "CN", 100, "Jade")), "NEEDS_HUMAN"),
        # Three levels: .8 x .8 x .8.
        (
            (("Keel", "US", 80, ""), ("Mast", "US", 80, "Keel"), ("Amber", "CN", 80, "Mast")),
            "BLOCK",
        ),
        # Bodies that own each other come to rest.
        (
            (
                ("Keel", "US", 100, ""),
                ("Mast", "US", 50, "Keel"),
                ("Keel", "US", 50, "Mast"),
                ("Amber", "CN", 10, "Keel"),
            ),
            "NEEDS_HUMAN",
        ),
    ],
)
def test_what_is_held_through_others_counts_by_the_product_along_each_path(links, outcome):
    assert outcomes(judge(owners=chain(*links))) == [outcome]


@pytest.mark.parametrize(
    ("percent", "has_control", "outcome"),
    [("49.99", False, "NEEDS_HUMAN"), ("50.00", False, "BLOCK"), ("1.00", True, "BLOCK")],
)
def test_control_of_an_owner_counts_where_that_owner_controls_the_member(
    percent, has_control, outcome
):
    keel = owner(name="Keel", percent=Decimal(percent), has_control=has_control)
    amber = owner(
        name="Amber Pagoda Group",
        country="CN",
        percent=Decimal(1),
        has_control=True,
        holds_shares_in="Keel",
    )
    assert outcomes(judge(owners=(keel, amber))) == [outcome]
