"""R12: whose model is refused, whose is looked at by a person, and whose passes?"""

import pytest

from proposals.rules.r12_base_model import base_model
from tests.proposals.rules.contents import complete_content, context, outcomes
from tests.proposals.rules.models import model


def judged(**changes):
    return base_model(complete_content(models=(model(**changes),)), context())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "PASS"),
        ({"base_model": "Fjord 7B", "base_model_origin_country": "NO"}, "PASS"),
        ({"base_model": "Jade 7B", "base_model_origin_country": "CN"}, "BLOCK"),
        ({"base_model": "Jade 7B", "base_model_origin_country": "MO"}, "BLOCK"),
        ({"base_model": "Taiga 7B", "base_model_origin_country": "RU"}, "NEEDS_HUMAN"),
        ({"base_model": "Nobody says"}, "NEEDS_HUMAN"),
        ({"developer_country": "CN"}, "BLOCK"),
        ({"developer_country": ""}, "NEEDS_HUMAN"),
        (
            {
                "developer_country": "CN",
                "base_model": "Harbor 7B",
                "base_model_origin_country": "US",
            },
            "NEEDS_HUMAN",
        ),
        # The base model counts, wherever it was made into another one.
        (
            {
                "developer_country": "US",
                "base_model": "Jade 7B",
                "base_model_origin_country": "HK",
            },
            "BLOCK",
        ),
    ],
)
def test_the_origin_of_a_model_decides(changes, expected):
    assert outcomes(judged(**changes)) == [expected]


def test_each_model_has_its_finding_and_its_name_in_it():
    models = (
        model(name="One", developer_country="CN"),
        model(name="Two"),
        model(name="Three", developer_country="HK"),
    )
    first, second = base_model(complete_content(models=models), context())
    assert "One" in first.message
    assert "Three" in second.message


def test_models_are_asked_for_where_none_is_listed():
    assert outcomes(base_model(complete_content(models=()), context())) == ["WARN"]
