"""Does every country have one position for every item class, and is the scope the 46 known ones?"""

import pytest

from exports_portal.policy.countries import country_choices, country_named
from reviews.destinations.headquarters import position_of_party
from reviews.destinations.position import Outcome, position
from reviews.destinations.shipped import shipped_snapshot
from reviews.destinations.snapshot import countries_in_scope, countries_spared

SNAPSHOT = shipped_snapshot()
COUNTRIES = [code for code, _ in country_choices()]
ITEMS = ["3A090.a", "3A090.b", "4A090.a", "4A090.b", ".z", "4E091", "other"]
# domain.md 4.4, the derived baseline license set, written out there.
BASELINE = """
    Afghanistan, Armenia, Azerbaijan, Bahrain, Belarus, Burma, Cambodia, Central African Republic,
    China, Congo (Kinshasa), Cuba, Egypt, Eritrea, Georgia, Haiti, Iran, Iraq, Jordan, Kazakhstan,
    North Korea, Kuwait, Kyrgyzstan, Laos, Lebanon, Libya, Macau, Moldova, Mongolia, Nicaragua,
    Oman, Pakistan, Qatar, Russia, Saudi Arabia, Somalia, South Sudan, Sudan, Syria, Tajikistan,
    Turkmenistan, Uzbekistan, Venezuela, Vietnam, Yemen, Zimbabwe, United Arab Emirates
"""
IN_D5 = """
    AF BY MM CF CN CD CU ER HT IR IQ KP LB LY NI RU SO SS SD SY VE ZW
""".split()


def test_the_scope_that_the_rule_derives_is_the_46_destinations_written_out():
    written = {country_named(name.strip()) for name in BASELINE.split(",")}

    assert len(written) == 46
    assert countries_in_scope(SNAPSHOT) == written


def test_israel_alone_is_spared_by_a_group_and_the_emirates_are_named_again():
    assert countries_spared(SNAPSHOT) == {"IL": ("A:6", "D:4")}


@pytest.mark.parametrize("item", ITEMS)
def test_every_country_has_one_position_that_is_told_for_each_item_that_is_named(item):
    found = {code: position(item, code, SNAPSHOT) for code in COUNTRIES}

    assert len(found) == 249
    unknown = {code for code, each in found.items() if each.outcome is Outcome.INDETERMINATE}
    # Of an item that is not named nobody can tell, but for an embargo and what is no export.
    assert len(unknown) == (238 if item == "other" else 0)
    assert all(answer.citation and answer.as_of and answer.rule for answer in found.values())


def test_each_class_has_these_many_countries_of_each_outcome():
    counted = {
        item: [
            sum(position(item, code, SNAPSHOT).outcome is outcome for code in COUNTRIES)
            for outcome in Outcome
        ]
        for item in ITEMS
    }

    # Hong Kong counts with China: 46 less the 4 under embargo, and Hong Kong. The United States
    # and the six territories of it that have a code are no export.
    assert list(Outcome) == [
        "NO_BASELINE_LICENSE",
        "LICENSE_REQUIRED_ENFORCED",
        "LICENSE_ON_BOOKS_NOT_ENFORCED",
        "EMBARGOED",
        "INDETERMINATE",
    ]
    assert counted == {
        "3A090.a": [7, 43, 195, 4, 0],
        "3A090.b": [202, 43, 0, 4, 0],
        "4A090.a": [7, 43, 195, 4, 0],
        "4A090.b": [202, 43, 0, 4, 0],
        ".z": [7, 43, 195, 4, 0],
        "4E091": [7, 0, 238, 4, 0],
        "other": [7, 0, 0, 4, 238],
    }


@pytest.mark.parametrize("item", ["3A090.a", "3A090.b", "4A090.a", "4A090.b", ".z"])
@pytest.mark.parametrize("seat", [*IN_D5, "HK", "MO"])
def test_a_party_of_d5_or_macau_is_never_without_a_license(item, seat):
    strict = {Outcome.LICENSE_REQUIRED_ENFORCED, Outcome.EMBARGOED}
    for country in COUNTRIES:
        for headquarters, parent in ((seat, "PL"), ("PL", seat), (seat, None)):
            found = position_of_party(item, country, headquarters, parent, SNAPSHOT)
            assert found.outcome in strict
