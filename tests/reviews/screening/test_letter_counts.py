"""No text is ruled out by its letters that is as alike as was asked for."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from reviews.screening.letter_counts import LetterCounts, marks_of

TEXTS = st.text("aabbcdexyz019 \u0001é", max_size=14)


def may_be_alike(known: list[str], text: str, least: float) -> list[int]:
    return LetterCounts(known).may_be_alike(marks_of(text.split()), len(text), least)


@given(st.lists(TEXTS, max_size=8), TEXTS, st.floats(0.0, 1.0))
def test_whatever_is_alike_enough_is_among_those_that_may_be(known, text, least):
    may_be = may_be_alike(known, text, least)
    alike = [n for n, one in enumerate(known) if Indel.normalized_similarity(text, one) >= least]
    assert set(alike) <= set(may_be)


def test_other_letters_and_other_lengths_are_ruled_out():
    known = ["grimspire", "grimspyre", "vornhaldt", "grim", "grimspiregrimspire"]
    assert may_be_alike(known, "grimspire", 0.88) == [0, 1]
    assert may_be_alike(known, "grimspire", 0.0) == [0, 1, 2, 3, 4]


def test_a_least_that_everything_reaches():
    assert may_be_alike(["a", "b"], "a", -3.0) == [0, 1]
