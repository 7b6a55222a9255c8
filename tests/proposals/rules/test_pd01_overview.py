"""PD01: the proposal says in words what it is."""

import pytest

from proposals.rules.pd01_overview import overview
from tests.proposals.rules.contents import complete_content, context, outcomes


def test_all_three_texts_pass():
    assert outcomes(overview(complete_content(), context())) == ["PASS"]


@pytest.mark.parametrize(
    ("field", "outcome"),
    [("title", "BLOCK"), ("executive_summary", "BLOCK"), ("national_interest_statement", "WARN")],
)
@pytest.mark.parametrize("text", ["", " \n"])
def test_each_missing_text_is_told_at_its_own_field(field, outcome, text):
    (finding,) = overview(complete_content(**{field: text}), context())
    assert outcomes([finding]) == [outcome]
    assert finding.anchor == f"id_{field}"


def test_three_missing_texts_are_three_findings():
    content = complete_content(title="", executive_summary="", national_interest_statement="")
    assert outcomes(overview(content, context())) == ["BLOCK", "BLOCK", "WARN"]


def test_the_rule_is_labelled_as_a_program_default():
    (finding,) = overview(complete_content(), context())
    assert finding.source == "program default, not published text"
