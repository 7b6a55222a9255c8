"""Does a proposal survive being frozen, and what does its digest notice?"""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports_portal.canonical import canonical_json, digest
from proposals.content import (
    Category,
    Component,
    ConfidentialityMarking,
    LayerCode,
    Market,
    MarketKind,
    PartyRole,
    TheftProtection,
    material_digest,
)
from proposals.content.whole import parts, scalars
from proposals.formats import content_from_json, document_of
from tests.proposals.rules.contents import (
    LUMEN,
    complete_content,
    component,
    involved_party,
    member,
    operating_role,
    owner,
    support_request,
)
from tests.proposals.rules.nested import OF_THE_ONE, changed

CONTENT = complete_content()
MATERIAL = {
    *("members", "layers", "components", "operating_roles", "involved_parties"),
    *("pipelines", "models", "security_claims", "use_cases", "sites", "contributions"),
    *("theft_protection", "evidence", "markings"),
}
CHANGED = {
    "call_code": "AAEP-2027-PRESET-1",
    "consortium_name": "Lantern Coast Alliance",
    "title": "Lantern, second edition",
    "executive_summary": "Shorter.",
    "confidential_summary": "",
    "national_interest_statement": "Longer.",
    "sectors": ("HEALTHCARE", "EDUCATION"),
    "members": (member(),),
    "layers": (),
    "components": (component(origin_country="NO"),),
    "pipelines": (),
    "models": (),
    "security_claims": (),
    "theft_protection": TheftProtection(),
    "evidence": (),
    "markings": (
        ConfidentialityMarking(record=UUID(int=5), value="components.eccn", contributor=LUMEN),
    ),
    "use_cases": (),
    "sites": (),
    "contributions": (),
    "content_justification": "Because.",
    "markets": (),
    "delivery_mode": "HYBRID",
    "operating_roles": (operating_role("OWN"),),
    "support_requests": (),
    "no_support_requested": True,
    "certifications": (),
    "involved_parties": (),
}
REQUIRED = ["call_code", "consortium_name", "overview", "members", "layers"]

