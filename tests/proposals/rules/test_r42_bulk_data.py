"""R42: bulk sensitive personal data of U.S. persons and countries of concern (28 CFR part 202)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from proposals.rules.r42_bulk_data import bulk_data
from tests.proposals.rules.contents import complete_content, context, members, outcomes, owner
from tests.proposals.rules.models import pipeline


def judge(*pipelines, **changes):
    return bulk_data(complete_content(pipelines=pipelines, **changes), context())


@pytest.mark.parametrize(
    ("is_bulk", "labeled_in", "expected"),
    [
        (True, ("NO",), "PASS"),
        (True, ("NO", "CU"), "BLOCK"),
        (True, ("VE",), "BLOCK"),
        (True, ("HK",), "BLOCK"),
        (True, ("BY",), "PASS"),
        (True, (), "NEEDS_HUMAN"),
        (False, ("CN",), "PASS"),
    ],
)
def test_such_data_is_not_labeled_in_a_country_of_concern(is_bulk, labeled_in, expected):
    held = pipeline(bulk_us_sensitive_data=is_bulk, labeling_countries=labeled_in)
    assert outcomes(judge(held)) == [expected]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"principal_place_country": "RU"}, "NEEDS_HUMAN"),
        ({"owners": (owner(country="IR", percent=Decimal(50)),)}, "NEEDS_HUMAN"),
        ({"principal_place_country": "BY"}, "PASS"),
    ],
)
def test_a_provider_of_the_data_layer_that_is_tied_there_needs_a_person(changes, expected):
    anchor, brass, quill = members()
    held = pipeline(bulk_us_sensitive_data=True)
    found = judge(held, members=(anchor, brass, replace(quill, **changes)))
    assert outcomes(found) == [expected]


def test_without_a_pipeline_nothing_passes():
    assert outcomes(judge()) == ["WARN"]
