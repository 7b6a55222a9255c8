"""Which records are the same pair, and which rows of the list are one party?"""

from dataclasses import dataclass, fields, replace
from datetime import date

import pytest

from exports_portal.canonical import plain
from reviews.pairs import fingerprint, is_same_entry, likeness_of_parties, of_one_party
from reviews.screening.parties import ListedAddress, ListedParty, Party, PartyKind
from reviews.screening.sources import read_list
from reviews.views.records import ENTRY_FIELDS, PARTY_FIELDS, differences, entry_rows

ENTRY = ListedParty(
    id="feed-1",
    source="Entity List (EL) - Bureau of Industry and Security",
    list_code="EL",
    name="Grimspire Dynamics",
    alt_names=("GD Works", "Grimspire"),
    addresses=(ListedAddress(city="Neverport", country="CN"),),
    countries=("CN",),
    source_list_url="https://list.example/1",
)
QUERY = Party(name="Grimspire Dynamics", kind=PartyKind.ORGANIZATION, countries=("US", "SE"))
# What tells the feed's copies apart, and says nothing about the listed party.
OF_THE_FEED = {"id", "list_code", "source_list_url", "source_information_url"}
# A new value for the fields that hold neither a text nor texts.
OTHER_KINDS = {
    "start_date": date(2026, 1, 2),
    "end_date": date(2027, 1, 2),
    "vessel": (("Flag", "PA"),),
    "addresses": (),
    "ids": ({"type": "Passport", "number": "1", "country": ""},),
}


def print_of(query=QUERY, entry=ENTRY):
    return fingerprint(plain(query), entry)


@pytest.mark.parametrize(
    "entry",
    [
        replace(ENTRY, id="feed-2"),
        replace(ENTRY, source_list_url="https://list.example/2"),
        replace(ENTRY, alt_names=("Grimspire", "GD Works")),
    ],
)
def test_another_id_link_or_order_of_the_feed_is_the_same_pair(entry):
    assert print_of(entry=entry) == print_of()


def test_a_field_that_nobody_has_filled_in_yet_is_the_same_pair():
    older = {name: value for name, value in plain(QUERY).items() if name != "dates_of_birth"}
    assert fingerprint(older, ENTRY) == print_of()


def test_every_change_of_what_a_record_says_is_another_pair():
    said = [field.name for field in fields(ListedParty) if field.name not in OF_THE_FEED]
    prints = {print_of(entry=replace(ENTRY, **{name: changed(ENTRY, name)})) for name in said}
    asked = [field.name for field in fields(Party)]
    prints |= {print_of(query=replace(QUERY, **{name: changed(QUERY, name)})) for name in asked}

    assert len(prints - {print_of()}) == len(said) + len(asked)


def changed(record, name):
    if isinstance(record, ListedParty) and name in OTHER_KINDS:
        return OTHER_KINDS[name]
    return ("Another",) if isinstance(getattr(record, name), tuple) else "Another"


def test_every_field_that_can_change_has_a_name_on_the_page():
    assert {field.name for field in fields(Party)} == set(PARTY_FIELDS)
    assert {field.name for field in fields(ListedParty)} - OF_THE_FEED == set(ENTRY_FIELDS)


def test_of_a_list_only_what_came_and_what_went_is_shown():
    before = plain(ENTRY)
    now = plain(replace(ENTRY, alt_names=("GD Works", "Grim Aero"), countries=("CN", "HK")))
    said = [(d.label, d.before, d.now) for d in differences(before, now, ENTRY_FIELDS)]

    assert said == [("Other names", "Grimspire", "Grim Aero"), ("Countries", "", "Hong Kong")]


def test_a_record_of_an_earlier_release_without_a_field_can_be_shown_and_compared():
    old = {"id": "x", "name": "Grimspire", "source": "EL", "end_date": "2020-01-10"}

    assert ("Standing", "Expired: history") in entry_rows(old, date(2026, 1, 1))
    assert [d.label for d in differences(old, old | {"remarks": "New."}, ENTRY_FIELDS)] == [
        "Remarks"
    ]


def row(name, number="", kind=""):
    return {"name": name, "entity_number": number, "type": kind}


def test_rows_of_one_number_or_one_name_are_one_party():
    rows = [
        row("QUARRELSTONE SHIPPING", "90002", "Entity"),
        row("Quarrelstone, Shipping"),
        row("Other Works"),
        row("Quarrelstone Marine", "90002", "Entity"),
    ]
    assert of_one_party(rows) == [[0, 1, 3], [2]]


def test_two_numbered_parties_of_one_name_stay_two_and_a_row_without_number_joins_neither():
    rows = [row("AL-AQSA FOUNDATION", "7637"), row("AL-AQSA FOUNDATION", "7643")]
    assert of_one_party(rows) == [[0], [1]]
    assert of_one_party([*rows, row("Al-Aqsa Foundation")]) == [[0], [1], [2]]


def test_a_vessel_and_a_company_of_one_name_are_two_parties():
    rows = [row("MIREHOLM STAR", "1", "Vessel"), row("Mireholm Star", "", "Entity")]
    assert of_one_party(rows) == [[0], [1]]


def test_on_the_real_list_one_number_is_one_party_and_one_name_can_be_several(screening_data):
    """ZAHHAR stands on two lists in two word orders; AL-AQSA FOUNDATION is four parties."""
    entries = read_list(screening_data / "consolidated.json.gz").parties
    number = next(e.entity_number for e in entries if e.name == "ZAHHAR, Mahmoud Khaled")
    rows = [plain(entry) for entry in entries if entry.entity_number == number]
    same_name = [plain(entry) for entry in entries if entry.name == "AL-AQSA FOUNDATION"]

    assert len({entry["list_code"] for entry in rows}) == len(rows) == 2
    assert len(of_one_party(rows)) == 1
    assert len(of_one_party(same_name)) == len(same_name) == 4


@dataclass
class Someone:
    name: str
    relation: str
    position: int = 3
    kind: str = "OWNER"


def test_a_renamed_owner_is_known_by_relation_or_place_and_a_name_is_surest():
    before = Someone("Harbor Trust", "Owner of Harbor (30 %)")

    assert likeness_of_parties(Someone("HARBOR TRUST", "Owner of Juniper (1 %)", 9), before) == 3
    assert likeness_of_parties(Someone("Pier Trust", "Owner of Harbor (25 %)", 9), before) == 2
    assert likeness_of_parties(Someone("Pier Trust", "Owner of Juniper (25 %)"), before) == 1
    assert likeness_of_parties(Someone("Pier Trust", "Owner of Juniper", 9), before) == 0
    assert likeness_of_parties(Someone("Harbor Trust", "x", kind="BUYER"), before) == 0


def test_an_entry_is_known_by_id_number_or_name_and_never_across_lists():
    before = plain(ENTRY)
    assert is_same_entry(plain(replace(ENTRY, name="Renamed")), before)
    assert is_same_entry(plain(replace(ENTRY, id="feed-2")), before)
    assert not is_same_entry(plain(replace(ENTRY, id="feed-2", name="Renamed")), before)
    assert not is_same_entry(plain(replace(ENTRY, list_code="UVL")), before)
    numbered = replace(ENTRY, entity_number="7")
    assert is_same_entry(plain(replace(numbered, id="2", name="Renamed")), plain(numbered))
