"""Which license position has an item class at a destination, by which rule of which day?"""

from dataclasses import replace

import pytest

from reviews.destinations.position import Outcome, layers, position
from reviews.destinations.regions import place_of
from reviews.destinations.shipped import shipped_snapshot

SNAPSHOT = shipped_snapshot()
FREE = Outcome.NO_BASELINE_LICENSE
ENFORCED = Outcome.LICENSE_REQUIRED_ENFORCED
ON_BOOKS = Outcome.LICENSE_ON_BOOKS_NOT_ENFORCED
EMBARGOED = Outcome.EMBARGOED
UNKNOWN = Outcome.INDETERMINATE

IRAN = ("D:2", "D:3", "D:4", "D:5", "E:1")
CUBA = ("D:2", "D:3", "D:5", "E:2")
KOREA_NORTH = ("D:1", "D:2", "D:3", "D:4", "D:5", "E:1")
SYRIA = ("D:3", "D:4", "D:5", "E:1")
BURMA = ("D:1", "D:3", "D:5")
MACAU = ("D:1", "D:3", "D:4")
ISRAEL = ("A:6", "D:2", "D:3", "D:4")
RUSSIA = ("D:1", "D:2", "D:3", "D:4", "D:5")
CHINA = ("D:1", "D:3", "D:4", "D:5")
# item, country, outcome, groups, rule, what the citation says, as of
LITERAL = [
    ("3A090.a", "IR", EMBARGOED, IRAN, "R18_EMBARGO", "E:1 and E:2", "2026-07-23"),
    ("other", "IR", EMBARGOED, IRAN, "R18_EMBARGO", "E:1 and E:2", "2026-07-23"),
    ("4A090.a", "CU", EMBARGOED, CUBA, "R18_EMBARGO", "E:1 and E:2", "2026-07-23"),
    ("4E091", "KP", EMBARGOED, KOREA_NORTH, "R18_EMBARGO", "part 740", "2026-07-23"),
    (".z", "SY", EMBARGOED, SYRIA, "R18_EMBARGO", "E:1 and E:2", "2026-07-23"),
    ("3A090.a", "Crimea", EMBARGOED, (), "R18_REGION", "746.6", "2026-07-23"),
    ("other", "Donetsk", EMBARGOED, (), "R18_REGION", "E.O. 14065", "2026-07-23"),
    ("3A090.a", "UA", ON_BOOKS, (), "R20_PRINTED", "FR 2025-00636", "2026-07-23"),
    ("3A090.a", "MM", ENFORCED, BURMA, "R20_BASELINE", "Akin, May 21, 2025", "2026-06-05"),
    ("3A090.b", "MM", ENFORCED, BURMA, "R20_CODIFIED", "part 774", "2026-07-23"),
    ("4E091", "MM", ON_BOOKS, BURMA, "R20_PRINTED", "GAO, May 12, 2026", "2026-07-23"),
    ("3A090.a", "MO", ENFORCED, MACAU, "R20_BASELINE", "December 2024", "2026-06-05"),
    ("4A090.b", "MO", ENFORCED, MACAU, "R20_CODIFIED", "4A090.b", "2026-07-23"),
    ("3A090.a", "AE", ENFORCED, ("A:5",), "R20_EXPECTED", "own inference", "2026-07-23"),
    ("4A090.a", "AE", ENFORCED, ("A:5",), "R20_EXPECTED", "own inference", "2026-07-23"),
    ("4A003.z", "AE", ENFORCED, ("A:5",), "R20_EXPECTED", "own inference", "2026-07-23"),
    ("3A090.b", "AE", ENFORCED, ("A:5",), "R20_NAMED", "machine extract", "2026-07-23"),
    ("4E091", "AE", ON_BOOKS, ("A:5",), "R20_PRINTED", "4E091", "2026-07-23"),
    ("other", "AE", UNKNOWN, ("A:5",), "R20_OTHER", "Program default", "2026-07-23"),
    ("3A090.a", "IL", ON_BOOKS, ISRAEL, "R20_PRINTED", "May 13, 2025", "2026-07-23"),
    ("3A090.b", "IL", FREE, ISRAEL, "R20_OUTSIDE", "3A090.b", "2026-07-23"),
    ("3A090.a", "TW", ON_BOOKS, ("A:6", "D:3"), "R20_PRINTED", "3A090.a", "2026-07-23"),
    ("4A090.b", "TW", FREE, ("A:6", "D:3"), "R20_OUTSIDE", "4A090.b", "2026-07-23"),
    ("3A090.a", "SG", ON_BOOKS, ("A:6",), "R20_PRINTED", "3A090.a", "2026-07-23"),
    ("3A090.b", "SG", FREE, ("A:6",), "R20_OUTSIDE", "3A090.b", "2026-07-23"),
    ("3A090.a", "KR", ON_BOOKS, ("A:1", "A:5"), "R20_PRINTED", "3A090.a", "2026-07-23"),
    ("4A090.b", "KR", FREE, ("A:1", "A:5"), "R20_OUTSIDE", "4A090.b", "2026-07-23"),
    ("4A005.z", "PL", ON_BOOKS, ("A:1", "A:5"), "R20_PRINTED", "2025-00636", "2026-07-23"),
    ("3A090.a", "CN", ENFORCED, CHINA, "R20_BASELINE", "Summary by law firms", "2026-06-05"),
    ("3A090.a", "HK", ENFORCED, CHINA, "R20_BASELINE", "Summary by law firms", "2026-06-05"),
    ("4A090.b", "CN", ENFORCED, CHINA, "R20_CODIFIED", "machine extract", "2026-07-23"),
    ("4E091", "CN", ON_BOOKS, CHINA, "R20_PRINTED", "4E091", "2026-07-23"),
    ("4A090.a", "RU", ENFORCED, RUSSIA, "R20_BASELINE", "law firms", "2026-06-05"),
    ("3A090.a", "BR", ON_BOOKS, (), "R20_PRINTED", "3A090.a", "2026-07-23"),
    ("3A090.b", "BR", FREE, (), "R20_OUTSIDE", "3A090.b", "2026-07-23"),
    ("3A090.a", "US", FREE, ("A:1",), "R20_UNITED_STATES", "772.1", "2026-07-23"),
    ("4E091", "PR", FREE, (), "R20_UNITED_STATES", "Program default", "2026-07-23"),
    ("3A090.a", "XX", UNKNOWN, (), "R17_UNKNOWN_COUNTRY", "R17", "2026-07-23"),
    ("3A090.a", "", UNKNOWN, (), "R17_UNKNOWN_COUNTRY", "Program default", "2026-07-23"),
    ("other", "EU", UNKNOWN, (), "R17_UNKNOWN_COUNTRY", "R17", "2026-07-23"),
    ("3A090.c", "PL", UNKNOWN, ("A:1", "A:5"), "R20_UNKNOWN_ITEM", "R20", "2026-07-23"),
    ("3A090", "CN", UNKNOWN, CHINA, "R20_UNKNOWN_ITEM", "R20", "2026-07-23"),
    ("5A003.z", "PL", UNKNOWN, ("A:1", "A:5"), "R20_UNKNOWN_ITEM", ".z paragraphs", "2026-07-23"),
    ("4A003", "PL", UNKNOWN, ("A:1", "A:5"), "R20_UNKNOWN_ITEM", "R20", "2026-07-23"),
    ("a chip", "PL", UNKNOWN, ("A:1", "A:5"), "R20_UNKNOWN_ITEM", "R20", "2026-07-23"),
    ("3A090.a.1", "KR", ON_BOOKS, ("A:1", "A:5"), "R20_PRINTED", "3A090.a", "2026-07-23"),
    ("EAR99", "KR", UNKNOWN, ("A:1", "A:5"), "R20_OTHER", "Program default", "2026-07-23"),
    ("5A992.c", "KR", UNKNOWN, ("A:1", "A:5"), "R20_OTHER", "Program default", "2026-07-23"),
    ("", "PL", UNKNOWN, ("A:1", "A:5"), "R20_UNKNOWN_ITEM", "R20", "2026-07-23"),
    ("3A090.c", "IR", EMBARGOED, IRAN, "R18_EMBARGO", "E:1", "2026-07-23"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "country", "outcome", "groups", "rule", "says", "as_of"), LITERAL)
