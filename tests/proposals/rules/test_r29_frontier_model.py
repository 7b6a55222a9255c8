"""R29: from how many operations on is a model told of, and what if nobody says how many?"""

from decimal import Decimal

import pytest

from proposals.rules.r29_frontier_model import frontier_model
from tests.proposals.rules.contents import complete_content, context, outcomes
from tests.proposals.rules.models import model


@pytest.mark.parametrize(
    ("exponent", "is_published", "expected"),
    [
        ("25.99", False, "PASS"),
        ("26", False, "WARN"),
        ("27.3", False, "WARN"),
        ("27.3", True, "PASS"),
        (None, False, "NEEDS_HUMAN"),
        (None, True, "PASS"),
    ],
)
def test_unpublished_weights_of_a_very_large_model_are_told_of(exponent, is_published, expected):
    exponent = exponent and Decimal(exponent)
    large = model(training_ops_log10=exponent, weights_are_published=is_published)
    assert outcomes(frontier_model(complete_content(models=(large,)), context())) == [expected]


def test_without_a_model_it_passes():
    assert outcomes(frontier_model(complete_content(models=()), context())) == ["PASS"]
