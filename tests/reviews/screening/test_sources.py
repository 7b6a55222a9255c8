"""A list file is read whole or refused whole, and the refusal names the record."""

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reviews.screening.countries import iso_code
from reviews.screening.parties import ListingStatus
from reviews.screening.sources import ListFile, ListRefused, read_list
from reviews.screening.sources.list_file import COLUMNS
from reviews.screening.sources.rows import list_code
from tests.reviews.screening.published import csv_lines, row, rows, write_csv, write_json


def refusal(path: Path) -> ListRefused:
    with pytest.raises(ListRefused) as caught:
        read_list(path)
    return caught.value


def test_the_real_list_is_read_with_its_counts_and_time(real_list: ListFile) -> None:
    assert len(real_list.parties) == 25_921
    assert sum(len(party.names) for party in real_list.parties) == 57_174
    assert real_list.published_at == datetime(2026, 7, 31, 13, 15, 0, 15113, tzinfo=UTC)
    assert {list_code(source): count for source, count in real_list.counts.items()} == {
        "SDN": 19_181,
        "EL": 3_420,
        "DPL": 1_596,
        "DTC": 787,
        "SSI": 286,
        "UVL": 222,
        "ISN": 161,
        "PLC": 78,
        "MEU": 70,
        "CMIC": 68,
        "NS-MBS": 51,
        "CAP": 1,
    }


def test_the_real_csv_gives_the_parties_of_the_real_json(
    screening_data: Path, real_list: ListFile
) -> None:
    from_csv = read_list(screening_data / "consolidated.csv.gz")
    assert from_csv.counts == real_list.counts
    different = {
        field
        for ours, theirs in zip(from_csv.parties, real_list.parties, strict=True)
        for field in type(ours).__slots__
        if field not in ("addresses", "alt_names")
        and getattr(ours, field) != getattr(theirs, field)
    }
    assert different == set()
    for ours, theirs in zip(from_csv.parties, real_list.parties, strict=True):
        assert "; ".join(ours.alt_names) == "; ".join(theirs.alt_names)
        assert "; ".join(a.text for a in ours.addresses) == "; ".join(
            a.text for a in theirs.addresses
        )


def test_gzipped_and_plain_files_give_the_same_parties(tmp_path: Path) -> None:
    plain = write_json(tmp_path / "list.txt", rows())
    packed = tmp_path / "list.csv"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_list(packed).parties == read_list(plain).parties
    assert read_list(packed).sha256 != read_list(plain).sha256


def test_csv_and_json_are_told_apart_by_content_not_by_name(tmp_path: Path) -> None:
    misnamed = write_csv(tmp_path / "list.json", csv_lines())
    assert [party.name for party in read_list(misnamed).parties] == [
        "Grimspire Dynamics Co., Ltd.",
        "VORNHALDT, Ottokar",
    ]


def test_a_source_without_a_bracket_keeps_its_own_words_as_code() -> None:
    assert list_code("Demonstration List - Nobody") == "Demonstration List"


@pytest.mark.parametrize("column", COLUMNS)
def test_a_json_row_without_a_column_is_refused_by_column_position_and_id(
    tmp_path: Path, column: str
) -> None:
    results = rows()
    del results[1][column]
    refused = refusal(write_json(tmp_path / "list.json", results))
    assert refused.reason == f"the column {column!r} is missing"
    assert refused.record == 2
    assert refused.record_id == (None if column == "id" else "id-2")


def test_a_row_with_an_empty_name_is_refused(tmp_path: Path) -> None:
    refused = refusal(write_json(tmp_path / "list.json", [row(1, "Grimspire"), row(2, "  ")]))
    assert str(refused) == "record 2 (id id-2): the column 'name' is empty"


