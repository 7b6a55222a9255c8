"""R10: no member is owned or controlled from a country of concern, however many stand between."""

from decimal import Decimal
from itertools import pairwise

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
            "A person must find out what Amber in a country of concern holds in Ivory Tram: no "
            "exact share is stated."
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


def shell(name, percent, body="", country="US"):
    return stake(name, country, percent, body, kind="ORGANIZATION")


def person(name, percent, body="", country="US"):
    return stake(name, country, percent, body, kind="PERSON")


def test_shells_of_less_than_half_each_are_summed_and_named():
    (finding,) = judge(shell("Keel", 40), shell("Mast", 40), shell("Spar", 20))
    assert outcomes([finding]) == ["NEEDS_HUMAN"]
    assert finding.message == (
        "A person must ask who owns Ivory Tram. Not stated: any owner of Keel, any owner of Mast "
        "and any owner of Spar."
    )
    assert finding.explanation == (
        "100 percent of Ivory Tram is unexplained. Were it held from one country, the judgment "
        "could be another."
    )


def test_shells_whose_owners_are_all_stated_pass():
    owners = [shell("Keel", 40), shell("Mast", 40), shell("Spar", 20)]
    owners += [person(f"Ada of {body.name}", 100, body.name) for body in owners]
    assert outcomes(judge(*owners)) == ["PASS"]


def test_a_long_chain_that_ends_at_people_passes():
    owners = [
        shell("Keel", 100),
        shell("Mast", 60, "Keel"),
        person("Ada", 40, "Keel"),
        person("Ben", 50, "Mast"),
        stake("Oregon", "US", 50, "Mast"),
    ]
    assert outcomes(judge(*owners)) == ["PASS"]


@pytest.mark.parametrize(
    ("percents", "outcome"),
    [
        (["9.99"], "PASS"),
        (["10"], "NEEDS_HUMAN"),
        (["5", "4.99"], "PASS"),
        (["5", "5"], "NEEDS_HUMAN"),
    ],
)
def test_what_is_unexplained_is_asked_for_from_where_it_could_reach_a_threshold(percents, outcome):
    shells = [shell(f"Keel {row}", percent) for row, percent in enumerate(percents)]
    rest = Decimal(100) - sum(map(Decimal, percents))
    assert outcomes(judge(person("Ada", rest), *shells)) == [outcome]


@pytest.mark.parametrize(("concern", "unexplained", "asked"), [(6, 4, True), (6, 3, False)])
@pytest.mark.parametrize("country", ["CN", "RU"])
def test_a_known_stake_and_an_unexplained_one_are_added_up(country, concern, unexplained, asked):
    rest = 100 - concern - unexplained
    owners = (person("Li", concern, country=country), shell("Keel", unexplained))
    assert outcomes(judge(*owners, person("Ada", rest))) == ["NEEDS_HUMAN" if asked else "PASS"]


@pytest.mark.parametrize(("concern", "asked"), [(41, True), (40, False)])
def test_a_noted_stake_and_an_unexplained_one_are_asked_for_where_they_reach_control(
    concern, asked
):
    owners = (person("Li", concern, country="CN"), shell("Keel", 9), person("Ada", 91 - concern))
    assert outcomes(judge(*owners)) == ["WARN", "NEEDS_HUMAN"][: 1 + asked]


def test_the_rest_of_a_body_in_between_counts_in_proportion():
    owners = (shell("Keel", 40), person("Ada", 60), person("Ben", 70, "Keel"))
    (finding,) = judge(*owners)
    assert finding.message.endswith("Not stated: 30 percent of Keel.")
    assert finding.explanation.startswith("12 percent of Ivory Tram is unexplained.")
    assert outcomes(judge(*owners, person("Cy", "10", "Keel"))) == ["PASS"]


def test_majorities_one_above_the_other_may_be_controlled_by_whom_nobody_states():
    """Of the member 6.77 percent is unexplained, and yet it is control."""
    bodies = ["", "Keel", "Mast", "Spar", "Boom"]
    owners = [shell(body, 51, above) for above, body in pairwise(bodies)]
    owners += [person(f"Ada {n}", 49, above) for n, above in enumerate(bodies[:-1])]
    (finding,) = judge(*owners)
    assert finding.message.endswith("Not stated: any owner of Boom.")
    assert outcomes(judge(*owners, person("Ben", 100, "Boom"))) == ["PASS"]


def test_shells_that_together_hold_a_body_in_control_are_asked_for():
    owners = [shell("Keel", 15), person("Ada", 85), shell("Mast", 30, "Keel")]
    owners += [shell("Spar", 30, "Keel"), person("Ben", 40, "Keel")]
    assert outcomes(judge(*owners)) == ["PASS"]
    keel = stake("Keel", "US", 15, has_control=True, kind="ORGANIZATION")
    (finding,) = judge(keel, *owners[1:])
    assert finding.message.endswith("Not stated: any owner of Mast and any owner of Spar.")


def test_owners_there_who_together_hold_a_body_that_controls_the_member_block():
    owners = (
        shell("Keel", 60),
        person("Ada", 40),
        person("Li", 30, "Keel", country="CN"),
        person("Wu", 30, "Keel", country="HK"),
        person("Ben", 40, "Keel"),
    )
    (finding,) = judge(*owners)
    assert outcomes([finding]) == ["BLOCK"]
    assert "owners in China and Hong Kong control it through Keel" in finding.message


@pytest.mark.parametrize("country", ["", "XX"])
def test_a_parent_without_a_country_is_asked_about(country):
    ada = person("Ada", 100)
    (finding,) = judge(ada, parent_name="Tideway Group", parent_country=country)
    assert outcomes([finding]) == ["NEEDS_HUMAN"]
    assert finding.message.endswith("Not stated: the country of Tideway Group.")
    assert outcomes(judge(ada, parent_name="Tideway Group", parent_country="US")) == ["PASS"]


def test_an_owner_without_a_country_is_asked_about_however_small():
    (finding,) = judge(person("Ada", 99), person("Ben", 1, country=""))
    assert outcomes([finding]) == ["NEEDS_HUMAN"]
    assert finding.message.endswith("Not stated: the country of Ben.")


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
