"""Are all countries there, under the names the U.S. Government uses?"""

import pytest

from exports_portal.policy.countries import (
    COUNTRY_CHOICES,
    US_GOVERNMENT_NAMES,
    country_name,
    is_country,
)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("MM", "Burma"),
        ("TR", "Türkiye"),
        ("KR", "South Korea"),
        ("KP", "North Korea"),
        ("TW", "Taiwan"),
        ("HK", "Hong Kong"),
        ("MO", "Macau"),
        ("VN", "Vietnam"),
        ("RU", "Russia"),
        ("FR", "France"),
        ("fr", "France"),
        ("XX", "XX"),
    ],
)
def test_a_country_has_its_short_english_name(code, name):
    assert country_name(code) == name


def test_every_iso_country_can_be_chosen_once_in_the_order_of_names():
    codes = [code for code, _ in COUNTRY_CHOICES]
    names = [name for _, name in COUNTRY_CHOICES]

    assert len(set(codes)) == len(codes) == 249
    assert (names[0], names[1], names[2], names[-1]) == (
        "Afghanistan",
        "Åland Islands",
        "Albania",
        "Zimbabwe",
    )
    assert names.index("The Bahamas") == names.index("Azerbaijan") + 1


def test_every_renamed_country_exists():
    assert [code for code in US_GOVERNMENT_NAMES if not is_country(code)] == []


def test_no_name_is_left_in_the_inverted_form_of_the_standard():
    inverted = [name for _, name in COUNTRY_CHOICES if ", " in name]

    assert inverted == [
        "Bonaire, Sint Eustatius and Saba",
        "Saint Helena, Ascension, and Tristan da Cunha",
    ]
