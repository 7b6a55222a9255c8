"""What does each rule say of structures whose answer is known by the text of the rules?"""

from datetime import date

import pytest

from reviews.screening.ownership.parts import Level
from tests.reviews.screening.ownership.rows import assessed

# structure | listed | what asks for something: body, rule, level, share of listed owners
CASES = {
    "nobody is listed": ("A 60 X", "", set()),
    "a listed owner holds all": ("A 100 X", "A=SDN", {"X OFAC BLOCK 100"}),
    "just under half": ("A 49.99 X", "A=SDN", {"X OFAC RED_FLAG 49.99"}),
    "exactly half": ("A 50.00 X", "A=SDN", {"X OFAC BLOCK 50.00"}),
    "a hair under half": ("A 49.999999999 X", "A=SDN", {"X OFAC RED_FLAG 49.999999999"}),
    "two quarters": ("A 25 X; B 25 X", "A=SDN; B=SDN", {"X OFAC BLOCK 50"}),
    "two quarters, one listed": ("A 25 X; B 25 X", "A=SDN", {"X OFAC RED_FLAG 25"}),
    "three that just miss": (
        "A 20 X; B 20 X; C 9.99 X",
        "A=SDN; B=SDN; C=SDN",
        {"X OFAC RED_FLAG 49.99"},
    ),
    "half of half counts, not a quarter": (
        "A 50 H; H 50 X",
        "A=SDN",
        {"H OFAC BLOCK 50", "X OFAC BLOCK 50"},
    ),
    "most of less than half does not carry": (
        "A 49 H; H 100 X",
        "A=SDN",
        {"H OFAC RED_FLAG 49", "X OFAC RED_FLAG 0"},
    ),
    "all of a company that holds less than half": (
        "A 100 H; H 49 X",
        "A=SDN",
        {"H OFAC BLOCK 100", "X OFAC RED_FLAG 49"},
    ),
    "a chain of four": (
        "A 50 B; B 51 C; C 60 D; D 50 X",
        "A=EL",
        {"B BIS BLOCK 50", "C BIS BLOCK 51", "D BIS BLOCK 60", "X BIS BLOCK 50"},
    ),
    "a chain that breaks in the middle": (
        "A 50 B; B 49 C; C 90 D",
        "A=EL",
        {"B BIS BLOCK 50", "C BIS RED_FLAG 49", "D BIS RED_FLAG 0"},
    ),
    "directly and through a company": (
        "A 30 X; A 100 H; H 20 X",
        "A=SDN",
        {"H OFAC BLOCK 100", "X OFAC BLOCK 50"},
    ),
    "a diamond": (
        "A 50 L; A 50 R; L 25 X; R 25 X",
        "A=SDN",
        {"L OFAC BLOCK 50", "R OFAC BLOCK 50", "X OFAC BLOCK 50"},
    ),
    "OFAC's own example: a quarter of each side of a diamond": (
        "A 25 L; A 25 R; L 50 X; R 50 X",
        "A=SDN",
        {"L OFAC RED_FLAG 25", "R OFAC RED_FLAG 25", "X OFAC RED_FLAG 0"},
    ),
    "two ways through one body count its share once": (
        "A 50 L; A 50 R; L 50 H; R 50 H; H 30 X",
        "A=SDN",
        {"L OFAC BLOCK 50", "R OFAC BLOCK 50", "H OFAC BLOCK 100", "X OFAC RED_FLAG 30"},
    ),
    "a loop that nobody listed enters": ("X 50 Y; Y 50 X", "A=SDN", set()),
    "a loop does not lift itself": (
        "A 30 X; Y 30 X; A 20 Y; X 30 Y",
        "A=SDN",
        {"X OFAC RED_FLAG 30", "Y OFAC RED_FLAG 20"},
    ),
    "cross-holdings, one of which counts without the other": (
        "A 50 X; Y 30 X; A 20 Y; X 30 Y",
        "A=SDN",
        {"X OFAC BLOCK 50", "Y OFAC BLOCK 50"},
    ),
    "a ring of three entered at one place": (
        "A 50 X; X 50 Y; Y 50 Z; Z 50 X",
        "A=SDN",
        {"X OFAC BLOCK 50", "Y OFAC BLOCK 50", "Z OFAC BLOCK 50"},
    ),
    "a listed body is no owner of itself through what it owns": (
        "X 100 H; H 50 X",
        "X=SDN",
        {"H OFAC BLOCK 100"},
    ),
    "a share of nothing in the chain": ("A 40 H; H 0 X; B 100 X", "A=SDN", {"H OFAC RED_FLAG 40"}),
    "own shares count for nobody": ("X 20 X; A 40 X", "A=SDN", {"X OFAC RED_FLAG 40"}),
    "the same share stated twice": ("A 25 X; A 25 X", "A=SDN", {"X OFAC RED_FLAG 25"}),
    "two different shares of one owner": ("A 25 X; A 26 X", "A=SDN", {"X OFAC BLOCK 51"}),
    "an unknown share": ("A ? X", "A=EL", {"X BIS RED_FLAG 0"}),
    "an unknown share beside half": ("A 50 X; B ? X", "A=EL; B=EL", {"X BIS BLOCK 50"}),
    "an unknown share further up": (
        "A ? H; H 100 X",
        "A=EL",
        {"H BIS RED_FLAG 0", "X BIS RED_FLAG 0"},
    ),
    "the majority, as a word": ("A >50 X", "A=EL", {"X BIS BLOCK 50"}),
    "a share of nothing": ("A 0 X; B 100 X", "A=SDN", set()),
    "control without a share": ("A 0! X; B 100 X", "A=SDN", {"X OFAC RED_FLAG 0"}),
    "control beside a small share": ("A 5! X", "A=SDN", {"X OFAC RED_FLAG 5"}),
    "control of a company counted as listed": (
        "A 50 H; H 1! X",
        "A=SDN",
        {"H OFAC BLOCK 50", "X OFAC RED_FLAG 1"},
    ),
    "a listed officer": ("p @ X", "p=SDN", {"X OFAC RED_FLAG 0"}),
    "an officer of a listed body too": ("p @ X; p @ A", "A=EL", {"X BIS RED_FLAG 0"}),
    "an officer of a body that counts": (
        "A 50 H; p @ H; p @ X",
        "A=EL",
        {"H BIS BLOCK 50", "X BIS RED_FLAG 0"},
    ),
    "an officer who owns a listed body": ("p 1 A; p @ X", "A=EL", {"X BIS RED_FLAG 0"}),
    "an officer of an unlisted body too": ("p @ X; p @ Y", "A=EL", set()),
    "Entity List and MEU List together": ("A 25 X; B 25 X", "A=EL; B=MEU", {"X BIS BLOCK 50"}),
    "each rule adds up its own lists only": (
        "A 30 X; B 30 X",
        "A=SDN; B=EL",
        {"X OFAC RED_FLAG 30", "X BIS RED_FLAG 30"},
    ),
    "an SDN under 744.8 counts for both": (
        "A 30 X; B 20 X",
        "A=SDN/SDGT; B=EL",
        {"X OFAC RED_FLAG 30", "X BIS BLOCK 50"},
    ),
    "an SDN of another program": ("A 60 X", "A=SDN", {"X OFAC BLOCK 60"}),
    "an SDN whose program is not known": (
        "A 60 X",
        "A=SDN/-",
        {"X OFAC BLOCK 60", "X BIS BLOCK 60"},
    ),
    "one party on two lists counts once": (
        "A 30 X",
        "A=SDN/SDGT; A=EL",
        {"X OFAC RED_FLAG 30", "X BIS RED_FLAG 30"},
    ),
    "sectoral sanctions do not block": ("A 60 X", "A=SSI", {"X SSI RED_FLAG 60"}),
    "a list that no ownership rule reaches": ("A 60 X", "A=DPL", set()),
    "a listed body between others": (
        "U 100 A; A 50 X",
        "A=EL",
        {"X BIS BLOCK 50"},
    ),
    "two rules one after the other do not mix": (
        "A 50 H; B 50 H; H 100 X",
        "A=SDN; B=EL",
        {"H OFAC BLOCK 50", "X OFAC BLOCK 100", "H BIS BLOCK 50", "X BIS BLOCK 100"},
    ),
}


