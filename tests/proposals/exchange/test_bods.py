"""Are the owners of an organization read as a BODS file says them, and nothing guessed?"""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from exports_portal.accounts.validators import owner_problems
from exports_portal.bounds import MOST_ROWS_OF_AN_ORGANIZATION
from proposals.exchange.bods import owners_in
from proposals.exchange.found import MOST_LEFT_OUT, ImportRefused

FILE = (Path(__file__).parents[2] / "data" / "bods-0.4.json").read_text()
LUMEN = "Lumen Harbor Systems, Inc."


def statements():
    return json.loads(FILE)


def read(data, of=LUMEN):
    return owners_in(json.dumps(data), of=of)


def row(name, kind, country, percent, has_control, holds_shares_in="", most=None):
    return {
        "name": name,
        "kind": kind,
        "country": country,
        "percent": None if percent is None else Decimal(percent),
        "percent_at_most": None if most is None else Decimal(most),
        "has_control": has_control,
        "holds_shares_in": holds_shares_in,
    }


def test_owners_and_their_owners_are_rows_each_with_whose_shares_it_holds():
    found = owners_in(FILE, of=LUMEN)
    assert found.rows == [
        row("Quay Holdings LP", "ORGANIZATION", "KY", "55.50", has_control=True),
        row(
            "Fund for Tide Research", "GOVERNMENT", "NO", "25", True, "Quay Holdings LP", most="50"
        ),
        row("Bo Tide", "PERSON", "NO", None, False, "Quay Holdings LP"),
        row("Ada Marlowe", "PERSON", "US", "33.33", has_control=False),
    ]
    assert owner_problems(found.rows, of=LUMEN) == []


def test_what_no_row_can_say_is_told():
    assert owners_in(FILE, of=LUMEN).left_out == [
        "Bo Tide has more than one nationality: NO, SE.",
        "Ada Marlowe holds 33.333 percent: rounded to 33.33.",
        "An owner of the organization is not named: ask who it is.",
    ]


def test_another_body_of_the_file_can_be_asked_about():
    assert [each["name"] for each in owners_in(FILE, of="quay  holdings lp").rows] == [
        "Fund for Tide Research",
        "Bo Tide",
    ]


@pytest.mark.parametrize(
    ("share", "least", "most"),
    [
        ({"minimum": 25, "maximum": 50}, "25", "50"),
        ({"exclusiveMinimum": 25, "exclusiveMaximum": 50}, "25", "50"),
        ({"minimum": 25.006, "maximum": 33.333}, "25.00", "33.34"),  # never narrower
        ({"exclusiveMinimum": 50}, "50", "100"),
        ({"minimum": 0, "maximum": 10}, None, "10"),
        ({"maximum": 10}, None, "10"),
    ],
)
def test_a_range_of_shares_is_taken_as_a_range(share, least, most):
    data = statements()
    data[5]["recordDetails"]["interests"] = [{"type": "shareholding", "share": share}]
    quay = read(data).rows[0]
    assert (quay["percent"], quay["percent_at_most"]) == (
        None if least is None else Decimal(least),
        Decimal(most),
    )


@pytest.mark.parametrize(
    "share",
    [{"minimum": 50, "maximum": 25}, {"maximum": 101}, {"minimum": -1}, {"minimum": "a"}, {}],
)
def test_a_share_that_is_none_stands_as_not_known_and_is_told(share):
    data = statements()
    data[5]["recordDetails"]["interests"] = [{"type": "shareholding", "share": share}]
    found = read(data)
    assert (found.rows[0]["percent"], found.rows[0]["percent_at_most"]) == (None, None)
    assert "Quay Holdings LP: the file states no share or range that can be read." in found.left_out


def test_the_last_statement_of_a_record_counts_and_a_closed_one_is_gone():
    data = statements()
    moved = json.loads(json.dumps(data[6])) | {"statementDate": "2026-05-01"}
    moved["recordDetails"]["interests"] = [data[5]["recordDetails"]["interests"][0]]
    closed = data[5] | {"statementDate": "2026-04-01", "recordStatus": "closed"}
    found = read([moved, *data, closed])
    assert [(each["name"], each["percent"]) for each in found.rows] == [
        ("Ada Marlowe", Decimal("55.50"))
    ]


