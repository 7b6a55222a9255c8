"""Is every name that the portal takes one that the screening can read?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports_portal.web.names import is_readable
from reviews.screening.names import fold

NAMES = st.text(max_size=300)
SIGNS = "….-!?\u200b\u200f🙂\u0640ʼ々A7Я華\u0627\ufdfa"
MOSTLY_PUNCTUATION = st.text(st.sampled_from(SIGNS), max_size=300)


@given(NAMES | MOSTLY_PUNCTUATION)
def test_a_name_that_is_taken_leaves_something_to_look_for(name):
    if is_readable(name):
        assert fold(name)


@pytest.mark.parametrize("name", ["", " ", "...", "-", "🙂", "\u200f", "\u0640", "/ & %"])
def test_a_name_without_a_letter_or_digit_is_none(name):
    assert not is_readable(name)


@pytest.mark.parametrize("name", ["A", "7", "...x", "Ж", "华", "한", "\u0628", "ñ", "™"])
def test_one_letter_or_digit_of_any_script_is_enough(name):
    assert is_readable(name)


def test_a_letter_behind_more_signs_than_a_name_has_is_not_seen():
    assert not is_readable("…" * 200 + "A")
    assert fold("…" * 200 + "A") == ""
