"""Is everybody and every place of a proposal screened, and each as what it is?"""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from proposals.content import (
    Address,
    Member,
    Officer,
    OperatingRole,
    Owner,
    PartyRole,
    ProposalContent,
    RoleCode,
)
from reviews.parties import parties_of
from reviews.screening.engine import MOST_OTHER_NAMES
from reviews.screening.parties import Party, PartyKind
from tests.proposals.rules.contents import (
    complete_content,
    component,
    involved_party,
    member,
    officer,
    operating_role,
    signatures,
)
from tests.proposals.rules.models import model

NAMES = st.sampled_from(["", "Lumen", "Brass", "Quill", "Harbor", "Ölhafen", "华为"])
COUNTRIES = st.sampled_from(["", "US", "SE", "KE"])
SHARES = st.none() | st.decimals(0, 100, places=2)
OWNERS = st.builds(
    Owner,
    name=NAMES.filter(bool),
    kind=st.sampled_from(["PERSON", "ORGANIZATION"]),
    country=COUNTRIES,
    percent=SHARES,
    has_control=st.booleans(),
    holds_shares_in=NAMES,
)
OFFICERS = st.builds(
    Officer, name=NAMES.filter(bool), title=st.just("Director"), nationality=COUNTRIES
)
ADDRESSES = st.builds(
    Address,
    street=NAMES,
    city=NAMES.filter(bool),
    region=NAMES,
    postal_code=NAMES,
    country=COUNTRIES,
)
MEMBERS = st.builds(
    Member,
    organization_id=st.integers(1, 9),
    role=st.sampled_from(["ANCHOR", "MEMBER"]),
    legal_name=NAMES.filter(bool),
    other_names=st.lists(NAMES.filter(bool), max_size=2).map(tuple),
    incorporation_country=COUNTRIES,
    headquarters_country=COUNTRIES,
    principal_place_country=COUNTRIES,
    parent_name=NAMES,
    parent_country=COUNTRIES,
    addresses=st.lists(ADDRESSES, max_size=3).map(tuple),
    owners=st.lists(OWNERS, max_size=3).map(tuple),
    officers=st.lists(OFFICERS, max_size=2).map(tuple),
)
ROLES = st.builds(
    OperatingRole,
    role=st.sampled_from(RoleCode),
    name=NAMES,
    country=COUNTRIES,
    to_be_decided=st.booleans(),
    explanation=st.just(""),
)
MAKERS = st.lists(NAMES, max_size=4)


def proposal(members, roles, makers) -> ProposalContent:
    return replace(
        complete_content(),
        members=tuple(members),
        operating_roles=tuple(roles),
        components=tuple(component(manufacturer=maker) for maker in makers),
        involved_parties=(),
        models=(),
        sites=(),
        certifications=(),
    )


@given(st.lists(MEMBERS, max_size=4), st.lists(ROLES, max_size=3), MAKERS)
def test_every_organization_owner_and_address_is_screened(members, roles, makers):
    known = {found.legal_name for found in members}
    operators = [role.name for role in roles if role.name and role.name not in known]
    strangers = {maker for maker in makers if maker and maker not in known}

    parties = parties_of(proposal(members, roles, makers))

    assert Counter(party.kind for party in parties) == Counter(
        ORGANIZATION=len(members),
        OWNER=sum(len(m.owners) + bool(m.parent_name) for m in members),
        OFFICER=sum(len(m.officers) for m in members),
        ADDRESS=sum(len(m.addresses) for m in members),
        OPERATOR=len(operators),
        SUPPLIER=len(strangers),
    )
    screened = {party.query.name for party in parties}
    named = {m.parent_name for m in members} | {o.name for m in members for o in m.owners}
    assert known | set(operators) | strangers | (named - {""}) <= screened


