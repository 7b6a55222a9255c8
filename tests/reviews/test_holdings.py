"""Is every share, majority and officer of a version in the structure, each party under one name?"""

from dataclasses import replace
from decimal import Decimal

from proposals.content import Owner, PartyRole
from reviews.holdings import Roster, structure_of
from reviews.screening.ownership.parts import Body, Post, Stake
from tests.proposals.rules.contents import complete_content, involved_party, member, officer


def owner(name, percent, *, of="", country="SE", control=False, kind="ORGANIZATION"):
    return Owner(
        name=name,
        kind=kind,
        country=country,
        percent=None if percent is None else Decimal(percent),
        has_control=control,
        holds_shares_in=of,
    )


def structure(*members, involved=()):
    content = replace(complete_content(), members=members, involved_parties=involved)
    return structure_of(content, Roster())


def lumen(**changes):
    given = {
        "legal_name": "Lumen AB",
        "incorporation_country": "SE",
        "parent_name": "",
        "owners": (),
        "officers": (),
    }
    return member(**given | changes)


def test_an_owner_holds_shares_in_the_member_or_in_another_owner():
    found = structure(
        lumen(
            owners=(
                owner("Grim Holding", "60", control=True),
                owner("Ada Quill", None, of="Grim Holding", kind="PERSON"),
            )
        )
    )
    assert found.stakes == (
        Stake(holder="Grim Holding", held="Lumen AB", percent=Decimal(60), has_control=True),
        Stake(holder="Ada Quill", held="Grim Holding", percent=None),
    )
    assert found.bodies == (
        Body(name="Lumen AB", country="SE"),
        Body(name="Grim Holding", country="SE"),
    )


def test_of_a_range_the_least_is_known_and_the_rest_is_open():
    fund = replace(owner("Fund", "20"), percent_at_most=Decimal(60))
    (stake,) = structure(lumen(owners=(fund,))).stakes
    assert stake == Stake(holder="Fund", held="Lumen AB", percent=Decimal(20), is_range=True)
    assert stake.is_open


def test_an_ultimate_parent_that_is_no_owner_controls_with_an_unknown_share():
    found = structure(lumen(parent_name="Grim Group"))
    assert found.stakes == (Stake(holder="Grim Group", held="Lumen AB", has_control=True),)


def test_an_ultimate_parent_that_is_among_the_owners_is_not_counted_twice():
    owners = (owner("Grim Holding", "60"), owner("GRIM GROUP", "100", of="Grim Holding"))
    found = structure(lumen(parent_name="Grim Group", owners=owners))
    assert [(stake.holder, stake.held) for stake in found.stakes] == [
        ("Grim Holding", "Lumen AB"),
        ("GRIM GROUP", "Grim Holding"),
    ]


def test_a_majority_owner_of_an_involved_party_has_a_majority_without_a_share():
    buyer = involved_party(
        PartyRole.BUYER, name="Port Authority", country="KE", majority_owner_name="Harbor Fund"
    )
    alone = involved_party(PartyRole.FORWARDER, name="Forwarder", majority_owner_name="")
    found = structure(lumen(), involved=(buyer, alone))
    assert found.stakes == (Stake(holder="Harbor Fund", held="Port Authority", is_majority=True),)
    assert Body(name="Port Authority", country="KE") in found.bodies
    assert "Forwarder" not in {body.name for body in found.bodies}


def test_one_party_has_one_name_however_it_is_spelled():
    first = lumen(owners=(owner("Grim Holding, Ltd.", "30"),))
    second = lumen(
        organization_id=2, legal_name="Brass AB", owners=(owner("GRIM HOLDING LTD", "40"),)
    )
    found = structure(first, second)
    assert {stake.holder for stake in found.stakes} == {"Grim Holding, Ltd."}


def test_a_member_is_one_party_under_its_other_names_too():
    first = lumen(owners=(owner("Brass Trading", "30"),))
    second = lumen(organization_id=2, legal_name="Brass AB", other_names=("Brass Trading",))
    assert [stake.holder for stake in structure(first, second).stakes] == ["Brass AB"]


def test_the_other_name_of_one_member_that_is_the_legal_name_of_another_stays_with_that():
    first = lumen(other_names=("Brass AB",), owners=(owner("Brass AB", "30"),))
    second = lumen(organization_id=2, legal_name="Brass AB")
    assert [stake.holder for stake in structure(first, second).stakes] == ["Brass AB"]


def test_members_that_own_one_another_are_one_structure():
    first = lumen(owners=(owner("Brass AB", "30"),))
    second = lumen(organization_id=2, legal_name="Brass AB", owners=(owner("Lumen AB", "40"),))
    assert [(stake.holder, stake.held) for stake in structure(first, second).stakes] == [
        ("Brass AB", "Lumen AB"),
        ("Lumen AB", "Brass AB"),
    ]


def test_officers_are_officers_of_their_member():
    found = structure(lumen(officers=(officer(name="Ira Vane"), officer(name="Bo Lund"))))
    assert found.posts == (
        Post(person="Ira Vane", body="Lumen AB"),
        Post(person="Bo Lund", body="Lumen AB"),
    )


def test_names_of_signs_alone_are_told_apart():
    found = structure(lumen(owners=(owner("!!!", "10"), owner("???", "20"))))
    assert [stake.holder for stake in found.stakes] == ["!!!", "???"]