def test_a_repeated_id_is_refused(tmp_path: Path) -> None:
    refused = refusal(write_json(tmp_path / "list.json", [row(1, "A One"), row(1, "B Two")]))
    assert str(refused) == "record 2 (id id-1): the id was already used by record 1"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"alt_names": "Grimspire"}, "the column 'alt_names' is not a list of texts"),
        ({"alt_names": [3]}, "the column 'alt_names' is not a list of texts"),
        ({"addresses": "Paris"}, "the column 'addresses' is not a list of objects"),
        ({"ids": [["passport"]]}, "the column 'ids' is not a list of objects"),
        ({"remarks": {"a": 1}}, "the column 'remarks' is not text"),
        ({"remarks": "\x00"}, "the column 'remarks' holds a character that is not text"),
        ({"alt_names": ["\ud83d"]}, "the column 'alt_names' holds a character that is not text"),
    ],
)
def test_a_cell_of_the_wrong_kind_is_refused(
    tmp_path: Path, cells: dict[str, object], reason: str
) -> None:
    refused = refusal(write_json(tmp_path / "list.json", [row(7, "Grimspire", **cells)]))
    assert (refused.reason, refused.record, refused.record_id) == (reason, 1, "id-7")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"[]", "the JSON is not an object with 'results'"),
        (b'{"total": 0}', "the JSON object has no list called 'results'"),
        (b'{"results": []}', "the list is empty"),
        (b'{"results": [1]}', "record 1: the row is not an object"),
        (b'{"results": [', "the JSON is truncated: it breaks off after 13 characters"),
        (b'{"results": [{"id": "a', "the JSON is truncated: it breaks off after 22 characters"),
        (b'{"results": oops}', "the file is not JSON: Expecting value at line 1, column 13"),
        (b'{"a":' * 200_000, "the file is not readable JSON"),
        (b'{"name": "\xe9"}', "the file is not UTF-8: byte 10 cannot be read"),
        ('{"results": []}'.encode("utf-16"), "the file is not UTF-8: byte 0 cannot be read"),
        (gzip.compress(b'{"results": []}' * 99, mtime=0)[:-9], "the gzip file is truncated"),
        (b"\x1f\x8bnot gzip at all", "the gzip file is damaged"),
        (b"hello", "record 1: the column '_id' is missing from the CSV header"),
    ],
)
def test_a_file_that_is_not_a_list_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "list"
    path.write_bytes(content)
    assert str(refusal(path)) == reason


def test_a_truncated_copy_of_the_real_list_is_refused(screening_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.json.gz"
    path.write_bytes((screening_data / "consolidated.json.gz").read_bytes()[:-1000])
    assert refusal(path).reason == "the gzip file is truncated"


def test_declared_counts_that_differ_from_the_rows_are_refused(tmp_path: Path) -> None:
    fewer = write_json(tmp_path / "fewer.json", rows(), total=3)
    assert refusal(fewer).reason == "the file declares a total of 3 but has 2 rows"
    source = rows()[0]["source"]
    declared = [{"value": source, "count": 1}, {"value": "Gone (GN)", "count": 1}]
    missing = write_json(tmp_path / "missing.json", rows(), total=2, sources=declared)
    assert refusal(missing).reason == f"the file declares 1 rows of {source!r} but has 2"


def test_a_200_mb_line_is_refused_before_it_is_read_into_rows(tmp_path: Path) -> None:
    path = tmp_path / "huge.json.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for _ in range(151):
            stream.write(b" " * 1_000_000)
    assert refusal(path).reason == "the unpacked file is larger than 150,000,000 bytes"


def test_two_hundred_megabytes_of_one_line_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "line.json"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    assert refusal(path).reason == "the file is larger than 150,000,000 bytes"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"x" * 2_000_000, "the CSV is broken or truncated: field larger than field limit"),
        (b'{"results": ["' + b"x" * 2_000_000, "the JSON is truncated: it breaks off"),
        (b"[" + b"1," * 1_000_000 + b"1]", "the JSON is not an object with 'results'"),
        (b'{"results": [' + b"1," * 1_000_000 + b"1]}", "record 1: the row is not an object"),
        (b"\xff" * 2_000_000, "the file is not UTF-8: byte 0 cannot be read"),
    ],
)
def test_one_endless_line_is_refused_with_the_reason(
    tmp_path: Path, line: bytes, reason: str
) -> None:
    path = tmp_path / "line"
    path.write_bytes(line)
    assert (
        str(refusal(path))
        .removeprefix("record 1: the CSV")
        .startswith(reason.removeprefix("the CSV"))
    )