def test_each_party_is_asked_for_with_all_that_is_known_of_it():
    whole = member(
        legal_name="Lumen Harbor Systems",
        other_names=("Lumen Harbor", "LHS"),
        incorporation_country="US",
        headquarters_country="SE",
        principal_place_country="US",
        parent_name="Lumen Group",
        parent_country="NO",
        addresses=(
            Address(street="1 Pier", city="Porto", region="", postal_code="97000", country="PT"),
        ),
        owners=(
            Owner(
                name="Ada", kind="PERSON", country="US", percent=Decimal("70.50"), has_control=True
            ),
            Owner(name="Fund", kind="ORGANIZATION", country="", percent=None, has_control=False),
            Owner(
                name="Keel",
                kind="GOVERNMENT",
                country="NO",
                percent=Decimal(5),
                has_control=False,
                holds_shares_in="Fund",
            ),
        ),
        officers=(officer(name="Ira Vane", title="Director", nationality=""),),
    )
    roles = [operating_role("OWN", name="Nairobi Civic Compute Trust", country="KE")]

    found = parties_of(proposal([whole], roles, ["Harbor Storage Works"]))

    organization = PartyKind.ORGANIZATION
    assert [(party.relation, party.query) for party in found] == [
        (
            "Anchor member",
            Party(
                name="Lumen Harbor Systems",
                kind=organization,
                countries=("US", "SE"),
                other_names=("Lumen Harbor", "LHS"),
            ),
        ),
        (
            "Ultimate parent of Lumen Harbor Systems",
            Party(name="Lumen Group", kind=organization, countries=("NO",)),
        ),
        (
            "Owner of Lumen Harbor Systems (70.5 %)",
            Party(name="Ada", kind=PartyKind.PERSON, countries=("US",)),
        ),
        (
            "Owner of Lumen Harbor Systems (share not known)",
            Party(name="Fund", kind=organization),
        ),
        (
            "Owner of Fund, an owner of Lumen Harbor Systems (5 %)",
            Party(name="Keel", kind=organization, countries=("NO",)),
        ),
        ("Director of Lumen Harbor Systems", Party(name="Ira Vane", kind=PartyKind.PERSON)),
        (
            "Address of Lumen Harbor Systems",
            Party(
                name="1 Pier, Porto, 97000, PT",
                kind=PartyKind.ADDRESS,
                countries=("PT",),
                address="1 Pier, Porto, 97000",
            ),
        ),
        (
            "Owns the infrastructure",
            Party(name="Nairobi Civic Compute Trust", kind=organization, countries=("KE",)),
        ),
        ("Manufacturer of hardware", Party(name="Harbor Storage Works", kind=organization)),
    ]


def test_no_other_name_is_left_out_however_many_there_are():
    names = tuple(f"Decoy {number}" for number in range(120))
    member = replace(complete_content().members[0], other_names=names)
    found = parties_of(complete_content(members=(member,)))

    screened = [name for party in found for name in party.query.other_names]
    assert screened == list(names)
    assert max(len(party.query.other_names) for party in found) == MOST_OTHER_NAMES


def test_whoever_is_involved_is_screened_with_majority_owner_and_address():
    forwarder = involved_party(
        PartyRole.FORWARDER,
        name="Tideway Freight",
        country="PT",
        majority_owner_name="Keel Holding",
        majority_owner_country="NO",
        note="Sea freight only.",
    )
    found = parties_of(replace(proposal([], [], []), involved_parties=(forwarder,)))

    assert [(party.kind, party.relation, party.query) for party in found] == [
        (
            "FORWARDER",
            "Freight forwarder",
            Party(
                name="Tideway Freight",
                countries=("PT", "BR"),
                address="Cais 4, Porto Claro, 97000",
            ),
        ),
        (
            "OWNER",
            "Majority owner of Tideway Freight (freight forwarder)",
            Party(name="Keel Holding", countries=("NO",)),
        ),
        (
            "ADDRESS",
            "Address of Tideway Freight (freight forwarder)",
            Party(
                name="Cais 4, Porto Claro, 97000, BR",
                kind=PartyKind.ADDRESS,
                countries=("BR",),
                address="Cais 4, Porto Claro, 97000",
            ),
        ),
    ]


def test_a_party_without_an_address_is_one_party():
    nowhere = Address(street="", city="", region="", postal_code="", country="")
    buyer = involved_party(PartyRole.BUYER, address=nowhere)
    found = parties_of(replace(proposal([], [], []), involved_parties=(buyer,)))
    assert [party.kind for party in found] == ["BUYER"]


def test_a_signer_is_screened_once_unless_named_as_an_officer():
    named, unnamed = member(), member(organization_id=2, role="MEMBER", officers=())
    content = proposal([named, unnamed], [], [])
    content = replace(content, certifications=signatures(content))

    officers = [party.relation for party in parties_of(content) if party.kind == "OFFICER"]

    assert officers == [
        "General Counsel of Lumen Harbor Systems",
        "Signs for Lumen Harbor Systems as General Counsel",
    ]


def test_the_developer_of_several_models_is_screened_once():
    models = (
        model(name="Lantern 2", developer="Tern Labs", developer_country="NO"),
        model(name="Lantern 3", developer="Tern Labs", developer_country="NO"),
        model(name="Gull", developer="Quiet Reef", developer_country="US"),
    )
    found = parties_of(replace(complete_content(), models=models))
    told = [(party.query.name, party.relation) for party in found if "Developer" in party.relation]
    assert told == [
        ("Tern Labs", "Developer of 2 models"),
        ("Quiet Reef", "Developer of the model Gull"),
    ]


def test_a_developer_that_is_said_to_be_in_two_countries_is_screened_in_both():
    models = tuple(
        model(name=code, developer="Tern Labs", developer_country=code) for code in ("NO", "CN")
    )
    found = parties_of(replace(complete_content(), models=models))
    screened = [party.query.countries for party in found if party.query.name == "Tern Labs"]
    assert screened == [("NO",), ("CN",)]