def test_a_position_says_outcome_groups_rule_citation_and_day(
    item, country, outcome, groups, rule, says, as_of
):
    found = position(item, country, SNAPSHOT)

    assert (found.outcome, found.groups, found.rule) == (outcome, groups, rule)
    assert says in found.citation
    assert found.as_of.isoformat() == as_of


@pytest.mark.parametrize(
    ("item", "country", "printed", "enforced", "program"),
    [
        ("3A090.a", "KR", True, False, False),
        ("3A090.b", "KR", False, False, False),
        ("3A090.a", "VN", True, True, False),
        ("3A090.a", "CN", True, True, True),
        ("3A090.b", "CN", True, True, True),
        ("4E091", "CN", True, False, True),
        ("4E091", "MO", True, False, True),
        ("other", "RU", False, False, True),
        ("3A090.a", "AE", True, True, False),
    ],
)
def test_what_is_printed_what_is_enforced_and_what_the_program_refuses_stay_apart(
    item, country, printed, enforced, program
):
    found = layers(item, country, SNAPSHOT)

    assert (found.printed.applies, found.enforced.applies) == (printed, enforced)
    assert found.program.applies is program


def test_what_the_program_refuses_is_its_default_and_changes_no_position():
    found = layers("3A090.b", "NI", SNAPSHOT).program

    assert found.rule == "R19"
    assert found.citation.startswith("Program default, not published text")
    assert position("3A090.b", "NI", SNAPSHOT).outcome is ENFORCED


def test_a_program_that_refuses_more_moves_no_position():
    stricter = replace(SNAPSHOT.destinations, embargoed_groups=frozenset({"D:1", "E:1"}))
    snapshot = replace(SNAPSHOT, destinations=stricter)

    assert layers("3A090.b", "VN", snapshot).program.applies
    for item in ("3A090.b", "4E091", "other"):
        assert position(item, "VN", snapshot) == position(item, "VN", SNAPSHOT)


def test_nobody_can_tell_the_layers_of_what_is_not_known():
    assert layers("3A090.a", "XX", SNAPSHOT).enforced.applies is None
    assert layers("3A090.c", "PL", SNAPSHOT).printed.applies is None
    assert layers("3A090.a", "XX", SNAPSHOT).program.applies is None


@pytest.mark.parametrize(
    ("country", "place", "outcome", "rule"),
    [
        ("UA", "Sevastopol", EMBARGOED, "R18_REGION"),
        ("RU", "Simferopol", EMBARGOED, "R18_REGION"),
        ("UA", "Kyiv", ON_BOOKS, "R20_PRINTED"),
        ("UA", "Krymske", UNKNOWN, "R18_PERHAPS_REGION"),
        ("PL", "Sevastopol", ON_BOOKS, "R20_PRINTED"),
        ("RU", "Donetsk, Rostov oblast", UNKNOWN, "R18_PERHAPS_REGION"),
    ],
)
def test_a_place_in_an_occupied_region_is_embargoed_and_a_doubtful_one_is_for_a_person(
    country, place, outcome, rule
):
    found = place_of("3A090.a", country, place, SNAPSHOT)

    assert (found.outcome, found.rule) == (outcome, rule)