def test_owners_in_a_circle_come_to_an_end_and_are_refused_by_the_form():
    data = statements()
    back = json.loads(json.dumps(data[5]))
    back["recordId"] = "r-back"
    back["recordDetails"] |= {"subject": "quay", "interestedParty": "lumen"}
    found = read([*data, back])
    assert ("Lumen Harbor Systems, Inc.", "Quay Holdings LP") in [
        (each["name"], each["holds_shares_in"]) for each in found.rows
    ]
    assert owner_problems(found.rows, of=LUMEN)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "This is no ownership file"),
        ([], "This is no ownership file"),
        ([1], "Statement 1: This is no ownership file"),
        ([{"statementType": "entityStatement"}], "Statement 1: It is not BODS 0.4"),
        ([{"publicationDetails": {"bodsVersion": "0.2"}}], "export it as that version"),
        ([{"publicationDetails": {"bodsVersion": "0.4"}, "recordId": "a"}], "Statement 1"),
    ],
)
def test_what_is_no_such_file_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(ImportRefused, match=sentence):
        read(data)


def test_an_organization_that_the_file_does_not_name_is_refused():
    with pytest.raises(ImportRefused, match="no entity called “Juniper”"):
        owners_in(FILE, of="Juniper")


def test_more_owners_than_the_form_takes_are_refused():
    data = statements()
    more = [
        data[6] | {"recordId": f"r-{number}"} for number in range(MOST_ROWS_OF_AN_ORGANIZATION + 1)
    ]
    with pytest.raises(ImportRefused, match="more owners than the"):
        read([*data, *more])


def chain(length):
    """Lumen, and one owner above the other."""
    data = statements()[:1]
    for number in range(length):
        below = "lumen" if number == 0 else f"e-{number - 1}"
        body = {"name": f"Tier {number}", "entityType": {"type": "registeredEntity"}}
        data += [
            data[0] | {"recordId": f"e-{number}", "recordDetails": body},
            statements()[5]
            | {
                "recordId": f"r-{number}",
                "recordDetails": {
                    "subject": below,
                    "interestedParty": f"e-{number}",
                    "interests": [{"type": "shareholding", "share": {"exact": 51}}],
                },
            },
        ]
    return data


def test_a_chain_of_owners_is_followed_to_its_end_and_a_very_long_one_is_refused():
    assert [each["name"] for each in read(chain(9)).rows] == [f"Tier {n}" for n in range(9)]
    with pytest.raises(ImportRefused, match="more owners than the"):
        read(chain(5_000))


def test_of_thousands_of_owners_without_a_name_as_many_are_told_as_people_read():
    data = statements()
    nameless = data[5]["recordDetails"] | {"interestedParty": "nobody"}
    more = [data[5] | {"recordId": f"r-{n}", "recordDetails": nameless} for n in range(5_000)]
    left_out = read([*data, *more]).left_out
    assert len(left_out) == MOST_LEFT_OUT + 1
    assert left_out[-1].startswith("And 4,")


@pytest.mark.parametrize("share", [0, 0.001, 100.01, 1e30, -5, "55", True, None])
def test_a_share_that_no_owner_can_hold_is_an_unknown_one(share):
    data = statements()
    data[6]["recordDetails"]["interests"] = [{"type": "shareholding", "share": {"exact": share}}]
    ada = read(data).rows[-1]
    assert (ada["name"], ada["percent"]) == ("Ada Marlowe", None)


def places(value, here=()):
    """The way to every value within a value."""
    yield here
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*here, key))


@pytest.mark.parametrize("junk", [None, 7, "x", [], {}, [[]], {"code": 5}, {"type": []}])
def test_a_wrong_shape_at_any_place_is_no_answer_and_no_error(junk):
    for *before, last in list(places(statements()))[1:]:
        data = statements()
        there = data
        for key in before:
            there = there[key]
        there[last] = junk
        try:
            found = read(data)
        except ImportRefused:
            continue
        assert all(each["name"] for each in found.rows)
