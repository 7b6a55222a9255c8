"""R11: where is whoever provides data, software, security or applications? Call, as reported."""

from dataclasses import replace

import pytest

from proposals.content import LayerCode
from proposals.rules.r11_provider_location import provider_location
from tests.proposals.rules.contents import (
    QUILL,
    complete_content,
    context,
    contribution,
    contributions,
    members,
    outcomes,
)


def with_quill(**changes):
    """The provider of the data layer, and of applications, somewhere else."""
    anchor, brass, quill = members()
    return complete_content(members=(anchor, brass, replace(quill, **changes)))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"principal_place_country": "CN"}, ["BLOCK", "BLOCK"]),
        ({"incorporation_country": "HK"}, ["BLOCK", "BLOCK"]),
        ({"headquarters_country": "RU"}, ["NEEDS_HUMAN", "NEEDS_HUMAN"]),
        ({"principal_place_country": ""}, ["NEEDS_HUMAN", "NEEDS_HUMAN"]),
        ({"principal_place_country": "VN"}, ["PASS"]),
    ],
)
def test_a_provider_is_judged_at_each_of_its_layers(changes, expected):
    found = provider_location(with_quill(**changes), context())
    assert outcomes(found) == expected
    if expected != ["PASS"]:
        assert {f.anchor for f in found} == {"layer-L2_DATA", "layer-L5_APPLICATIONS"}


def test_a_provider_of_hardware_alone_is_left_to_other_rules():
    anchor, brass, quill = members()
    content = complete_content(members=(anchor, replace(brass, headquarters_country="CN"), quill))
    assert outcomes(provider_location(content, context())) == ["PASS"]


@pytest.mark.parametrize(
    ("code", "country", "expected"),
    [
        (LayerCode.L2_DATA, "CN", "BLOCK"),
        (LayerCode.L3_MODELS, "MO", "BLOCK"),
        (LayerCode.L4_SECURITY, "IR", "NEEDS_HUMAN"),
        (LayerCode.L5_APPLICATIONS, "", "NEEDS_HUMAN"),
        (LayerCode.L1_HARDWARE, "CN", "PASS"),
    ],
)
def test_where_a_contribution_is_provided_from_counts(code, country, expected):
    more = (*contributions(), contribution(code, contributor=QUILL, jurisdiction=country))
    found = provider_location(complete_content(contributions=more), context())
    assert outcomes(found) == [expected]


def test_without_a_provider_there_is_nothing_to_pass():
    content = complete_content(layers=(), contributions=())
    assert outcomes(provider_location(content, context())) == ["WARN"]
