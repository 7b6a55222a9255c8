"""Which class do the numbers come to? Thresholds of domain.md 4.3, and values at the edge."""

from decimal import Decimal

import pytest

from proposals.content.chips import ChipNumbers, suggested


def chip(tpp=None, density=None, memory="0", category="CHIP"):
    numbers = (number if number is None else Decimal(number) for number in (tpp, density, memory))
    tpp, density, memory = numbers
    return suggested(ChipNumbers(category=category, tpp=tpp, density=density, memory=memory))


@pytest.mark.parametrize(
    ("tpp", "density", "expected"),
    [
        ("4800", None, ("3A090.a",)),
        ("4799.99", "5.92", ("3A090.a",)),
        ("1600", "5.92", ("3A090.a",)),
        ("1599.99", "5.92", ()),
        ("4799.99", "5.91", ("3A090.b",)),
        ("2400", "1.6", ("3A090.b",)),
        ("2400", "1.59", ()),
        ("2399.99", "3.19", ()),
        ("2399.99", "3.2", ("3A090.b",)),
        ("1600", "3.2", ("3A090.b",)),
        ("0", None, ()),
    ],
)
def test_the_thresholds_are_those_of_the_entry(tpp, density, expected):
    found = chip(tpp, density)
    assert found.eccns == expected
    assert found.paragraph is not None


@pytest.mark.parametrize(
    ("tpp", "density", "memory", "missing"),
    [
        (None, None, "0", ("TPP", "performance density")),
        (None, "0.1", "0", ("TPP",)),
        ("1600", None, "0", ("performance density",)),
        ("4799.99", None, "0", ("performance density",)),
        ("100", None, None, ("memory bandwidth density",)),
    ],
)
def test_a_missing_number_is_unknown_and_never_below(tpp, density, memory, missing):
    found = chip(tpp, density, memory)
    assert (found.paragraph, found.eccns, found.missing) == (None, (), missing)
    assert found.words == f"Not known: {' and '.join(missing)} not stated"


def test_memory_of_its_own_is_paragraph_c_above_the_threshold():
    assert chip(memory="2.0001").eccns == ("3A090.c",)
    assert chip("100", memory="2").words == "Below 3A090 and 4A090 (TPP 100)"


def test_a_board_can_be_either_and_a_server_is_a_computer():
    assert chip("5000", memory=None, category="ACCELERATOR").words == (
        "3A090.a or 4A090.a (TPP 5,000)"
    )
    assert chip("5000", memory=None, category="SERVER").eccns == ("4A090.a",)


def test_nothing_is_said_of_what_is_no_chip_and_has_no_number():
    assert chip(memory=None, category="NETWORK").words == ""
