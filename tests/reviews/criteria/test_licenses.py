"""Which license does what of a package need where, and who gets it with which headquarters?"""

from decimal import Decimal

import pytest

from proposals.content import PartyRole
from proposals.content.models import ModelEccn, Openness
from reviews.criteria.licenses import item_classes
from reviews.criteria.receivers import receivers
from tests.proposals.rules.contents import (
    component,
    involved_party,
    market,
    member,
    operating_role,
    owner,
)
from tests.proposals.rules.models import model
from tests.proposals.rules.sites import site
from tests.reviews.criteria.cases import facts, outcomes_of, rows_of

TRAY = component(name="Tray", category="ACCELERATOR", eccn="4A090.a", tpp=Decimal(9800))
NOWHERE_ELSE = {
    "sites": (),
    "involved_parties": (),
    "operating_roles": (),
    "components": (TRAY,),
}


def going_to(*codes, **changes):
    markets = tuple(
        market(kind="BLOC" if code in ("ASEAN", "GCC") else "COUNTRY", code=code) for code in codes
    )
    return NOWHERE_ELSE | {"markets": markets} | changes


@pytest.mark.parametrize(
    ("country", "outcome", "rule"),
    [
        ("IR", "NOT_MET", "R18_EMBARGO"),
        ("CU", "NOT_MET", "R18_EMBARGO"),
        ("KP", "NOT_MET", "R18_EMBARGO"),
        ("SY", "NOT_MET", "R18_EMBARGO"),
        ("MM", "NEEDS_PERSON", "R20_BASELINE"),
        ("MO", "NEEDS_PERSON", "R20_BASELINE"),
        ("AE", "NEEDS_PERSON", "R20_EXPECTED"),
        ("IL", "NEEDS_PERSON", "R20_PRINTED"),
        ("TW", "NEEDS_PERSON", "R20_PRINTED"),
        ("SG", "NEEDS_PERSON", "R20_PRINTED"),
        ("KR", "NEEDS_PERSON", "R20_PRINTED"),
    ],
)
def test_a_market_is_judged_by_its_license_position(country, outcome, rule):
    (row,) = rows_of("DEST.LICENSE", content=going_to(country))
    assert (row.subject.key, row.computed.outcome, row.computed.rule) == (
        f"{country} 4A090.a",
        outcome,
        rule,
    )
    assert row.computed.citation.endswith(f"As of {row.computed.inputs['as_of']}.")
    assert row.computed.inputs["of"] == ["Tray"]


def test_a_bloc_is_judged_member_by_member():
    found = outcomes_of("DEST.LICENSE", content=going_to("ASEAN"))
    assert {key.partition(" ")[0] for key in found} == set(facts().context.blocs["ASEAN"])


def test_a_site_and_a_buyer_in_another_country_are_destinations_too():
    content = going_to(
        "KR",
        sites=(site(country="PL"),),
        involved_parties=(involved_party(PartyRole.BUYER, country="NO"),),
    )
    found = outcomes_of("DEST.LICENSE", content=content)
    assert {key.partition(" ")[0] for key in found} == {"KR", "PL", "NO", "BR"}


def test_items_are_told_apart_by_class_and_an_unstated_one_is_unknown():
    content = going_to(
        "KR",
        components=(
            TRAY,
            component(name="By its numbers", category="SERVER", eccn="", tpp=Decimal(9800)),
            component(name="Switch", category="NETWORK", eccn="EAR99", tpp=None),
            component(name="Riddle", category="NETWORK", eccn="", tpp=None),
            component(name="Entry alone", eccn="3A090"),
        ),
        models=(
            model(name="Large", training_ops_log10=Decimal(26)),
            model(name="Named", eccn=ModelEccn.E4E091),
            model(name="Published", eccn=ModelEccn.E4E091, weights_are_published=True),
            model(name="Small", openness=Openness.CLOSED),
            model(name="Riddle", training_ops_log10=None),
            model(name="Below", training_ops_log10=None, eccn=ModelEccn.EAR99),
        ),
    )
    assert item_classes(facts(content=content)) == {
        "4A090.a": ["Tray", "By its numbers"],
        "other": ["Switch"],
        "not stated": ["Riddle"],
        "3A090": ["Entry alone"],
        "4E091": ["Large", "Named", "Riddle"],
    }
    assert outcomes_of("DEST.LICENSE", content=content) == {
        "KR 4A090.a": "NEEDS_PERSON",
        "KR other": "NEEDS_PERSON",
        "KR 4E091": "NEEDS_PERSON",
        " not stated": "UNKNOWN",
        " 3A090": "UNKNOWN",
    }


def polish(**changes):
    """A Polish operator, which the parties to the transaction describe."""
    stated = involved_party(PartyRole.OPERATOR, name="Operator Fikcja", **changes)
    return going_to("PL", involved_parties=(stated,))


