"""R22: whoever takes part is named and can be screened."""

from dataclasses import replace

import pytest

from proposals.content import PartyRole
from proposals.rules.r22_parties import parties
from tests.proposals.rules.contents import (
    complete_content,
    component,
    context,
    involved_party,
    member,
    officer,
    operating_role,
    outcomes,
    owner,
    signatures,
)

FACILITY = involved_party(PartyRole.FACILITY)


def judge(**changes):
    return parties(complete_content(**changes), context())


def test_named_members_officers_facility_and_buyer_pass():
    (finding,) = judge()
    assert (finding.outcome.value, finding.anchor) == ("PASS", "parties-rows")


@pytest.mark.parametrize("role", [PartyRole.BUYER, PartyRole.END_USER])
def test_a_buyer_or_an_end_user_is_enough(role):
    assert outcomes(judge(involved_parties=(FACILITY, involved_party(role)))) == ["PASS"]


def test_without_facility_and_buyer_there_are_two_warnings():
    findings = judge(involved_parties=(involved_party(PartyRole.SUPPLIER),), sites=())
    assert outcomes(findings) == ["WARN", "WARN"]
    assert [finding.section.value for finding in findings] == ["parties", "parties"]


def test_an_operating_site_is_a_facility():
    (finding,) = judge(involved_parties=())
    assert finding.message == "Name the buyer or the end user, if one is known."


def test_a_member_without_officers_is_warned_at_its_place():
    (finding,) = judge(members=(member(officers=()),))
    assert outcomes([finding]) == ["WARN"]
    assert (finding.section.value, finding.anchor) == ("members", "member-101")
    assert finding.message == "State who directs and manages Lumen Harbor Systems."


@pytest.mark.parametrize(
    ("section", "change"),
    [
        ("members", {"members": (member(legal_name="***"),)}),
        ("members", {"members": (member(other_names=("Lumen", "—")),)}),
        ("members", {"members": (member(parent_name="?"),)}),
        ("members", {"members": (member(owners=(owner(name="\u200e"),)),)}),
        ("members", {"members": (member(officers=(officer(name="🙂"),)),)}),
        ("hardware", {"components": (component(manufacturer="//"),)}),
        ("operations", {"operating_roles": (operating_role("OWN", name="..."),)}),
        ("operations", {"operating_roles": (operating_role("OWN", name="To be determined"),)}),
        ("parties", {"involved_parties": (FACILITY, involved_party(PartyRole.BUYER, name="-"))}),
        (
            "parties",
            {
                "involved_parties": (
                    FACILITY,
                    involved_party(PartyRole.BUYER, majority_owner_name="()"),
                )
            },
        ),
    ],
)
def test_a_name_that_cannot_be_screened_blocks_on_its_page(section, change):
    (finding,) = judge(**change)
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.section.value == section
    assert "Nobody can be screened under the name" in finding.message


def test_a_signer_without_a_readable_name_blocks():
    content = complete_content()
    content = replace(content, certifications=signatures(content, signer_name="!!")[:1])
    (finding,) = parties(content, context())
    assert (finding.outcome.value, finding.section.value) == ("BLOCK", "certifications")