def asking(assessment):
    return {
        f"{result.body} {result.rule.code} {result.level.name} {result.share}"
        for result in assessment.found
    }


@pytest.mark.parametrize(("shares", "listed", "expected"), CASES.values(), ids=CASES)
def test_each_body_gets_what_the_rules_say(shares, listed, expected):
    assert asking(assessed(shares, listed)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 9, 28), set()),
        (date(2025, 9, 29), {"X BIS BLOCK 50"}),
        (date(2025, 11, 9), {"X BIS BLOCK 50"}),
        (date(2025, 11, 10), {"X BIS RED_FLAG 50"}),
        (date(2026, 11, 9), {"X BIS RED_FLAG 50"}),
        (date(2026, 11, 10), {"X BIS BLOCK 50"}),
    ],
)
def test_the_affiliates_rule_switches_with_the_day(day, expected):
    assert asking(assessed("A 50 X", "A=EL", on=day)) == expected


@pytest.mark.parametrize(
    "day", [date(2025, 9, 28), date(2025, 9, 29), date(2025, 11, 10), date(2026, 11, 10)]
)
def test_the_rule_of_ofac_does_not_switch(day):
    assert asking(assessed("A 50 X", "A=SDN", on=day)) == {"X OFAC BLOCK 50"}


def test_a_suspended_rule_carries_through_the_levels_as_a_red_flag():
    found = assessed("A 50 H; H 50 X", "A=EL", on=date(2026, 11, 9)).found
    assert [(r.body, r.level, r.is_majority) for r in found] == [
        ("H", Level.RED_FLAG, True),
        ("X", Level.RED_FLAG, True),
    ]
