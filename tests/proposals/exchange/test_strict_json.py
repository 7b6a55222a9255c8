"""Is JSON read in one way only, and is what has no end or no meaning refused at once?"""

from decimal import Decimal
from time import perf_counter

import pytest

from proposals.exchange.found import ImportRefused
from proposals.exchange.strict_json import MOST_NESTED, NO_TEXT, TOO_DEEP, load_json
from tests.files.samples import deep_json


def test_figures_are_exact():
    assert load_json('{"a": [1, 2.50, true, null, "x"]}') == {
        "a": [1, Decimal("2.50"), True, None, "x"]
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": 1, "a": 2}', "“a” stands twice in one place: nobody can know which counts."),
        ('{"a": NaN}', "“NaN” is no number, and JSON does not know it."),
        ('{"a": -Infinity}', "“-Infinity” is no number, and JSON does not know it."),
        (
            "[" + "9" * 5_000 + "]",
            "A number has 5,000 digits: no figure of a proposal has so many.",
        ),
        ("[1e999999999]", "“1e999999999…” is no figure of a proposal."),
        ("[1e99]", "“1e99…” is no figure of a proposal."),
        ("[0." + "9" * 100 + "]", "“0.999999999999999999…” is no figure of a proposal."),
        ("[" * (MOST_NESTED + 1) + "]" * (MOST_NESTED + 1), TOO_DEEP),
        (deep_json().decode(), TOO_DEEP),
        ('["\\u0000"]', NO_TEXT),
        ('["\\ud800"]', NO_TEXT),
        ('{"\\u0007": 1}', NO_TEXT),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_ambiguous_or_endless_is_refused_with_a_sentence(text, sentence):
    began = perf_counter()
    with pytest.raises(ImportRefused) as refusal:
        load_json(text)
    assert str(refusal.value) == sentence
    assert perf_counter() - began < 2


def test_what_is_no_json_names_the_line():
    with pytest.raises(ImportRefused, match="Line 2, column 2: This is no JSON"):
        load_json('{"a": 1,\n b}')


def test_what_is_nested_as_deep_as_it_may_be_is_read():
    text = "[" * (MOST_NESTED - 1) + "]" * (MOST_NESTED - 1)
    assert load_json(text)
