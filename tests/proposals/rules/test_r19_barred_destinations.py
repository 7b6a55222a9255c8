"""R19: neither D:5 nor Macau receives the package."""

from dataclasses import replace

import pytest

from proposals.content import PartyRole
from proposals.rules.r18_embargo import embargo
from proposals.rules.r19_barred_destinations import barred_destinations
from tests.proposals.rules.contents import (
    complete_content,
    context,
    involved_party,
    market,
    member,
    operating_role,
    outcomes,
)

# domain.md 4.2, Country Group D:5 as of 2026-07-23, written out once more.
D5 = "AF BY MM CF CN CD CU ER HT IR IQ KP LB LY NI RU SO SS SD SY VE ZW".split()
EMBARGOED = {"IR", "KP", "SY", "CU"}


def judge(*markets, changed_context=None, **changes):
    content = complete_content(markets=markets or (market(),), **changes)
    return barred_destinations(content, changed_context or context())


def test_a_complete_proposal_passes():
    assert outcomes(barred_destinations(complete_content(), context())) == ["PASS"]


@pytest.mark.parametrize("code", [*D5, "MO", "HK"])
def test_every_country_of_d5_hong_kong_and_macau_are_refused_as_markets_by_one_rule(code):
    content = complete_content(markets=(market(code=code),))
    by_rule = {
        rule.__name__: outcomes(rule(content, context())) for rule in (embargo, barred_destinations)
    }
    blocks = "embargo" if code in EMBARGOED else "barred_destinations"
    assert by_rule == {"embargo": ["PASS"], "barred_destinations": ["PASS"]} | {blocks: ["BLOCK"]}


@pytest.mark.parametrize("code", ["AE", "SA", "IL", "TW", "VN", "KZ", "EG", "PK"])
def test_other_groups_of_d_are_not_refused_as_destinations(code):
    assert outcomes(judge(market(code=code))) == ["PASS"]


def test_asean_is_refused_for_burma_which_is_named():
    (finding,) = judge(market(), market(kind="BLOC", code="ASEAN"))
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == (
        "Row 2: instead of ASEAN as a whole, name its countries one by one, without Myanmar (D:1, "
        "D:3, D:5). The program refuses such destinations by default."
    )


def test_the_african_union_is_refused_for_each_of_its_members_in_d5():
    (finding,) = judge(market(kind="BLOC", code="AU"))
    named = [code for code in D5 if context().country_name(code) in finding.message]
    assert named == ["CF", "CD", "ER", "LY", "SO", "SS", "SD", "ZW"]


@pytest.mark.parametrize("code", ["EU", "GCC", "MERCOSUR"])
def test_a_bloc_without_such_a_member_passes(code):
    assert outcomes(judge(market(kind="BLOC", code=code))) == ["PASS"]


@pytest.mark.parametrize("role", list(PartyRole))
def test_a_party_there_blocks_where_it_receives_the_package_and_else_needs_a_person(role):
    findings = judge(involved_parties=(involved_party(role, country="BY"),))
    receives = role in {"FACILITY", "OPERATOR", "BUYER", "END_USER"}
    assert outcomes(findings) == ["BLOCK" if receives else "NEEDS_HUMAN"]
    assert findings[0].section == "parties"


def test_a_buyer_owned_from_there_needs_a_person():
    party = involved_party(PartyRole.BUYER, majority_owner_country="MO")
    assert outcomes(judge(involved_parties=(party,))) == ["NEEDS_HUMAN"]


@pytest.mark.parametrize(
    ("role", "outcome"), [("BUILD", "NEEDS_HUMAN"), ("OWN", "BLOCK"), ("OPERATE", "BLOCK")]
)
def test_nobody_there_owns_or_operates(role, outcome):
    assert outcomes(judge(operating_roles=(operating_role(role, country="RU"),))) == [outcome]


def test_a_member_there_needs_a_person_unless_r09_says_it_already():
    assert outcomes(judge(members=(member(headquarters_country="BY"),))) == ["NEEDS_HUMAN"]
    assert outcomes(judge(members=(member(headquarters_country="RU"),))) == ["PASS"]
    assert outcomes(judge(members=(member(headquarters_country="CN"),))) == ["PASS"]


def test_what_is_refused_comes_from_the_context():
    nothing = replace(
        context().destinations, barred_groups=frozenset(), barred_countries=frozenset()
    )
    changed = context(destinations=nothing)
    assert outcomes(judge(market(code="BY"), changed_context=changed)) == ["PASS"]
    assert outcomes(judge(market(code="MO"), changed_context=changed)) == ["BLOCK"]  # of concern
    assert outcomes(judge(market(code="VE"), changed_context=changed)) == ["NEEDS_HUMAN"]  # watched


def test_without_a_market_there_is_nothing_to_judge():
    assert outcomes(barred_destinations(complete_content(markets=()), context())) == ["WARN"]
