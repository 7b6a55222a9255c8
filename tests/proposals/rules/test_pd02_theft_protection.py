"""PD02: is "not known yet" ever taken for an answer?"""

import pytest

from proposals.content import TheftProtection
from proposals.content.models import Openness
from proposals.content.questions import QUESTIONS, Practice
from proposals.content.saying import fields_of
from proposals.rules.pd02_theft_protection import theft_protection as judge
from tests.proposals.rules.contents import complete_content, context
from tests.proposals.rules.models import model, theft_protection


def test_everything_answered_passes_also_with_no():
    answers = theft_protection(insider_program=Practice.NO)
    (finding,) = judge(complete_content(theft_protection=answers), context())
    assert finding.outcome == "PASS"


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_that_is_not_known_yet_is_told_of(question):
    (default,) = (field for field in fields_of(TheftProtection) if field.name == question)
    answers = theft_protection(**{question: default.default})
    (finding,) = judge(complete_content(theft_protection=answers), context())
    assert finding.outcome == "WARN"
    assert "one question" in finding.message
    assert finding.explanation == f"Not known yet: {default.said.label}."


def test_zero_hours_is_an_answer():
    answers = theft_protection(incident_hours=0)
    (finding,) = judge(complete_content(theft_protection=answers), context())
    assert finding.outcome == "PASS"


def test_the_custody_of_each_closed_model_is_asked():
    models = (model(weight_keys="", weight_copies=""),)
    (finding,) = judge(complete_content(models=models), context())
    assert finding.message == "Answer 2 questions on the custody of the weights of Lantern 2."


def test_nothing_is_asked_where_all_weights_are_given_out():
    given = model(openness=Openness.OPEN_WEIGHT, weights_are_published=True, weight_keys="")
    content = complete_content(models=(given,), theft_protection=TheftProtection())
    (finding,) = judge(content, context())
    assert finding.outcome == "PASS"
    assert "given out" in finding.message


def test_every_question_but_the_note_on_accounts_is_asked_and_names_its_source():
    fields = {field.name: field for field in fields_of(TheftProtection)}
    assert set(fields) - set(QUESTIONS) == {"accounts_detail"}
    assert all("not published text" in field.said.source for field in fields.values())
