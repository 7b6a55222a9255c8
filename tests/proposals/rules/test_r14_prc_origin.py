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
        ({"origin_country_fab": "CN"}, "Lantern rack server is fabricated in China."),
        ({"origin_country": "HK"}, "Lantern rack server is assembled in Hong Kong."),
        (
            {"origin_country_fab": "MO", "origin_country": "CN"},
            "Lantern rack server is fabricated in Macao and assembled in China.",
        ),
        ({"origin_country_fab": "CN", "origin_country": ""}, "Lantern rack server is"),
        (
            {"origin_country_fab": ""},
            "State where these are fabricated and assembled: Lantern rack server.",
        ),
        (
            {"origin_country": ""},
            "State where these are fabricated and assembled: Lantern rack server.",
        ),
    ],
)
def test_what_is_made_in_china_or_nobody_knows_where_is_told(made, expected):
    (finding,) = judge(**made)
    assert finding.message.startswith(expected)
    assert finding.outcome.value == ("PASS" if expected.startswith("No") else "WARN")


def test_items_of_which_a_country_is_missing_are_told_in_one_finding():
    rows = [component(name=f"Rack {n}", origin_country="") for n in range(1, 11)]
    (finding,) = prc_origin(complete_content(components=(component(), *rows)), context())
    assert finding.message.endswith(
        "Rack 1, Rack 2, Rack 3, Rack 4, Rack 5, Rack 6, Rack 7, Rack 8 and 2 more."
    )


def test_without_hardware_there_is_nothing_to_pass():
    assert outcomes(prc_origin(complete_content(components=()), context())) == ["WARN"]