@pytest.mark.parametrize(
    ("said", "outcome", "rule"),
    [
        (
            {"majority_owner_name": "Beijing Holding", "majority_owner_country": "CN"},
            "NEEDS_PERSON",
            "R21_HEADQUARTERS",
        ),
        (
            {"majority_owner_name": "Tehran Holding", "majority_owner_country": "IR"},
            "NOT_MET",
            "R21_EMBARGOED_HEADQUARTERS",
        ),
        ({}, "UNKNOWN", "R21_UNKNOWN_HEADQUARTERS"),
        ({"has_no_parent": False}, "UNKNOWN", "R21_UNKNOWN_HEADQUARTERS"),
        ({"has_no_parent": True}, "NEEDS_PERSON", "R20_PRINTED"),
    ],
)
def test_the_ultimate_parent_of_an_operator_counts_wherever_it_operates(said, outcome, rule):
    content = polish(country="PL", address_country="PL", **said)
    (row,) = rows_of("DEST.HEADQUARTERS", content=content)
    assert (row.computed.outcome, row.computed.rule) == (outcome, rule)
    assert row.subject.label == "Operator Fikcja (Operator)"


def test_who_is_described_once_is_known_wherever_it_is_named():
    """A site names its operator alone; the parties to the transaction say what stands behind it."""
    described = involved_party(
        PartyRole.SUPPLIER,
        name="OPERATOR  Fikcja",
        country="PL",
        majority_owner_name="Beijing Holding",
        majority_owner_country="CN",
    )
    place = site(country="PL", operator="Operator Fikcja", operator_country="PL")
    content = going_to("PL", sites=(place,), involved_parties=(described,))
    (row,) = rows_of("DEST.HEADQUARTERS", content=content)
    assert row.computed.rule == "R21_HEADQUARTERS"


def test_a_member_says_where_its_parent_is():
    own = member(legal_name="Lumen", parent_name="", parent_country="")
    role = operating_role("OPERATE", name="Lumen", country="KR")
    content = going_to("KR", members=(own,), operating_roles=(role,))
    (row,) = rows_of("DEST.HEADQUARTERS", content=content)
    assert row.computed.inputs["ultimate_parent"] == own.headquarters_country == "US"


def test_of_items_that_no_headquarters_change_nobody_is_asked():
    switch = component(name="Switch", category="NETWORK", eccn="EAR99", tpp=None)
    assert rows_of("DEST.HEADQUARTERS", content={"components": (switch,)}) == []


def test_each_who_gets_the_items_is_asked_once():
    found = receivers(facts())
    assert "Porto Claro Operadora" in {one.name for same in found.values() for one in same}
    rows = rows_of("DEST.HEADQUARTERS", content=going_to("PL", sites=(site(), site(name="Two"))))
    keys = [row.subject.key for row in rows]
    assert len(keys) == len(set(keys)) > 0


def described(*, first, second):
    """One name, described twice."""
    named = {"name": "Operator Fikcja", "country": "PL", "address_country": "PL"}
    return going_to(
        "PL",
        involved_parties=(
            involved_party(PartyRole.OPERATOR, **named | first),
            involved_party(PartyRole.FORWARDER, **named | second),
        ),
    )


BEIJING = {"majority_owner_name": "Beijing Holding", "majority_owner_country": "CN"}
ALONE = {"has_no_parent": True}


@pytest.mark.parametrize(("first", "second"), [(BEIJING, ALONE), (ALONE, BEIJING)])
def test_of_two_descriptions_of_a_party_the_stricter_counts(first, second):
    (row,) = rows_of("DEST.HEADQUARTERS", content=described(first=first, second=second))
    assert row.computed.rule == "R21_HEADQUARTERS"


def test_what_a_place_says_of_headquarters_counts_beside_what_the_party_says():
    party = involved_party(PartyRole.SUPPLIER, name="Landlord Fikcja", country="US", **ALONE)
    place = site(country="PL", landlord="Landlord Fikcja", landlord_country="CN", operator="")
    content = going_to("PL", sites=(place,), involved_parties=(party,))
    (row,) = rows_of("DEST.HEADQUARTERS", content=content)
    assert row.computed.rule == "R21_HEADQUARTERS"


@pytest.mark.parametrize(
    "hardware",
    [
        {"eccn": "EAR99", "tpp": Decimal(9800)},
        {"eccn": "", "tpp": None},
        {"eccn": "4A090", "tpp": None},
    ],
)
def test_a_wrong_or_missing_class_hides_no_headquarters(hardware):
    tray = component(name="Tray", category="ACCELERATOR", **hardware)
    content = polish(country="PL", address_country="PL") | {"components": (tray,)}
    (row,) = rows_of("DEST.HEADQUARTERS", content=content)
    assert row.computed.outcome == "UNKNOWN"


def test_a_member_that_a_body_may_stand_behind_has_no_known_parent():
    holding = owner(name="Holding", kind="ORGANIZATION", percent=Decimal(60))
    own = member(legal_name="Lumen", parent_name="", parent_country="", owners=(holding,))
    role = operating_role("OPERATE", name="Lumen", country="KR")
    content = going_to("KR", members=(own,), operating_roles=(role,))
    (row,) = rows_of("DEST.HEADQUARTERS", content=content)
    assert (row.computed.outcome, row.computed.inputs["ultimate_parent"]) == ("UNKNOWN", "")
