"""Is a list taken whole or not at all, and is exactly one in force?"""

import gzip
import json
import shutil
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from exports_portal.audit.models import AuditEvent
from reviews.actions.index import index_of
from reviews.actions.lists import list_in_force, take_in
from reviews.models import ListEntry, ListVersion
from reviews.screening.engine import screen
from reviews.screening.parties import Party, Policy
from reviews.screening.sources import ListRefused
from tests.factories.reviews import FICTIONAL_LIST, fictional_list

pytestmark = pytest.mark.django_db


def document():
    return json.loads(FICTIONAL_LIST.read_text())


def without(column, number):
    broken = document()
    del broken["results"][number - 1][column]
    return json.dumps(broken).encode()


def with_a_repeated_id():
    broken = document()
    broken["results"][2]["id"] = broken["results"][0]["id"]
    return json.dumps(broken).encode()


def with_a_wrong_total():
    return json.dumps(document() | {"total": 9999}).encode()


def with_a_long_id():
    broken = document()
    broken["results"][1]["id"] = "x" * 101
    return json.dumps(broken).encode()


BROKEN = {
    "truncated gzip": (lambda: gzip.compress(FICTIONAL_LIST.read_bytes())[:-40], "truncated"),
    "damaged gzip": (lambda: b"\x1f\x8b" + b"nonsense" * 20, "gzip file is damaged"),
    "truncated JSON": (lambda: FICTIONAL_LIST.read_bytes()[:900], "truncated"),
    "not JSON": (lambda: b'{"results": nonsense}', "not JSON"),
    "empty": (lambda: b"", "empty"),
    "no rows": (lambda: b'{"results": []}', "empty"),
    "not a list": (lambda: b"name,age\nAda,7\n", "missing from the CSV header"),
    "not UTF-8": (lambda: b'{"results": "\xff"}', "not UTF-8"),
    "missing column": (lambda: without("alt_names", 2), "record 2"),
    "repeated id": (with_a_repeated_id, "record 3"),
    "id too long": (with_a_long_id, "record 2 .*longer than 100 characters"),
    "wrong total": (with_a_wrong_total, "declares a total of 9999"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_changes_nothing_and_says_what_is_wrong(kind, tmp_path):
    before = fictional_list()
    events = AuditEvent.objects.count()
    content, reason = BROKEN[kind]
    file = tmp_path / "list.json"
    file.write_bytes(content())

    with pytest.raises(ListRefused, match=reason):
        take_in(file)
    with pytest.raises(CommandError, match=r"refused whole: .*The list in force stays in force"):
        call_command("load_screening_list", file)

    assert list(ListVersion.objects.all()) == [before] == [list_in_force()]
    assert ListEntry.objects.count() == before.entry_count
    assert AuditEvent.objects.count() == events


def test_a_broken_row_is_named_by_its_id(tmp_path):
    file = tmp_path / "list.json"
    file.write_bytes(without("alt_names", 2))
    broken = document()["results"][1]["id"]
    with pytest.raises(ListRefused, match=rf"record 2 \(id {broken}\)"):
        take_in(file)


def test_a_new_list_comes_into_force_and_the_old_one_is_kept():
    old = fictional_list()
    new = fictional_list(listed=["Harbor Founders Holding"])

    assert list_in_force() == new
    assert ListVersion.objects.filter(state="IN_FORCE").count() == 1
    assert [v.entries.count() for v in (old, new)] == [old.entry_count, old.entry_count + 1]


def test_a_file_that_is_loaded_again_makes_no_second_copy():
    first = fictional_list()
    fictional_list(listed=["Harbor Founders Holding"])

    again = fictional_list()

    assert (again.pk, list_in_force().pk) == (first.pk, first.pk)
    assert ListVersion.objects.count() == 2
    assert AuditEvent.objects.filter(verb__in=("list.load", "list.release")).count() == 3


def test_the_index_is_that_of_its_version():
    party = Party(name="Harbor Founders Holding")
    old, new = fictional_list(), fictional_list(listed=["Harbor Founders Holding"])

    found = [len(screen(party, index_of(v.pk), Policy())) for v in (old, new, old)]

    assert found == [0, 1, 0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False], ids=["the same file", "two files"])
def test_of_two_loads_at_once_one_list_is_in_force(same, tmp_path):
    fictional_list(listed=["An Older Entry"])
    files = [tmp_path / "a.json", tmp_path / "b.json"]
    for number, file in enumerate(files):
        rows = document()
        rows["search_performed_at"] = f"2026-11-0{1 if same else number + 1}T00:00:00+00:00"
        file.write_text(json.dumps(rows))
    start, errors = threading.Barrier(2), []

    def load(file):
        try:
            start.wait()
            take_in(file)
        except Exception as error:  # noqa: BLE001  whatever it is, the test shows it
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=load, args=(file,)) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert ListVersion.objects.filter(state="IN_FORCE").count() == 1
    assert ListVersion.objects.count() == (2 if same else 3)


def test_the_command_prints_counts_per_source_and_what_is_in_force(tmp_path):
    file = tmp_path / "the-list.json"
    shutil.copy(FICTIONAL_LIST, file)
    out = StringIO()

    call_command("load_screening_list", file, stdout=out)

    version = list_in_force()
    lines = [line.split(maxsplit=1) for line in out.getvalue().splitlines()]
    assert {name: int(count) for count, name in lines[:-1]} == version.counts
    assert lines[-1][0] == str(version.entry_count)
    assert "in force now: the-list.json" in lines[-1][1]


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("load_screening_list", tmp_path / "nowhere.json")
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        call_command("load_screening_list", tmp_path)


def test_screening_without_a_list_is_an_error():
    with pytest.raises(CommandError, match="No screening list is loaded"):
        call_command("screen", "ANYBODY")


def test_the_command_finds_a_name_best_first():
    version = fictional_list(listed=["Harbor Founders Holding", "Harbour Founder Holdings"])
    out = StringIO()

    call_command("screen", "HARBOR FOUNDERS HOLDING", "--json", stdout=out)

    answer = json.loads(out.getvalue())
    assert answer["list_version"] == version.sha256
    scores = [hit["score"] for hit in answer["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert (answer["hits"][0]["id"], scores[0]) == ("listed-1", 1.0)


def test_the_command_says_in_words_that_nobody_is_cleared():
    fictional_list()
    out = StringIO()

    call_command("screen", "Wholly Unlike Anybody", "--country", "se", stdout=out)

    assert out.getvalue().startswith("No match found on fictional-list.json")
    assert "A person has to judge" in out.getvalue()


def test_the_real_list_is_loaded_and_answers(screening_data):
    out, found = StringIO(), StringIO()
    call_command("load_screening_list", screening_data / "consolidated.json.gz", stdout=out)
    call_command("screen", "HUAWEI TECHNOLOGIES CO LTD", "--json", stdout=found)

    version = list_in_force()
    assert version.entry_count == sum(version.counts.values()) == 25_921
    assert version.entries.count() == 25_921
    assert "25,921  in all" in out.getvalue()
    first = json.loads(found.getvalue())["hits"][0]
    assert "HUAWEI TECHNOLOGIES CO" in first["name"].upper()
