"""What does an assessment say in words, and what does it say besides the results?"""

import itertools
from datetime import date
from decimal import Decimal

import pytest

from reviews.screening.ownership.parts import FlagKind, Level, Stake
from reviews.screening.ownership.paths import MOST_PATHS
from tests.reviews.screening.ownership.rows import assessed


def only(results, body, code):
    return next(r for r in results if r.body == body and r.rule.code == code)


def test_the_arithmetic_names_every_holder_with_its_share_and_its_list():
    found = assessed("Grim 30 X; Grim 60 Morrow; Morrow 20 X", "Grim=EL").results
    assert only(found, "X", "BIS").arithmetic == (
        "Grim (Entity List) holds 30 % and Morrow (counted as listed: BIS Affiliates Rule) holds "
        "20 % of X: together 50.00 % ≥ 50 %. X counts as listed under the BIS Affiliates Rule "
        "(citation of BIS), in force from November 10, 2026 by default."
    )


def test_each_holder_that_only_counts_has_its_own_line_from_the_top_down():
    found = assessed("A 50 B; B 51 C; C 60 X", "A=EL").results
    assert only(found, "X", "BIS").grounds == (
        "A (Entity List) holds 50 % of B: 50.00 % ≥ 50 %.",
        "B (counted as listed: BIS Affiliates Rule) holds 51 % of C: 51.00 % ≥ 50 %.",
    )


def test_every_way_from_a_listed_party_is_listed_with_what_it_is_worth():
    found = assessed("A 30 X; A 60 H; H 20 X; A 40 L; L 10 X", "A=SDN").results
    assert only(found, "X", "OFAC").paths == (
        "A (SDN List) holds 30 % of X: counts with 30 %.",
        (
            "A (SDN List) holds 60 % of H (counted as listed: OFAC 50 Percent Rule), which holds "
            "20 % of X: counts with 20 %."
        ),
        (
            "A (SDN List) holds 40 % of L (not counted: 40.00 % < 50 %), which holds 10 % of X: "
            "not counted, a red flag."
        ),
    )


def test_a_way_does_not_go_through_a_loop_or_past_a_listed_party():
    found = assessed("U 100 A; A 50 X; X 50 Y; Y 10 X", "A=SDN; U=SDN").results
    assert only(found, "X", "OFAC").paths == ("A (SDN List) holds 50 % of X: counts with 50 %.",)
    assert only(found, "Y", "OFAC").paths == (
        (
            "A (SDN List) holds 50 % of X (counted as listed: OFAC 50 Percent Rule), which holds "
            "50 % of Y: counts with 50 %."
        ),
    )


def test_no_body_is_part_of_its_own_grounds():
    found = assessed("A 50 X; A 50 Y; X 10 Y; Y 10 X", "A=SDN").results
    x = only(found, "X", "OFAC")
    assert x.arithmetic.startswith(
        "A (SDN List) holds 50 % and Y (counted as listed: OFAC 50 Percent Rule) holds 10 % of X: "
        "together 60.00 % ≥ 50 %."
    )
    assert x.grounds == ("A (SDN List) holds 50 % of Y: 50.00 % ≥ 50 %.",)


def test_the_grounds_of_a_holder_rest_on_those_who_counted_before_it():
    shares = "A 50 H; A 50 K; K 10 H; H 10 K; H 30 X; K 30 X"
    assert only(assessed(shares, "A=SDN").results, "X", "OFAC").grounds == (
        "A (SDN List) holds 50 % of H: 50.00 % ≥ 50 %.",
        "A (SDN List) holds 50 % of K: 50.00 % ≥ 50 %.",
    )


def test_nobody_stands_twice_on_one_way():
    paths = only(assessed("A 50 H; H 10 K; K 10 H; H 30 X", "A=SDN").results, "X", "OFAC").paths
    assert len(paths) == 1


def test_control_beside_a_majority_is_no_flag_of_its_own():
    result = only(assessed("A 60! X", "A=SDN").results, "X", "OFAC")
    assert (result.level, result.flags) == (Level.BLOCK, ())


def test_the_list_of_an_owner_that_is_not_needed_counts_among_the_strictest():
    found = assessed("A 50 H; M 50 K; K 10 H; H 60 X", "A=MEU; M=SDN/SDGT").results
    said = only(found, "X", "BIS").arithmetic
    assert "on several lists (SDN, 15 CFR 744.8, MEU List)" in said


