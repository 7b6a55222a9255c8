"""Lists, rows, money and shares as the rules write them."""

from decimal import Decimal

import pytest

from proposals.rules.wording import dollars, listed, number, rows


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_a_list_reads_as_in_a_sentence(items, text):
    assert listed(items) == text


def test_one_row_is_singular():
    assert (rows([2]), rows([2, 5])) == ("row 2", "rows 2 and 5")


@pytest.mark.parametrize(
    ("value", "text"), [("60.00", "60"), ("33.30", "33.3"), ("100", "100"), ("0.00", "0")]
)
def test_a_number_is_as_short_as_it_can_be(value, text):
    assert number(Decimal(value)) == text


def test_money_has_two_decimals_and_thousands():
    assert dollars(Decimal("1234567.5")) == "$1,234,567.50"