def test_a_csv_without_a_column_is_refused(tmp_path: Path) -> None:
    lines = [line[:-1] for line in csv_lines()]
    refused = refusal(write_csv(tmp_path / "list.csv", lines))
    assert str(refused) == "record 1: the column 'ids' is missing from the CSV header"


def test_a_csv_row_with_the_wrong_number_of_cells_is_refused_by_line(tmp_path: Path) -> None:
    lines = csv_lines()
    lines[1][5] = "Grimspire\nDynamics"
    lines[2] = lines[2][:7]
    refused = refusal(write_csv(tmp_path / "list.csv", lines))
    assert str(refused) == "record 4 (id id-2): the row has 7 cells where the header has 29"


def test_a_csv_that_breaks_off_inside_a_quoted_cell_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", csv_lines())
    path.write_text(path.read_text(encoding="utf-8") + '"id-3,', encoding="utf-8")
    assert refusal(path).reason.startswith("the CSV is broken or truncated")


def test_a_csv_with_a_header_alone_is_an_empty_list(tmp_path: Path) -> None:
    assert refusal(write_csv(tmp_path / "list.csv", csv_lines()[:1])).reason == "the list is empty"


def test_dates_are_read_in_both_published_forms_and_an_unreadable_one_ends_nothing(
    tmp_path: Path,
) -> None:
    results = [
        row(1, "Grimspire", start_date=" 8/11/2015", end_date="2020-01-31"),
        row(2, "Vornhaldt", start_date="2015-08-11", end_date="sometime"),
    ]
    first, second = read_list(write_json(tmp_path / "list.json", results)).parties
    assert (first.start_date, first.end_date) == (date(2015, 8, 11), date(2020, 1, 31))
    assert (second.end_date, second.unread) == (None, ("end_date: sometime",))
    assert first.status_on(date(2020, 1, 31)) is ListingStatus.ACTIVE
    assert first.status_on(date(2020, 2, 1)) is ListingStatus.EXPIRED
    assert first.status_on(date(2015, 8, 10)) is ListingStatus.FUTURE
    assert second.status_on(date(2026, 1, 1)) is ListingStatus.ACTIVE


def test_a_row_without_dates_does_not_say_whether_it_is_in_force(real_list: ListFile) -> None:
    assert real_list.parties[0].status_on(date(2026, 11, 22)) is ListingStatus.UNKNOWN


def test_the_odd_country_values_of_the_real_list_become_iso_codes(real_list: ListFile) -> None:
    odd = {
        address.country: party.countries
        for party in real_list.parties
        for address in party.addresses
        if len(address.country) > 2 and len(party.addresses) == 1
    }
    assert odd["TURKIYE"] == ("TR",)
    assert odd["PRC"] == ("CN",)
    assert iso_code("REGION: KASHMIR") == ""
    airline = next(p for p in real_list.parties if p.name == "UNITED AFRICAN AIRLINES")
    assert airline.countries == ("LY", "LU", "MT")


def test_json_numbers_in_text_columns_are_kept_as_text(tmp_path: Path) -> None:
    path = write_json(tmp_path / "list.json", [row(1, "Grimspire", entity_number=4632)])
    assert read_list(path).parties[0].entity_number == "4632"


def test_every_row_of_a_json_list_survives_the_way_through_the_reader(tmp_path: Path) -> None:
    party = read_list(write_json(tmp_path / "list.json", rows())).parties[1]
    assert party.addresses[0].text == "77 Gallowglass Quay, Floor 3, Port Ember, FR"
    assert party.countries == ("FR",)
    assert json.dumps(party.names) == '["VORNHALDT, Ottokar"]'
