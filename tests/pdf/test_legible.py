"""Which characters reach a document, and what becomes of the others?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports_portal.pdf.legible import drawable, legible


@pytest.mark.parametrize(
    ("given_text", "printed"),
    [
        ("Lumen Harbor", "Lumen Harbor"),
        ("Cafe\u0301", "Café"),
        ("Москва Αθήνα שלום سلام", "Москва Αθήνα שלום سلام"),
        ("华为技术", "[HuaWeiJiShu]"),
        ("東京 Tower", "[DongJing] Tower"),
        ("a\u202eb\u2066c\ufeff", "abc"),
        ("a\x00b\x1bc", "abc"),
        ("\U0001f680", "[:rocket:]"),
        ("＜script＞", "[&lt;]script[&gt;]"),
        ("“quoted” – §5(c) • ₹", "“quoted” – §5(c) • ₹"),
    ],
)
def test_what_cannot_be_drawn_is_transliterated(given_text, printed):
    assert legible(given_text) == printed


@given(st.text())
def test_whatever_is_given_can_be_drawn_and_adds_no_markup(text):
    printed = legible(text)

    assert all(c in "\t\n\u200c\u200d" or ord(c) in drawable() for c in printed)
    for mark in "<>":
        assert printed.count(mark) <= text.count(mark)
