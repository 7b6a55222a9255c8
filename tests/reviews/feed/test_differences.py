"""Is the difference of two versions what really changed, and worked out once?"""

import gzip
import json
import random

import pytest

from reviews.actions.differences import difference_between
from reviews.actions.lists import take_in
from reviews.models import ListChange, ListDifference
from reviews.screening.changes import changes_between
from reviews.screening.sources import read_list
from reviews.states import ChangeKind
from tests.reviews.feed.published import ENTITY_LIST, SDN, day, document, written

pytestmark = pytest.mark.django_db


def taken(folder, rows, name="list.json", **more):
    data = json.dumps(rows | more).encode()
    return take_in(written(folder, data, name), release="The list of a test.").version


def kept(difference):
    return [
        (change.kind, change.before and change.before.name, change.after and change.after.name)
        for change in difference.changes.select_related("before", "after")
    ]


def test_added_removed_and_changed_entries_are_told_apart_by_what_they_say(tmp_path):
    before = document({SDN: 3, ENTITY_LIST: 2})
    after = json.loads(json.dumps(before))
    rows = after["results"]
    rows[0]["id"] = "another id of the feed"
    rows[1]["name"] = "Renamed Party"
    removed = rows.pop(2)
    rows.append(rows[-1] | {"id": "new", "name": "New Party", "entity_number": "new"})
    old, new = taken(tmp_path, before), taken(tmp_path, after)

    difference = ListDifference.objects.get(before=old, after=new)

    assert kept(difference) == [
        (ChangeKind.CHANGED, before["results"][1]["name"], "Renamed Party"),
        (ChangeKind.ADDED, None, "New Party"),
        (ChangeKind.REMOVED, removed["name"], None),
    ]
    assert difference.counts == {
        ENTITY_LIST: {"ADDED": 1, "REMOVED": 0, "CHANGED": 0},
        SDN: {"ADDED": 0, "REMOVED": 1, "CHANGED": 1},
    }


def test_of_two_equal_rows_that_became_one_a_single_one_is_removed(tmp_path):
    twice = document({SDN: 2})
    twice["results"][1] |= {"name": twice["results"][0]["name"], "entity_number": "SPE0"}
    twice["results"][0]["entity_number"] = "SPE0"
    once = twice | {"results": twice["results"][:1]}
    old, new = taken(tmp_path, twice), taken(tmp_path, once)
    assert [kind for kind, *_ in kept(difference_between(old, new))] == [ChangeKind.REMOVED]


def test_a_new_stamp_alone_changes_nothing(tmp_path):
    rows = document()
    old = taken(tmp_path, rows)
    new = taken(tmp_path, rows, search_performed_at=day(1))
    difference = difference_between(old, new)
    assert (old != new, kept(difference), difference.counts) == (True, [], {})


def test_a_kept_difference_is_not_worked_out_again(tmp_path, django_assert_num_queries):
    old, new = taken(tmp_path, document()), taken(tmp_path, document({SDN: 199, ENTITY_LIST: 100}))
    with django_assert_num_queries(3):  # savepoint, the row, release
        difference_between(old, new)
    assert ListChange.objects.count() == 1


def test_the_real_list_with_many_changes_differs_as_the_engine_says(screening_data, tmp_path):
    old = take_in(screening_data / "consolidated.json.gz").version
    rows = json.loads(gzip.decompress((screening_data / "consolidated.json.gz").read_bytes()))
    rng = random.Random(7)
    for number in rng.sample(range(len(rows["results"])), 100):
        rows["results"][number]["name"] += " Renamed"
    for number in sorted(rng.sample(range(len(rows["results"])), 60), reverse=True):
        del rows["results"][number]
    del rows["total"], rows["sources"]
    file = written(tmp_path, json.dumps(rows).encode())

    difference = difference_between(old, take_in(file).version)

    expected = changes_between(
        read_list(screening_data / "consolidated.json.gz").parties, read_list(file).parties
    )
    found = {kind: difference.changes.filter(kind=kind).count() for kind in ChangeKind}
    assert found == {
        ChangeKind.ADDED: len(expected.added),
        ChangeKind.REMOVED: len(expected.removed),
        ChangeKind.CHANGED: len(expected.changed),
    }
    names = difference.changes.filter(kind=ChangeKind.CHANGED).values_list("after__name", flat=True)
    assert list(names) == [after.name for _, after in expected.changed]