def test_more_ways_than_can_be_read_are_cut_and_said():
    layers = [[f"{layer}{n}" for n in range(5)] for layer in "BCDE"]
    shares = [f"A 50 {first}" for first in layers[0]]
    for above, below in itertools.pairwise(layers):
        shares += [f"{holder} 20 {held}" for holder in above for held in below]
    shares += [f"{last} 20 X" for last in layers[-1]]
    found = only(assessed("; ".join(shares), "A=SDN").results, "X", "OFAC")
    assert len(found.paths) == MOST_PATHS + 1
    assert found.paths[-1].startswith("There are more ways than can be listed")
    assert found.share == 100


def test_the_strictest_owner_decides_when_they_are_on_several_lists():
    said = only(assessed("A 25 X; B 25 X", "A=MEU; B=EL").results, "X", "BIS").arithmetic
    assert said.endswith(
        "Its listed owners are on several lists (Entity List, MEU List): the strictest owner's "
        "rule applies, Entity List."
    )


def test_the_strictest_owner_may_stand_further_up():
    said = only(assessed("A 50 H; H 30 X; B 20 X", "A=SDN/SDGT; B=MEU").results, "X", "BIS")
    assert "the strictest owner's rule applies, SDN, 15 CFR 744.8." in said.arithmetic


def test_a_body_in_the_united_states_is_treated_alike_and_said_to_be():
    said = only(assessed("A 50 X", "A=EL", us=["X"]).results, "X", "BIS").arithmetic
    assert "The rule's text reaches foreign bodies; this one is in the United States" in said
    abroad = only(assessed("A 50 X", "A=EL").results, "X", "BIS").arithmetic
    assert "United States" not in abroad


def test_what_is_suspended_is_a_red_flag_with_its_dates():
    result = only(assessed("A 50 X", "A=EL", on=date(2026, 11, 9)).results, "X", "BIS")
    assert [(flag.kind, flag.text) for flag in result.flags] == [
        (
            FlagKind.AFFILIATION,
            (
                "X would count as listed, and is a red flag, under the BIS Affiliates Rule "
                "(citation of BIS), suspended from November 10, 2025 to November 9, 2026."
            ),
        )
    ]


@pytest.mark.parametrize(
    ("shares", "listed", "kind", "text"),
    [
        (
            "A ? X",
            "A=EL",
            FlagKind.UNKNOWN_SHARE,
            "A (Entity List) holds an unknown share of X: how much has to be found out.",
        ),
        (
            "A 10 X; B 90 X",
            "A=EL",
            FlagKind.MINORITY,
            "Listed owners hold 10.00 % of X, less than 50 %.",
        ),
        (
            "A 10 X; B 50 X",
            "A=EL",
            FlagKind.MINORITY,
            (
                "Listed owners hold 10.00 % of X, less than 50 %. With the 40.00 % that nobody "
                "disclosed it could be more."
            ),
        ),
        (
            "A 0! X; B 100 X",
            "A=EL",
            FlagKind.CONTROL,
            "A (Entity List) has control rights in X without a known majority.",
        ),
        (
            "A 40 H; H 100 X",
            "A=EL",
            FlagKind.INDIRECT,
            (
                "H holds 100 % of X; listed parties stand above it without a known majority "
                "(40.00 % < 50 %)."
            ),
        ),
        (
            "p @ X",
            "p=EL",
            FlagKind.SHARED_OFFICER,
            "p is an officer of X and is listed: p (Entity List).",
        ),
        (
            "p @ X; p @ A",
            "A=EL",
            FlagKind.SHARED_OFFICER,
            "p is an officer of X and is an officer of A (Entity List).",
        ),
        (
            "p @ X; p 20 A",
            "A=EL",
            FlagKind.SHARED_OFFICER,
            "p is an officer of X and holds 20 % of A (Entity List).",
        ),
    ],
)
def test_each_red_flag_says_what_it_is(shares, listed, kind, text):
    result = only(assessed(shares, listed).results, "X", "BIS")
    assert [(flag.kind, flag.text) for flag in result.flags] == [(kind, text)]


