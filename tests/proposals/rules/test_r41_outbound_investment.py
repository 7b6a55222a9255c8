"""R41: U.S. money in somebody in China, Hong Kong or Macau (31 CFR part 850)."""

import pytest

from proposals.content import PartyRole
from proposals.rules.r41_outbound_investment import outbound_investment
from tests.proposals.rules.contents import (
    complete_content,
    context,
    involved_party,
    member,
    outcomes,
    owner,
)


def judge(*parties, **changes):
    return outbound_investment(complete_content(involved_parties=parties, **changes), context())


def supplier(**changes):
    there = {"country": "CN", "address_country": "CN"}
    return involved_party(PartyRole.SUPPLIER, **there | changes)


def lender(country):
    return involved_party(PartyRole.FINANCIER, country=country, address_country=country)


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ((supplier(),), ["PASS"]),
        ((supplier(majority_owner_name="Ada", majority_owner_country="US"),), ["NEEDS_HUMAN"]),
        ((supplier(country="MO"), lender("US")), ["NEEDS_HUMAN"]),
        ((supplier(country="", address_country="HK"), lender("")), ["NEEDS_HUMAN"]),
        ((supplier(), lender("NO")), ["PASS"]),
        ((supplier(country="", address_country=""), lender("US")), ["NEEDS_HUMAN"]),
        ((supplier(country="", address_country=""),), ["PASS"]),
        ((), ["WARN"]),
        ((supplier(country="RU", address_country="RU"), lender("US")), ["PASS"]),
    ],
)
def test_money_from_the_united_states_into_a_party_there_needs_a_person(parties, expected):
    assert outcomes(judge(*parties)) == expected


def test_a_member_there_with_a_us_owner_needs_a_person():
    there = member(headquarters_country="HK", owners=(owner(country="PR"),))
    (finding,) = judge(lender("NO"), members=(there,))
    assert (finding.outcome.value, finding.anchor) == ("NEEDS_HUMAN", "member-101")


def test_without_members_nothing_passes():
    assert outcomes(judge(members=())) == ["WARN"]
