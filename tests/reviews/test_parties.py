"""Is everybody and every place of a proposal screened, and each as what it is?"""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from proposals.content import Address, Member, OperatingRole, Owner, ProposalContent
from reviews.parties import parties_of
from reviews.screening.engine import MOST_OTHER_NAMES
from reviews.screening.parties import Party, PartyKind
from tests.proposals.rules.contents import complete_content, component, member, operating_role

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
)
ROLES = st.builds(
    OperatingRole,
    role=st.sampled_from(["BUILD", "OWN", "OPERATE"]),
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
    )


@given(st.lists(MEMBERS, max_size=4), st.lists(ROLES, max_size=3), MAKERS)
def test_every_organization_owner_and_address_is_screened(members, roles, makers):
    known = {found.legal_name for found in members}
    operators = [role.name for role in roles if role.name and role.name not in known]
    strangers = {maker for maker in makers if maker and maker not in known}

    parties = parties_of(proposal(members, roles, makers))

    organizations = len(members) + sum(bool(m.parent_name) for m in members)
    assert [kind(parties, name) for name in ("ORGANIZATION", "OWNER", "ADDRESS")] == [
        organizations + len(operators) + len(strangers),
        sum(len(m.owners) for m in members),
        sum(len(m.addresses) for m in members),
    ]
    screened = {party.query.name for party in parties}
    named = {m.parent_name for m in members} | {o.name for m in members for o in m.owners}
    assert known | set(operators) | strangers | (named - {""}) <= screened


def kind(parties, name):
    return sum(party.kind == name for party in parties)


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
        ),
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
