"""R36: no text for the public repeats something confidential."""

from dataclasses import replace

import pytest

from proposals.content import LayerCode
from proposals.rules.r36_public_leak import public_leak
from tests.proposals.rules.contents import complete_content, context, outcomes

SECRET = "Two lenders agreed to finance the first site in confidence."


def test_texts_that_have_nothing_in_common_pass():
    content = complete_content(confidential_summary=SECRET)
    assert outcomes(public_leak(content, context())) == ["PASS"]


@pytest.mark.parametrize("field", ["title", "executive_summary"])
def test_a_confidential_sentence_in_a_public_text_blocks_at_that_text(field):
    content = complete_content(**{"confidential_summary": SECRET, field: f"Good news! {SECRET}"})
    (finding,) = public_leak(content, context())
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.anchor == f"id_{field}"


def test_a_layer_that_publishes_its_own_secret_blocks_on_the_page_of_layers():
    content = complete_content()
    layers = tuple(
        replace(layer, confidential_detail=SECRET, description=SECRET)
        if layer.code is LayerCode.L4_SECURITY
        else layer
        for layer in content.layers
    )
    (finding,) = public_leak(complete_content(layers=layers), context())
    assert outcomes([finding]) == ["BLOCK"]
    assert (finding.section, finding.anchor) == ("layers", "layer-L4_SECURITY")


def test_what_is_confidential_is_named_but_not_repeated():
    content = complete_content(confidential_summary=SECRET, executive_summary=SECRET)
    (finding,) = public_leak(content, context())
    assert "confidential summary" in finding.message
    assert SECRET not in finding.message
