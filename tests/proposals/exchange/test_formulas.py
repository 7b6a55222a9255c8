"""Does no text leave as a formula, and does every text come back as it was?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.exchange.formulas import TRIGGERS, guarded, unguarded

# OWASP, "CSV Injection".
ATTACKS = (
    *("=1+1", "=cmd|' /C calc'!A0", "+1+1", "-2+3+cmd|' /C calc'!D2", "@SUM(1+1)"),
    *("\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＠SUM(1)", " =1+1"),
)


@pytest.mark.parametrize("text", ATTACKS)
def test_what_would_be_calculated_gets_an_apostrophe(text):
    assert guarded(text) == f"'{text}"


@given(st.text(st.sampled_from("'=+-@ab \t\r\n"), max_size=6) | st.text(max_size=8))
def test_every_text_comes_back_as_it_was_and_none_begins_as_a_formula(text):
    cell = guarded(text)
    assert unguarded(cell) == text
    assert cell[:1] not in TRIGGERS


@pytest.mark.parametrize(
    ("typed", "meant"), [(" Lumen ", "Lumen"), ("'s Gravenhage", "'s Gravenhage"), ("-5", "-5")]
)
def test_what_a_person_types_loses_the_blanks_around_it_and_nothing_else(typed, meant):
    assert unguarded(typed) == meant
