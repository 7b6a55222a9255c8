"""Does a value become one text, and come back as the same value or not at all?"""

import json
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports_portal.canonical import canonical_json, digest, plain, read_as
from proposals.content import LayerCode
from proposals.formats import content_from_json
from reviews.screening.parties import ListedParty, Party, Policy

# PostgreSQL's jsonb takes neither.
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
MONEY = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**12)
st.register_type_strategy(str, TEXT)
st.register_type_strategy(Decimal, MONEY)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))


def of_type(kind):
    """Any value of a dataclass, defaults included."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{f.name: st.from_type(hints[f.name]) for f in fields(kind)})


@pytest.mark.parametrize("kind", [Party, Policy, ListedParty])
@given(data=st.data())
def test_whatever_is_written_is_read_back_as_the_same_value(kind, data):
    value = data.draw(of_type(kind))

    read = read_as(kind, json.loads(canonical_json(value)))

    assert read == value
    assert digest(read) == digest(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40))
def test_no_digit_of_a_decimal_is_lost(number):
    assert Decimal(plain(number)) == number


@given(MONEY, st.integers(min_value=0, max_value=6))
def test_equal_decimals_are_one_text_however_they_are_written(number, zeros):
    longer = Decimal(f"{number:f}" + "0" * zeros)
    assert plain(longer) == plain(number) == plain(number.normalize())


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("41800.00"), "41800"),
        (Decimal("4.18E+4"), "41800"),
        (Decimal("0.10"), "0.1"),
        (Decimal("-0.00"), "0"),
        (Decimal("1234567890123456789012345678901.05"), "1234567890123456789012345678901.05"),
    ],
)
def test_a_decimal_is_written_without_exponent_and_idle_zeros(number, text):
    assert plain(number) == text


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity"), float("nan")])
def test_what_is_not_a_number_has_no_canonical_form(number):
    with pytest.raises(ValueError, match=r"canonical form|JSON compliant"):
        canonical_json({"share": number})


def test_the_order_of_keys_makes_no_difference():
    assert canonical_json({"b": 1, "a": [2, {"d": 3, "c": 4}]}) == '{"a":[2,{"c":4,"d":3}],"b":1}'


@dataclass(frozen=True)
class Row:
    name: str
    count: int
    flag: bool
    share: Decimal | None
    score: float
    day: date
    tags: tuple[str, ...]
    pair: tuple[str, int]
    code: LayerCode


GOOD = {
    "name": "Lumen",
    "count": 3,
    "flag": True,
    "share": "64.5",
    "score": 1,
    "day": "2026-11-20",
    "tags": ["a", "b"],
    "pair": ["x", 1],
    "code": "L2_DATA",
}


def test_a_row_is_read_as_it_is_typed():
    assert read_as(Row, GOOD) == Row(
        name="Lumen",
        count=3,
        flag=True,
        share=Decimal("64.5"),
        score=1.0,
        day=date(2026, 11, 20),
        tags=("a", "b"),
        pair=("x", 1),
        code=LayerCode.L2_DATA,
    )


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("name", None, TypeError),
        ("name", 7, TypeError),
        ("count", "3", TypeError),
        ("count", 3.7, TypeError),
        ("count", True, TypeError),
        ("flag", "no", TypeError),
        ("flag", 0, TypeError),
        ("share", "much", ValueError),
        ("share", "NaN", ValueError),
        ("share", 64.5, TypeError),
        ("score", "high", TypeError),
        ("score", True, TypeError),
        ("day", "tomorrow", ValueError),
        ("day", 20261120, TypeError),
        ("tags", "ab", TypeError),
        ("tags", None, TypeError),
        ("tags", {"a": "b"}, TypeError),
        ("tags", ["a", None], TypeError),
        ("pair", ["x"], ValueError),
        ("pair", ["x", 1, 2], ValueError),
        ("code", "L9", ValueError),
        ("code", None, TypeError),
    ],
)
def test_a_value_of_another_kind_is_refused(name, value, error):
    with pytest.raises(error):
        read_as(Row, GOOD | {name: value})


@pytest.mark.parametrize("data", [None, "text", 7, ["name"]])
def test_what_is_no_object_is_refused(data):
    with pytest.raises(TypeError):
        read_as(Row, data)


def test_a_missing_field_is_refused():
    with pytest.raises(KeyError, match="count"):
        read_as(Row, {name: value for name, value in GOOD.items() if name != "count"})


@pytest.mark.parametrize("document", [{}, {"content_format": 4}, {"content_format": None}])
def test_a_version_of_an_unknown_format_is_refused(document):
    with pytest.raises(ValueError, match="unknown content format"):
        content_from_json(document)
