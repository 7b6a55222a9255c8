"""R10: no member is owned or controlled from a country of concern, however many stand between."""

from decimal import Decimal

import pytest

from proposals.rules.r10_member_control import member_control
from tests.proposals.rules.contents import complete_content, context, member, outcomes, owner

TRAM = {"organization_id": 7, "role": "MEMBER", "legal_name": "Ivory Tram"}


def judge(*owners, changed_context=None, **changes):
    """What is said of the second member, whose owners these are."""
    other = member(**TRAM | changes, owners=owners)
    content = complete_content(members=(member(), other))
    return member_control(content, changed_context or context())


def stake(name, country, percent, body="", *, has_control=False, kind="GOVERNMENT"):
    """A government by default: behind it there is nobody to state."""
    return owner(
        name=name,
        kind=kind,
        country=country,
        percent=None if percent is None else Decimal(percent),
        has_control=has_control,
        holds_shares_in=body,
    )


def test_a_complete_proposal_passes():
    assert outcomes(member_control(complete_content(), context())) == ["PASS"]


@pytest.mark.parametrize(
    ("percent", "outcome"),
    [("100", "BLOCK"), ("50.00", "BLOCK"), ("49.99", "WARN"), ("10.00", "WARN"), ("9.99", "PASS")],
)
@pytest.mark.parametrize("country", ["CN", "HK", "MO"])
def test_the_share_held_there_decides_at_fifty_and_at_ten(country, percent, outcome):
    rest = Decimal(100) - Decimal(percent)
    owners = [stake("Amber", country, percent)]
    owners += [stake("Ada", "US", rest)] if rest else []
    assert outcomes(judge(*owners)) == [outcome]


def test_a_member_wholly_owned_from_china_is_named_with_the_way():
    (finding,) = judge(stake("Amber Pagoda", "CN", "100"))
    assert finding.message == (
        "Take Ivory Tram out of the consortium: it is controlled from a country of concern (owners "
        "in China hold 100 percent)."
    )
    assert finding.anchor == "member-7"


def test_a_parent_there_blocks():
    ada = stake("Ada", "US", "100")
    (finding,) = judge(ada, parent_name="Amber Pagoda", parent_country="CN")
    assert outcomes([finding]) == ["BLOCK"]


def test_control_rights_there_block_whatever_the_share():
    owners = (stake("Ada", "US", "99"), stake("Amber", "CN", "1", has_control=True))
    (finding,) = judge(*owners)
    assert outcomes([finding]) == ["BLOCK"]
    assert "Amber (China) has control rights" in finding.message


def test_a_small_stake_is_multiplied_along_its_path_and_paths_are_added_up():
    owners = (
        stake("Keel", "US", "50", kind="ORGANIZATION"),
        stake("Mast", "US", "50", kind="ORGANIZATION"),
        stake("Amber", "CN", "12", "Keel"),
        stake("Ada", "US", "88", "Keel"),
        stake("Amber", "CN", "8", "Mast"),
        stake("Ada", "US", "92", "Mast"),
    )
    (finding,) = judge(*owners)
    assert outcomes([finding]) == ["WARN"]
    assert finding.message == "10 percent of Ivory Tram is held from a country of concern."


def test_majorities_one_above_the_other_control_though_the_product_is_below_half():
    owners = (
        stake("Keel", "SE", "60", kind="ORGANIZATION"),
        stake("Ada", "US", "40"),
        stake("Amber", "CN", "60", "Keel"),
        stake("Ben", "US", "40", "Keel"),
    )
    (finding,) = judge(*owners)
    assert outcomes([finding]) == ["BLOCK"]
    assert "Amber (China) holds 60 percent of Keel, which controls it" in finding.message


def test_a_share_that_is_not_known_needs_a_person():
    findings = judge(stake("Ada", "US", "80"), stake("Amber", "CN", None))
    assert outcomes(findings) == ["NEEDS_HUMAN", "NEEDS_HUMAN"]
    assert [f.message for f in findings] == [
        (
            "A person must find out what Amber in a country of concern holds in Ivory Tram: the "
            "share is not known."
        ),
        "A person must ask who owns Ivory Tram. Not stated: 20 percent of Ivory Tram.",
    ]


@pytest.mark.parametrize(
    ("owners", "open_part"),
    [
        ((), "any owner of Ivory Tram"),
        ((stake("Ada", "US", "99.99"),), "0.01 percent of Ivory Tram"),
        ((stake("Keel", "KY", "100", kind="ORGANIZATION"),), "any owner of Keel"),
        (
            (stake("Ada", "US", "100"), stake("Amber", "CN", "100", "Mast")),
            "in whom Amber holds shares (Mast)",
        ),
    ],
)
def test_what_is_not_disclosed_needs_a_person(owners, open_part):
    (finding,) = judge(*owners)
    assert outcomes([finding]) == ["NEEDS_HUMAN"]
    assert finding.message.endswith(f"Not stated: {open_part}.")


@pytest.mark.parametrize(("percent", "outcome"), [("60", "NEEDS_HUMAN"), ("10", "NEEDS_HUMAN")])
def test_the_warning_list_needs_a_person_from_ten_percent(percent, outcome):
    rest = Decimal(100) - Decimal(percent)
    assert outcomes(judge(stake("Boreas", "RU", percent), stake("Ada", "US", rest))) == [outcome]


def test_below_ten_percent_the_warning_list_passes():
    assert outcomes(judge(stake("Boreas", "RU", "9"), stake("Ada", "US", "91"))) == ["PASS"]


def test_owners_in_a_circle_block_with_the_path():
    owners = (
        stake("Keel", "US", "100", kind="ORGANIZATION"),
        stake("Mast", "US", "50", "Keel", kind="ORGANIZATION"),
        stake("keel ", "US", "50", "Mast", kind="ORGANIZATION"),
    )
    blocks = [f.message for f in judge(*owners) if f.outcome == "BLOCK"]
    assert blocks == [
        "State who owns whom without a circle: Keel holds shares in Mast holds shares in Keel."
    ]


def test_two_members_that_own_each_other_are_a_circle():
    one = member(owners=(stake("Ivory Tram", "US", "100"),))
    two = member(**TRAM, owners=(stake("Lumen Harbor Systems", "US", "100"),))
    findings = member_control(complete_content(members=(one, two)), context())
    (block,) = [f for f in findings if f.outcome == "BLOCK"]
    assert block.message.startswith("State who owns whom without a circle: ")


def test_the_thresholds_come_from_the_context():
    owners = (stake("Amber", "CN", "30"), stake("Ada", "US", "70"))
    lower = context(control_percent=Decimal(30))
    higher = context(noted_percent=Decimal(31))
    assert outcomes(judge(*owners, changed_context=lower)) == ["BLOCK"]
    assert outcomes(judge(*owners, changed_context=higher)) == ["PASS"]


def test_without_members_there_is_nothing_to_judge():
    assert outcomes(member_control(complete_content(members=()), context())) == ["BLOCK"]
