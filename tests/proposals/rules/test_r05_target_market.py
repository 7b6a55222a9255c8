"""R05: at least one target country or regional bloc."""

import pytest

from proposals.rules.r05_target_market import target_market
from tests.proposals.rules.contents import complete_content, context, market, outcomes


def judge(*markets, **changes):
    return target_market(complete_content(markets=markets), context(**changes))


@pytest.mark.parametrize(
    ("kind", "code"), [("COUNTRY", "BR"), ("COUNTRY", "XK"), ("BLOC", "EU"), ("BLOC", "AU")]
)
def test_one_known_market_passes(kind, code):
    known = context().countries | {"XK": "Kosovo"}
    assert outcomes(judge(market(kind=kind, code=code), countries=known)) == ["PASS"]


def test_no_market_blocks():
    (finding,) = judge()
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.anchor == "markets-rows"


@pytest.mark.parametrize(
    ("kind", "code"),
    [("COUNTRY", "XX"), ("COUNTRY", "br"), ("COUNTRY", "EU"), ("COUNTRY", ""), ("BLOC", "BR")],
)
def test_a_code_nobody_knows_blocks_and_names_its_row(kind, code):
    (finding,) = judge(market(), market(kind=kind, code=code))
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message.startswith("Row 2: ")


def test_the_african_union_is_not_australia():
    findings = judge(market(kind="COUNTRY", code="AU"), market(kind="BLOC", code="AU"))
    assert outcomes(findings) == ["PASS"]


@pytest.mark.parametrize("code", ["US", "AS", "GU", "MP", "PR", "UM", "VI"])
def test_the_united_states_and_its_territories_are_no_target_market(code):
    (finding,) = judge(market(), market(code=code))
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == (
        f"Row 2: take out {context().country_name(code)}. A target market is outside the United "
        "States."
    )


def test_a_market_named_twice_is_a_warning():
    (finding,) = judge(market(), market(code="NO"), market())
    assert outcomes([finding]) == ["WARN"]
    assert finding.message == "Keep one of rows 1 and 3: each names Brazil."


def test_a_market_named_three_times_is_still_one_warning():
    (finding,) = judge(market(), market(), market())
    assert finding.message == "Keep one of rows 1, 2 and 3: each names Brazil."


def test_the_blocs_come_from_the_context():
    assert outcomes(judge(market(kind="BLOC", code="EU"), blocs={})) == ["BLOCK"]
