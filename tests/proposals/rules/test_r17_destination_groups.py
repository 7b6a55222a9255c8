"""R17: every destination is a known country, and its groups are told."""

import pytest

from proposals.content import PartyRole
from proposals.rules.r17_destination_groups import destination_groups
from tests.proposals.rules.contents import (
    address,
    complete_content,
    context,
    involved_party,
    market,
    operating_role,
    outcomes,
)

NOWHERE = address(street="", city="", region="", postal_code="", country="")


def judge(*markets, **changes):
    return destination_groups(
        complete_content(markets=markets or (market(),), **changes), context()
    )


def test_known_destinations_pass_with_their_groups():
    (finding,) = judge(market(code="SA"), market(kind="BLOC", code="GCC"), market(code="BR"))
    assert outcomes([finding]) == ["PASS"]
    assert finding.explanation == (
        "United Arab Emirates: A:5. Bahrain: D:3, D:4. Kuwait: D:3, D:4. Oman: D:3, D:4. "
        "Qatar: D:3, D:4. Saudi Arabia: D:3, D:4. United States: A:1."
    )


def test_without_a_market_there_is_nothing_to_judge():
    assert outcomes(destination_groups(complete_content(markets=()), context())) == ["WARN"]


@pytest.mark.parametrize(("kind", "code"), [("COUNTRY", "XX"), ("COUNTRY", ""), ("BLOC", "XX")])
def test_a_destination_nobody_knows_blocks_the_evaluation(kind, code):
    findings = judge(market(), market(kind=kind, code=code))
    assert outcomes(findings) == ["BLOCK"]
    assert "ow 2" in findings[0].message


@pytest.mark.parametrize(
    "role", [PartyRole.FACILITY, PartyRole.BUYER, PartyRole.END_USER, PartyRole.OPERATOR]
)
def test_who_receives_the_package_states_a_country(role):
    party = involved_party(role, country="", address=NOWHERE)
    (finding,) = judge(involved_parties=(party,))
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == f"State the country of the {role.label.lower()} {party.name}."
    assert finding.section == "parties"


def test_another_party_may_leave_its_country_open_but_not_give_one_nobody_knows():
    blank = involved_party(PartyRole.FORWARDER, country="", address=NOWHERE)
    odd = involved_party(PartyRole.FORWARDER, country="XX", address=NOWHERE)
    assert outcomes(judge(involved_parties=(blank,))) == ["PASS"]
    assert outcomes(judge(involved_parties=(odd,))) == ["NEEDS_HUMAN"]


def test_an_operator_in_a_country_nobody_knows_blocks():
    (finding,) = judge(operating_roles=(operating_role("OPERATE", country="ZZ"),))
    assert (outcomes([finding]), finding.section) == (["BLOCK"], "operations")
