"""The arithmetic of U.S. content: golden cases, and what holds for every bill of materials."""

from decimal import ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.rules.content_share import Presumption, content_share
from tests.proposals.rules.contents import component

THRESHOLD = Decimal("51.00")


def row(value, share, quantity=1):
    return component(
        quantity=quantity,
        unit_value=None if value is None else Decimal(value),
        us_origin_percent=None if share is None else Decimal(share),
    )


def share_of(*rows):
    return content_share(rows, THRESHOLD)


@pytest.mark.parametrize(
    ("share", "percent", "presumption"),
    [
        ("51.00", "51.00", "MET"),
        ("50.99", "50.99", "NOT_MET"),
        ("51.01", "51.01", "MET"),
        ("0", "0.00", "NOT_MET"),
        ("100", "100.00", "MET"),
    ],
)
def test_the_presumption_is_met_from_the_threshold_on(share, percent, presumption):
    result = share_of(row("1000.00", share))
    assert result.percent == Decimal(percent)
    assert result.presumption == presumption


def test_a_share_just_below_the_threshold_is_cut_and_not_rounded_up_to_it():
    result = share_of(row("50999.99", "100"), row("49000.01", "0"))
    assert result.percent == Decimal("50.99")
    assert result.presumption is Presumption.NOT_MET


def test_not_even_the_largest_values_are_rounded_over_the_threshold():
    largest = Decimal("999999999999.99")
    at = component(quantity=10_000_000, unit_value=largest, us_origin_percent=Decimal(51))
    result = share_of(at, row("0.01", "0"))
    assert result.presumption is Presumption.NOT_MET
    assert result.percent == Decimal("50.99")


def test_many_rows_of_the_largest_values_add_up_to_the_last_digit():
    result = share_of(*[row("999999999999.99", "33.33", quantity=9_999_999)] * 20_000)
    assert result.us_value == Decimal("66659993333999333400066.66")
    assert result.percent == Decimal("33.33")


def test_a_row_weighs_by_its_value_and_not_by_its_number():
    result = share_of(row("30000.00", "60", quantity=12), row("10000.00", "0", quantity=4))
    assert result.total == Decimal(400_000)
    assert result.us_value == Decimal(216_000)
    assert result.percent == Decimal("54.00")


def test_no_rows_are_indeterminate_and_have_no_bounds():
    result = share_of()
    assert result.presumption is Presumption.INDETERMINATE
    assert (result.percent, result.worst_case, result.best_case) == (None, None, None)
    assert result.missing_rows == ()
    assert result.formula == "There are no hardware rows to compute from."


@pytest.mark.parametrize("rows", [[row("0.00", "100")], [row("5.00", "100", quantity=0)]])
def test_rows_without_worth_are_indeterminate(rows):
    result = share_of(*rows)
    assert result.presumption is Presumption.INDETERMINATE
    assert (result.percent, result.worst_case, result.total) == (None, None, Decimal(0))
    assert result.formula == "The hardware rows have no value to divide by."


def test_a_missing_share_is_bounded_by_none_and_all_of_it():
    result = share_of(row("300.00", "60"), row("100.00", None))
    assert result.presumption is Presumption.INDETERMINATE
    assert result.percent is None
    assert (result.worst_case, result.best_case) == (Decimal("45.00"), Decimal("70.00"))
    assert result.missing_rows == (2,)
    assert (result.total, result.us_value) == (Decimal(400), Decimal(180))


def test_a_row_without_a_value_may_outweigh_all_others():
    result = share_of(row("300.00", "60"), row(None, "20"))
    assert (result.worst_case, result.best_case) == (Decimal("20.00"), Decimal("60.00"))


def test_a_row_without_anything_leaves_everything_open():
    result = share_of(row("300.00", "60"), row(None, None))
    assert (result.worst_case, result.best_case) == (Decimal("0.00"), Decimal("100.00"))


def test_missing_figures_stay_indeterminate_even_if_the_worst_case_would_do():
    result = share_of(row("900.00", "100"), row("100.00", None))
    assert result.worst_case == Decimal("90.00")
    assert result.presumption is Presumption.INDETERMINATE


@pytest.mark.parametrize(
    "impossible",
    [
        row("-1.00", "60"),
        row("1.00", "60", quantity=-1),
        row("1.00", "-0.01"),
        row("1.00", "100.01"),
        row("NaN", "60"),
        row("1.00", "Infinity"),
    ],
)
def test_what_cannot_be_true_counts_as_missing(impossible):
    result = share_of(row("300.00", "60"), impossible)
    assert result.presumption is Presumption.INDETERMINATE
    assert result.missing_rows == (2,)


def test_the_threshold_is_the_one_given():
    rows = [row("100.00", "40")]
    assert content_share(rows, Decimal(40)).presumption is Presumption.MET
    assert content_share(rows, Decimal("40.01")).presumption is Presumption.NOT_MET


