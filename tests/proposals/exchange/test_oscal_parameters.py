"""Does an OSCAL file say only so much, however often its parameters stand in its texts?"""

import json

import pytest

from exports_portal.bounds import LONGEST_STATEMENT
from proposals.exchange.found import ImportRefused
from tests.proposals.exchange.test_oscal_plan import part, read, rows, with_parts

INSERT = "{{ insert: param, p }}"
TOO_LONG = rf"with its parameters, this text has more than {LONGEST_STATEMENT:,} characters"


def settings(length):
    return {"set-parameters": [{"param-id": "p", "values": ["x" * length]}]}


def component(text, length):
    one = {"control-id": "ac-2", "description": text} | settings(length)
    sets = [{"source": "", "implemented-requirements": [one]}]
    named = {"title": "Log server", "control-implementations": sets}
    return read(json.dumps({"component-definition": {"components": [named]}}))


def test_a_text_that_grows_past_its_field_is_refused_with_its_place():
    for attempt in (
        lambda: component(INSERT * 100, 2_000),
        lambda: with_parts(part(description=INSERT * 100), **settings(2_000)),
    ):
        with pytest.raises(ImportRefused, match=rf"(?i)“Log server”, A[CU]-2: {TOO_LONG}"):
            attempt()


def test_a_text_that_just_fits_is_taken():
    whole = "x" * LONGEST_STATEMENT
    assert rows(component(INSERT * 10, LONGEST_STATEMENT // 10))[0]["claim"] == whole
    parts = with_parts(part(description=INSERT), **settings(LONGEST_STATEMENT))
    assert rows(parts)[0]["claim"] == whole


def test_many_texts_that_fit_are_refused_where_the_file_says_too_much():
    many = [part(description=f"{number} {INSERT}") for number in range(1_000)]
    with pytest.raises(ImportRefused, match="the file says more than is taken"):
        with_parts(*many, **settings(LONGEST_STATEMENT - 10))
