"""R16: does the declared ECCN fit the numbers? Entries 3A090 and 4A090, 15 CFR 774 Supp. 1."""

from decimal import Decimal

import pytest

from proposals.rules.r16_chip_class import chip_class
from tests.proposals.rules.contents import complete_content, component, context, outcomes


def judge(category, eccn, tpp=None, density=None, memory=None):
    row = component(
        category=category,
        eccn=eccn,
        tpp=tpp and Decimal(tpp),
        performance_density=density and Decimal(density),
        mem_bw_density=memory and Decimal(memory),
    )
    return chip_class(complete_content(components=(row,)), context())


@pytest.mark.parametrize(
    ("category", "eccn", "numbers", "expected"),
    [
        ("ACCELERATOR", "3A090.a", ("15824", "19.4"), "PASS"),
        ("ACCELERATOR", "4A090.a", ("15824", "19.4"), "PASS"),
        ("SERVER", "4A090.a", ("15824",), "PASS"),
        ("SERVER", "5A992.z", ("15824",), "PASS"),
        ("SERVER", "4A090", ("15824",), "PASS"),
        ("SERVER", "4A090.b", ("15824",), "WARN"),
        ("SERVER", "3A090.a", ("15824",), "WARN"),
        ("SERVER", "4A994", ("15824",), "WARN"),
        ("SERVER", "", ("15824",), "WARN"),
        ("SERVER", "4A994", ("1599.99",), "PASS"),
        ("SERVER", "", ("1599.99",), "PASS"),
        ("SERVER", "4A090.a", ("1599.99",), "WARN"),
        ("SERVER", "4A994", ("1600", "3.19"), "PASS"),
        ("SERVER", "4A994", ("1600", "3.2"), "WARN"),
        ("CHIP", "3A090.c", (None, None, "2.01"), "PASS"),
        ("CHIP", "EAR99", (None, None, "2.01"), "WARN"),
        ("NETWORK", "5A992.c", (), "PASS"),
    ],
)
def test_an_eccn_that_is_another_than_the_numbers_is_told(category, eccn, numbers, expected):
    assert outcomes(judge(category, eccn, *numbers)) == [expected]


@pytest.mark.parametrize(
    ("category", "eccn", "numbers"),
    [
        ("SERVER", "4A994", ()),
        ("ACCELERATOR", "3A090.a", (None, "7")),
        ("SERVER", "4A994", ("1600",)),
        ("CHIP", "EAR99", ("10",)),
        ("NETWORK", "3A090.a", ()),
        ("STORAGE", "EAR99", (None, "0.1")),
    ],
)
def test_numbers_that_are_not_stated_are_no_pass(category, eccn, numbers):
    (finding,) = judge(category, eccn, *numbers)
    assert finding.outcome.value == "WARN"
    assert finding.message.startswith("State the performance of Lantern rack server:")


def test_the_explanation_says_both():
    (finding,) = judge("SERVER", "4A994", "2400", "1.6")
    assert finding.explanation == (
        "Declared: 4A994. By the numbers: 4A090.b (TPP 2,400, performance density 1.6)."
    )


def test_without_hardware_there_is_nothing_to_pass():
    assert outcomes(chip_class(complete_content(components=()), context())) == ["WARN"]