def test_the_formula_can_be_recomputed_by_hand():
    result = share_of(row("30000.00", "60", quantity=12), row("10000.00", "33.30", quantity=4))
    assert result.formula == (
        "(12 × $30,000.00 × 60 % + 4 × $10,000.00 × 33.3 %) ÷ $400,000.00 = 57.33 %"
    )


def test_the_formula_says_when_decimals_were_cut():
    result = share_of(row("1.00", "100"), row("2.00", "0"))
    assert result.formula == (
        "(1 × $1.00 × 100 % + 1 × $2.00 × 0 %) ÷ $3.00 = 33.33 % (cut to two decimals)"
    )


@pytest.mark.parametrize(("count", "rest"), [(9, "1 more row"), (20, "12 more rows")])
def test_a_long_formula_sums_up_the_rows_it_leaves_out(count, rest):
    result = share_of(*[row("100.00", "60")] * count)
    assert result.formula.count("×") == 16
    assert f" + ${60 * (count - 8)}.00 of U.S. origin in {rest}) ÷" in result.formula


def test_eight_rows_are_written_out():
    assert share_of(*[row("100.00", "60")] * 8).formula.count("×") == 16


def test_the_formula_of_missing_figures_names_the_rows_and_the_bounds():
    result = share_of(row("300.00", "60"), row("100.00", None), row(None, "50"))
    assert result.formula == (
        "Not computed: a value or a U.S.-origin share is missing in rows 2 and 3. "
        "Whatever it is, the result lies between 45.00 % and 70.00 %."
    )


def test_every_presumption_has_a_label():
    assert [each.label for each in Presumption] == ["Met", "Not met", "Cannot be determined"]


values = st.decimals(0, 999_999_999_999, places=2)
shares = st.decimals(0, 100, places=2)
quantities = st.integers(1, 10_000_000)
complete_rows = st.builds(row, values, shares, quantities)
open_rows = st.builds(row, st.none() | values, st.none() | shares, quantities)


def as_fraction(rows):
    """The same share in Python's rational numbers, or None where there is no value."""
    total = sum(Fraction(each.unit_value) * each.quantity for each in rows)
    us_value = sum(
        Fraction(each.unit_value) * each.quantity * Fraction(each.us_origin_percent) / 100
        for each in rows
    )
    return us_value * 100 / total if total else None


@given(st.lists(complete_rows, max_size=8))
def test_the_percentage_is_that_of_rational_arithmetic_cut_to_two_decimals(rows):
    exact = as_fraction(rows)
    result = content_share(rows, THRESHOLD)
    if exact is None:
        assert result.percent is None
        return
    assert Fraction(result.percent) <= exact < Fraction(result.percent) + Fraction(1, 100)
    assert result.percent == result.percent.quantize(Decimal("0.01"), rounding=ROUND_FLOOR)
    assert (result.presumption is Presumption.MET) == (exact >= 51)


@given(st.lists(complete_rows, max_size=8))
def test_without_missing_figures_the_bounds_meet_at_the_percentage(rows):
    result = content_share(rows, THRESHOLD)
    assert result.worst_case == result.percent == result.best_case


@given(st.lists(st.tuples(open_rows, values, shares), min_size=1, max_size=8))
def test_the_bounds_contain_the_percentage_whatever_the_missing_figures_turn_out_to_be(drawn):
    rows = [each for each, _, _ in drawn]
    filled = [
        row(
            value if each.unit_value is None else each.unit_value,
            share if each.us_origin_percent is None else each.us_origin_percent,
            each.quantity,
        )
        for each, value, share in drawn
    ]
    bounds, truth = content_share(rows, THRESHOLD), content_share(filled, THRESHOLD)
    if truth.percent is not None:
        assert bounds.worst_case <= truth.percent <= bounds.best_case


@given(st.lists(complete_rows, min_size=1, max_size=8), values)
def test_another_row_of_wholly_us_origin_never_lowers_the_percentage(rows, value):
    before = content_share(rows, THRESHOLD)
    after = content_share([*rows, row(value, "100")], THRESHOLD)
    if before.percent is not None:
        assert after.percent >= before.percent


@given(
    st.lists(open_rows, max_size=6).flatmap(
        lambda rows: st.tuples(st.just(rows), st.permutations(rows))
    )
)
def test_the_order_of_the_rows_does_not_matter(pair):
    first, second = (content_share(rows, THRESHOLD) for rows in pair)
    assert (first.percent, first.worst_case, first.best_case, first.presumption) == (
        second.percent,
        second.worst_case,
        second.best_case,
        second.presumption,
    )


@given(st.lists(complete_rows, min_size=1, max_size=5))
def test_the_precision_of_the_caller_does_not_matter(rows):
    usual = content_share(rows, THRESHOLD)
    with localcontext(prec=6):
        assert content_share(rows, THRESHOLD) == usual
