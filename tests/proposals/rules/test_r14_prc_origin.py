"""R14: is hardware of the package made in the People's Republic of China?

EXIM content policy (exim.gov/policies/content): content of Chinese origin is not eligible.
"""

import pytest

from proposals.rules.r14_prc_origin import prc_origin
from tests.proposals.rules.contents import complete_content, component, context, outcomes


def judge(**changes):
    return prc_origin(complete_content(components=(component(**changes),)), context())


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ({"origin_country_fab": "TW", "origin_country": "MX"}, "No hardware is fabricated"),
        ({"origin_country_fab": "CN"}, "Row 1: Lantern rack server is fabricated in China."),
        ({"origin_country": "HK"}, "Row 1: Lantern rack server is assembled in Hong Kong."),
        (
            {"origin_country_fab": "MO", "origin_country": "CN"},
            "Row 1: Lantern rack server is fabricated in Macao and assembled in China.",
        ),
        ({"origin_country_fab": "CN", "origin_country": ""}, "Row 1: Lantern rack server is"),
        ({"origin_country_fab": ""}, "State where the items in row 1 are"),
        ({"origin_country": ""}, "State where the items in row 1 are"),
    ],
)
def test_what_is_made_in_china_or_nobody_knows_where_is_told(made, expected):
    (finding,) = judge(**made)
    assert finding.message.startswith(expected)
    assert finding.outcome.value == ("PASS" if expected.startswith("No") else "WARN")


def test_rows_of_which_a_country_is_missing_are_told_in_one_finding():
    rows = (component(origin_country=""), component(), component(origin_country_fab=""))
    (finding,) = prc_origin(complete_content(components=rows), context())
    assert "rows 1 and 3" in finding.message


def test_without_hardware_there_is_nothing_to_pass():
    assert outcomes(prc_origin(complete_content(components=()), context())) == ["WARN"]
