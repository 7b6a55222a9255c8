"""R04: the hardware layer describes its U.S. manufacture."""

from dataclasses import replace

import pytest

from proposals.rules.r04_us_manufacture import us_manufacture
from tests.proposals.rules.contents import complete_content, context, layers, outcomes


def hardware_says(statement):
    hardware, *others = layers()
    return complete_content(layers=(replace(hardware, us_manufacture_statement=statement), *others))


@pytest.mark.parametrize("statement", ["None of it is.", "All of it is."])
def test_any_statement_passes_whatever_the_extent(statement):
    assert outcomes(us_manufacture(hardware_says(statement), context())) == ["PASS"]


@pytest.mark.parametrize("statement", ["", "  \n\t"])
def test_an_empty_statement_blocks(statement):
    (finding,) = us_manufacture(hardware_says(statement), context())
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.anchor == "layer-L1_HARDWARE"


def test_a_missing_hardware_layer_blocks():
    content = complete_content(layers=layers()[1:])
    assert outcomes(us_manufacture(content, context())) == ["BLOCK"]


def test_the_statement_of_another_layer_does_not_count():
    hardware, data, *others = layers()
    content = complete_content(
        layers=(
            replace(hardware, us_manufacture_statement=""),
            replace(data, us_manufacture_statement="All of it is."),
            *others,
        )
    )
    assert outcomes(us_manufacture(content, context())) == ["BLOCK"]
