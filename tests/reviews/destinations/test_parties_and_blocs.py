"""Whose headquarters count wherever the item goes, and how is a bloc judged?"""

import pytest

from reviews.destinations.blocs import positions_of_bloc
from reviews.destinations.headquarters import position_of_party
from reviews.destinations.position import Outcome, position
from reviews.destinations.shipped import shipped_snapshot

SNAPSHOT = shipped_snapshot()
FREE = Outcome.NO_BASELINE_LICENSE
ENFORCED = Outcome.LICENSE_REQUIRED_ENFORCED
ON_BOOKS = Outcome.LICENSE_ON_BOOKS_NOT_ENFORCED
EMBARGOED = Outcome.EMBARGOED
UNKNOWN = Outcome.INDETERMINATE


@pytest.mark.parametrize(
    ("item", "country", "headquarters", "parent", "outcome", "rule"),
    [
        ("3A090.a", "PL", "PL", "CN", ENFORCED, "R21_HEADQUARTERS"),
        ("4A090.b", "PL", "CN", "CN", ENFORCED, "R21_HEADQUARTERS"),
        ("5A992.z", "KR", "SG", "MO", ENFORCED, "R21_HEADQUARTERS"),
        ("3A090.b", "US", "US", "HK", ENFORCED, "R21_HEADQUARTERS"),
        ("3A090.a", "SG", "RU", "", ENFORCED, "R21_HEADQUARTERS"),
        ("3A090.a", "PL", "PL", "PL", ON_BOOKS, "R20_PRINTED"),
        ("3A090.b", "PL", "PL", "US", FREE, "R20_OUTSIDE"),
        ("3A090.b", "PL", "VN", "VN", FREE, "R20_OUTSIDE"),  # D:1 is no headquarters test
        ("3A090.a", "VN", "US", "US", ENFORCED, "R20_BASELINE"),
        ("3A090.a", "VN", "", "", ENFORCED, "R20_BASELINE"),
        ("3A090.a", "PL", "", "", UNKNOWN, "R21_UNKNOWN_HEADQUARTERS"),
        ("3A090.b", "PL", "PL", "", UNKNOWN, "R21_UNKNOWN_HEADQUARTERS"),
        ("3A090.b", "PL", None, "PL", UNKNOWN, "R21_UNKNOWN_HEADQUARTERS"),
        ("3A090.b", "PL", "XX", "PL", UNKNOWN, "R21_UNKNOWN_HEADQUARTERS"),
        ("4E091", "PL", "PL", "CN", ON_BOOKS, "R20_PRINTED"),
        ("4E091", "PL", "", "", ON_BOOKS, "R20_PRINTED"),
        ("other", "PL", "CN", "CN", UNKNOWN, "R20_OTHER"),
        ("other", "PL", "PL", "IR", EMBARGOED, "R21_EMBARGOED_HEADQUARTERS"),
        ("3A090.a", "PL", "CN", "IR", EMBARGOED, "R21_EMBARGOED_HEADQUARTERS"),
        ("3A090.a", "PL", "Crimea", "UA", EMBARGOED, "R21_EMBARGOED_HEADQUARTERS"),
        ("3A090.a", "IR", "CN", "CN", EMBARGOED, "R18_EMBARGO"),
        ("3A090.a", "XX", "PL", "PL", UNKNOWN, "R17_UNKNOWN_COUNTRY"),
        ("3A090.a", "XX", "PL", "CN", ENFORCED, "R21_HEADQUARTERS"),
        ("3A090.c", "PL", "PL", "CN", UNKNOWN, "R20_UNKNOWN_ITEM"),
    ],
)
def test_headquarters_in_d5_or_macau_count_wherever_the_item_goes(
    item, country, headquarters, parent, outcome, rule
):
    found = position_of_party(item, country, headquarters, parent, SNAPSHOT)

    assert (found.outcome, found.rule) == (outcome, rule)


def test_a_polish_company_with_a_chinese_parent_is_judged_by_china():
    found = position_of_party("3A090.a", "PL", "PL", "CN", SNAPSHOT)

    assert found.groups == ("D:1", "D:3", "D:4", "D:5")
    assert found.citation == (
        "BIS guidance of May 31, 2026, on entities with headquarters in Country Group D:5 or "
        "Macau. Primary text, read in an excerpt."
    )
    assert found.as_of.isoformat() == "2026-05-31"


def test_a_bloc_is_judged_member_by_member():
    found = {
        country: (answer.outcome, answer.rule)
        for country, answer in positions_of_bloc("3A090.a", "GCC", SNAPSHOT)
    }

    assert found == {
        "AE": (ENFORCED, "R20_EXPECTED"),
        "BH": (ENFORCED, "R20_BASELINE"),
        "KW": (ENFORCED, "R20_BASELINE"),
        "OM": (ENFORCED, "R20_BASELINE"),
        "QA": (ENFORCED, "R20_BASELINE"),
        "SA": (ENFORCED, "R20_BASELINE"),
    }


def test_a_bloc_and_a_country_of_the_same_code_are_two_things():
    assert position("3A090.b", "AU", SNAPSHOT).outcome is FREE
    members = dict(positions_of_bloc("3A090.b", "AU", SNAPSHOT))
    assert len(members) == 54
    assert members["SD"].outcome is ENFORCED
    assert members["KE"].outcome is FREE


def test_a_bloc_that_nobody_knows_is_no_pass():
    ((code, answer),) = positions_of_bloc("3A090.b", "BRICS", SNAPSHOT)

    assert (code, answer.outcome, answer.rule) == ("BRICS", UNKNOWN, "R17_UNKNOWN_COUNTRY")