text = st.text(max_size=20)
money = st.none() | st.decimals(0, 10**12, places=2)
components = st.builds(
    Component,
    name=text,
    category=st.sampled_from(Category),
    manufacturer=text,
    quantity=st.integers(0, 10**7),
    unit_value=money,
    us_origin_percent=money,
    origin_country=text,
    eccn=text,
)
contents = st.builds(
    complete_content,
    title=text,
    sectors=st.lists(text, max_size=3).map(tuple),
    members=st.lists(
        st.builds(
            member,
            legal_name=text,
            other_names=st.lists(text, max_size=2).map(tuple),
            owners=st.lists(st.builds(owner, percent=money), max_size=2).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    components=st.lists(components, max_size=3).map(tuple),
    markets=st.lists(
        st.builds(Market, kind=st.sampled_from(MarketKind), code=text, rationale=text), max_size=2
    ).map(tuple),
    support_requests=st.lists(st.builds(support_request, amount=money), max_size=2).map(tuple),
    no_support_requested=st.booleans(),
)


@given(contents)
def test_what_was_frozen_comes_back_as_it_was(content):
    assert content_from_json(json.loads(canonical_json(document_of(content)))) == content


@given(contents)
def test_freezing_what_came_back_gives_the_same_text(content):
    frozen = canonical_json(document_of(content))
    assert canonical_json(document_of(content_from_json(json.loads(frozen)))) == frozen


def test_values_come_back_in_their_own_types():
    content = content_from_json(document_of(CONTENT))
    assert type(content.layers[0].code) is LayerCode
    assert type(content.components[0].unit_value) is Decimal
    assert type(content.components[0].quantity) is int
    assert content.support_requests[0].amount is None
    assert content.certifications[0].signed_at.utcoffset() is not None


@pytest.mark.parametrize(("one", "other"), [("60", "60.00"), ("0", "0.00"), ("1000", "1E+3")])
def test_two_spellings_of_a_number_have_one_digest(one, other):
    first, second = (
        replace(CONTENT, components=(component(us_origin_percent=Decimal(spelling)),))
        for spelling in (one, other)
    )
    assert digest(first) == digest(second)
    assert material_digest(first) == material_digest(second)


def test_the_digest_is_the_same_every_time_and_on_every_machine():
    content = changed(CONTENT, **CHANGED)
    assert digest(content) == digest(changed(CONTENT, **CHANGED))
    assert digest({"b": Decimal("1.50"), "a": datetime(2026, 4, 1, tzinfo=UTC)}) == (
        "d0a786a6b5917b51ac3382ee58119d58f63bd83988cb1976cb71f8cb3d523706"
    )


def test_the_changes_of_this_file_cover_every_field():
    """One of each kind; the fields of a kind are in test_declarations.py."""
    ones = {name for _, names in OF_THE_ONE.values() for name in names}
    assert set(CHANGED) - ones == {*scalars(), *parts()} - set(OF_THE_ONE)
    assert ones <= set(CHANGED)


@pytest.mark.parametrize("field", CHANGED)
def test_the_digest_notices_a_change_of_every_field(field):
    assert digest(changed(CONTENT, **{field: CHANGED[field]})) != digest(CONTENT)


@pytest.mark.parametrize("field", CHANGED)
def test_the_material_digest_notices_exactly_the_material_fields(field):
    after = changed(CONTENT, **{field: CHANGED[field]})
    assert (material_digest(after) != material_digest(CONTENT)) == (field in MATERIAL)


@pytest.mark.parametrize(
    "change",
    [
        {"members": (member(owners=(owner(percent=Decimal(99)),)),)},
        {"members": (member(owners=(owner(country="NO"),)),)},
        {"members": (member(parent_country="NO"),)},
        {"components": (component(us_origin_percent=Decimal("60.01")),)},
        {"components": (component(us_origin_percent=None),)},
        {"components": (component(quantity=13),)},
        {"operating_roles": (operating_role("OWN", name="Quill Fjord Data"),)},
        {"members": (member(owners=(owner(), owner(name="Trust", holds_shares_in="Ada"))),)},
        {"members": (member(officers=()),)},
        {"involved_parties": (involved_party(PartyRole.BUYER),)},
    ],
)
def test_the_material_digest_notices_an_owner_an_origin_and_a_party(change):
    base = complete_content(
        members=(member(),), components=(component(),), operating_roles=(operating_role("OWN"),)
    )
    assert material_digest(replace(base, **change)) != material_digest(base)


def test_signing_does_not_change_what_is_signed():
    assert material_digest(replace(CONTENT, certifications=())) == material_digest(CONTENT)


@pytest.mark.parametrize("version", [None, 0, 4, "1", "2", True])
def test_another_format_is_refused(version):
    with pytest.raises(ValueError, match="unknown content format"):
        content_from_json(document_of(CONTENT) | {"content_format": version})


@pytest.mark.parametrize("field", REQUIRED)
def test_a_missing_field_is_refused(field):
    data = document_of(CONTENT)
    del data[field]
    with pytest.raises(KeyError, match=field):
        content_from_json(data)


def test_a_layer_nobody_knows_is_refused():
    data = document_of(CONTENT)
    data["layers"][0]["code"] = "L6_DREAMS"
    with pytest.raises(ValueError, match="L6_DREAMS"):
        content_from_json(data)


def test_the_anchor_is_the_one_who_has_that_role():
    assert CONTENT.anchor == CONTENT.members[0]
    assert replace(CONTENT, members=()).anchor is None
    assert replace(CONTENT, members=(member(), member(organization_id=2))).anchor is None


def test_members_and_layers_are_found_by_their_key():
    assert CONTENT.member(102) == CONTENT.members[1]
    assert CONTENT.member(999) is None
    assert CONTENT.layer(LayerCode.L2_DATA) == CONTENT.layers[1]
    assert replace(CONTENT, layers=()).layer(LayerCode.L2_DATA) is None


def test_the_value_of_a_row_is_unknown_while_the_value_of_one_is():
    assert component().value == Decimal(360_000)
    assert component(unit_value=None).value is None


def test_an_address_reads_in_one_line_without_gaps():
    assert str(CONTENT.members[2].addresses[0]) == "Fjordgata 1, Nordvik, 97000, NO"
