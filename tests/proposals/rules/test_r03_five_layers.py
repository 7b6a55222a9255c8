"""R03: all five layers are covered."""

from dataclasses import replace

import pytest

from proposals.content import LayerCode
from proposals.rules.r03_five_layers import five_layers
from tests.proposals.rules.contents import complete_content, context, layers, outcomes

STRANGER = 999


def with_layer(code, **changes):
    return complete_content(
        layers=tuple(replace(each, **changes) if each.code == code else each for each in layers())
    )


def test_five_described_and_provided_layers_pass():
    assert outcomes(five_layers(complete_content(), context())) == ["PASS"]


def test_no_layers_are_five_findings():
    findings = five_layers(complete_content(layers=()), context())
    assert outcomes(findings) == ["BLOCK"] * 5
    assert [finding.anchor for finding in findings] == [f"layer-{code}" for code in LayerCode]


@pytest.mark.parametrize("code", LayerCode)
def test_each_missing_layer_blocks_alone(code):
    kept = tuple(layer for layer in layers() if layer.code != code)
    (finding,) = five_layers(complete_content(layers=kept), context())
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == (
        f"{code.label}: add a description and a current member as its provider."
    )


def test_a_layer_without_words_blocks():
    (finding,) = five_layers(with_layer(LayerCode.L2_DATA, description=" \n"), context())
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == "Data pipelines and labeling systems: add a description."


@pytest.mark.parametrize("providers", [(), (STRANGER,)])
def test_a_layer_without_a_current_member_blocks(providers):
    (finding,) = five_layers(with_layer(LayerCode.L3_MODELS, providers=providers), context())
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == "AI models and systems: add a current member as its provider."


def test_a_provider_who_left_beside_one_who_stayed_is_a_warning():
    content = with_layer(LayerCode.L3_MODELS, providers=(101, STRANGER))
    (finding,) = five_layers(content, context())
    assert outcomes([finding]) == ["WARN"]
    assert finding.anchor == "layer-L3_MODELS"