def test_shares_of_more_than_a_whole_are_said_and_flagged_where_somebody_is_listed():
    assessment = assessed("A 40 X; B 70 X; C 60 Y; D 60 Y", "A=EL")
    assert assessment.remarks == (
        "The disclosed shares in X add to 110.00 %, which is more than 100 %.",
        "The disclosed shares in Y add to 120.00 %, which is more than 100 %.",
    )
    flags = only(assessment.results, "X", "BIS").flags
    assert [flag.kind for flag in flags] == [FlagKind.MINORITY, FlagKind.DATA_ERROR]
    assert only(assessment.results, "Y", "BIS").flags == ()


def test_repeated_rows_and_own_shares_are_said():
    remarks = assessed("A 25 X; A 25 X; B 10 X; B 12.5 X; C ? X; C ? X; X 5 X", "").remarks
    assert remarks == (
        "A is stated 2 times as an owner of X (25 %): counted once.",
        "B is stated 2 times as an owner of X (10 %, 12.5 %): added to 22.5 %.",
        "C is stated 2 times as an owner of X (an unknown share): counted once.",
        "X is stated to hold shares in itself: they count for no owner.",
    )


def test_what_is_not_disclosed_is_a_fact_and_no_flag():
    result = only(assessed("A 60 X; B ? X", "").results, "X", "OFAC")
    assert result.facts == (
        (
            "The disclosed shares in X add to 60.00 %, besides the unknown share of B; who holds "
            "the other 40.00 % is not disclosed."
        ),
    )
    assert result.flags == ()
    assert result.arithmetic == "No listed owner of X is disclosed."


def test_a_majority_without_a_share_is_no_disclosed_share():
    result = only(assessed("A >50 X", "").results, "X", "OFAC")
    assert result.facts == ("A holds the majority of X; the share is not disclosed.",)


def test_a_body_without_owners_is_said_to_have_none_disclosed():
    result = only(assessed("p @ X", "").results, "X", "OFAC")
    assert result.facts == ("No owner of X is disclosed.",)


def test_an_open_hit_is_only_provisional_and_named():
    assessment = assessed("A 30 X; B 20 X; C 50 Y", "A=EL; B?=EL; C?=SDN")
    assert [(r.body, r.level.name) for r in assessment.found] == [("X", "RED_FLAG")]
    provisional = [
        (r.body, r.rule.code, r.level.name, r.depends_on) for r in assessment.provisional
    ]
    assert provisional == [("X", "BIS", "BLOCK", ("B",)), ("Y", "OFAC", "BLOCK", ("C",))]


def test_an_open_hit_on_a_holder_with_control_alone_is_named():
    (provisional,) = assessed("A 0! X", "A?=EL").provisional
    assert provisional.depends_on == ("A",)


def test_a_listed_owner_out_of_reach_of_every_rule_is_said():
    assessment = assessed("A 60 X; p @ X; B 10 X; C 5 X", "A=DPL; p=UVL; B=EL; C?=DPL; Z=DPL")
    assert assessment.unreached == (
        "A is on the list DPL, which no ownership rule of this day reaches for it.",
        "p is on the list UVL, which no ownership rule of this day reaches for it.",
    )
    before_the_rule = assessed("A 60 X", "A=EL", on=date(2025, 9, 28))
    assert before_the_rule.found == ()
    assert before_the_rule.unreached == (
        "A is on the list EL, which no ownership rule of this day reaches for it.",
    )


@pytest.mark.parametrize("in_a_loop", [".01", ">50"])
def test_what_a_body_holds_above_itself_changes_nothing_that_is_said_of_it(in_a_loop):
    """An open hit on B would raise what stands above B by what B itself holds there."""
    assessment = assessed(f"A ? C; B {in_a_loop} C; C ? B", "A=SDN; B?=SDN")
    (flag,) = only(assessment.results, "B", "OFAC").flags
    assert flag.text == (
        "C holds an unknown share of B; listed parties stand above it without a known majority "
        "(0.00 % < 50 %)."
    )
    provisional = [(r.body, r.rule.code, r.depends_on) for r in assessment.provisional]
    assert provisional == [("C", "OFAC", ("B",))]


def test_without_an_open_hit_nothing_is_provisional():
    assert assessed("A 50 X", "A=EL").provisional == ()


@pytest.mark.parametrize("share", ["-1", "100.01", "NaN", "Infinity", "1E-12"])
def test_what_cannot_be_a_share_is_refused(share):
    with pytest.raises(ValueError, match="is no share that A can hold"):
        Stake(holder="A", held="X", percent=Decimal(share))
