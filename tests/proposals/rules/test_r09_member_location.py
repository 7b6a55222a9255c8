"""R09: no member is located in a country of concern."""

import pytest

from proposals.rules.r09_member_location import member_location
from tests.proposals.rules.contents import complete_content, context, member, outcomes

PLACES = ("incorporation_country", "headquarters_country", "principal_place_country")


def judge(*members, **changes):
    return member_location(complete_content(members=members), context(**changes))


def test_members_from_elsewhere_pass():
    assert outcomes(member_location(complete_content(), context())) == ["PASS"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("country", "outcome"),
    [("CN", "BLOCK"), ("HK", "BLOCK"), ("MO", "BLOCK"), ("RU", "NEEDS_HUMAN"), ("TW", "PASS")],
)
def test_each_of_the_three_places_counts(place, country, outcome):
    assert outcomes(judge(member(**{place: country}))) == [outcome]


def test_a_member_gets_one_finding_that_names_all_its_places():
    (finding,) = judge(member(incorporation_country="CN", principal_place_country="HK"))
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == (
        "Take Lumen Harbor Systems out of the consortium or correct its countries: its country of "
        "incorporation is China and country of principal place of business is Hong Kong, "
        "a country of concern."
    )


def test_each_member_gets_its_own_finding_at_its_own_place():
    findings = judge(
        member(headquarters_country="CN"),
        member(organization_id=2, role="MEMBER"),
        member(organization_id=3, role="MEMBER", headquarters_country="MO"),
    )
    assert outcomes(findings) == ["BLOCK", "BLOCK"]
    assert [finding.anchor for finding in findings] == ["member-101", "member-3"]


def test_the_warning_list_does_not_hide_behind_a_country_of_concern():
    findings = judge(member(incorporation_country="CN", headquarters_country="RU"))
    assert outcomes(findings) == ["BLOCK", "NEEDS_HUMAN"]


@pytest.mark.parametrize("country", ["", "XX", "cn"])
def test_a_country_nobody_knows_blocks(country):
    (finding,) = judge(member(headquarters_country=country))
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == "State the country of headquarters of Lumen Harbor Systems."


def test_without_members_there_is_nothing_to_judge():
    (finding,) = judge()
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.anchor == "members-rows"


def test_the_sets_come_from_the_context():
    assert outcomes(judge(member(), countries_of_concern=frozenset({"US"}))) == ["BLOCK"]
    assert outcomes(judge(member(), warn_countries=frozenset({"US"}))) == ["NEEDS_HUMAN"]
