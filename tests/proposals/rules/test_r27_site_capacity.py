"""R27: can a site power its accelerators? A red flag of BIS, May 13, 2025."""

from decimal import Decimal

import pytest

from proposals.rules.r27_site_capacity import site_capacity
from tests.proposals.rules.contents import complete_content, context, outcomes
from tests.proposals.rules.sites import site


def judge(*sites):
    return site_capacity(complete_content(sites=sites), context())


@pytest.mark.parametrize(
    ("mw", "count", "kw", "expected"),
    [
        ("10", 10_000, "1", "PASS"),
        ("9.999", 10_000, "1", "WARN"),
        ("0", 1, "0.001", "WARN"),
        ("150", 100_000, "1.5", "PASS"),
    ],
)
def test_accelerators_that_draw_more_than_the_site_has_are_told(mw, count, kw, expected):
    numbers = {"mw": Decimal(mw), "accelerator_count": count, "accelerator_kw": Decimal(kw)}
    assert outcomes(judge(site(**numbers))) == [expected]


def test_the_explanation_shows_the_numbers():
    (finding,) = judge(site(mw=Decimal("1.5"), accelerator_count=2000))
    assert finding.explanation == "2,000 accelerators draw 2 MW; the site has 1.5 MW."


def test_a_number_that_is_missing_is_no_pass():
    (finding,) = judge(site(), site(name="Second Hall", mw=None, accelerator_kw=None))
    assert outcomes([finding]) == ["WARN"]
    assert finding.message == "State for Second Hall: its power and the power of one."


def test_without_a_site_there_is_nothing_to_pass():
    assert outcomes(judge()) == ["WARN"]
