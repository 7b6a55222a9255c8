"""Added, removed, changed: is a list compared by what it says?"""

import random
from dataclasses import replace

import pytest

from reviews.screening.changes import ListChanges, changes_between, substance
from reviews.screening.parties import ListedIdentifier, ListedParty
from reviews.screening.sources import read_list


def entry(number, name="Grimspire Trading", **more):
    facts = {"source": "Entity List (EL)", "list_code": "EL"} | more
    return ListedParty(id=str(number), name=name, **facts)


def test_a_list_that_says_the_same_has_no_changes_whatever_its_ids_and_order():
    before = [entry(1), entry(2, "Morrowgate", entity_number="77")]
    after = [entry(9, "Morrowgate", entity_number="77"), entry(8)]
    assert changes_between(before, after) == ListChanges(added=(), removed=(), changed=())
    assert changes_between(before, after) == ListChanges(added=(), removed=(), changed=())


def test_an_entry_is_changed_when_its_id_its_number_or_its_name_stays():
    before = [entry(1), entry(2, "Morrowgate", entity_number="77"), entry(3, "Vexholm")]
    after = [
        entry(1, "Grimspire Trading Co"),
        entry(20, "Morrow Gate", entity_number="77"),
        entry(30, "VEXHOLM", alt_names=("Vex",)),
    ]
    changes = changes_between(before, after)
    assert changes.changed == tuple(zip(before, after, strict=True))
    assert (changes.added, changes.removed) == ((), ())
    assert changes.to_screen == tuple(after)


def test_an_entry_of_another_list_is_not_the_same_entry():
    old = entry(1)
    new = entry(1, source="Denied Persons List (DPL)", list_code="DPL")
    assert changes_between([old], [new]) == ListChanges(added=(new,), removed=(old,), changed=())


def test_of_two_equal_rows_that_became_one_the_other_is_removed():
    first, second = entry(1), entry(2)
    assert changes_between([first, second], [entry(3)]).removed == (second,)


def test_the_substance_has_neither_the_id_nor_the_links_of_the_feed():
    linked = entry(1, source_list_url="https://lists.example/1")
    assert substance(linked) == substance(entry(2))
    assert substance(linked) != substance(entry(1, remarks="see also Vexholm"))


def test_two_hundred_changed_rows_of_the_real_list_are_found_among_all(screening_data):
    before = read_list(screening_data / "consolidated.json.gz").parties
    chosen = set(random.Random(7).sample(range(len(before)), 200))
    after = [
        replace(party, remarks=f"{party.remarks} amended") if place in chosen else party
        for place, party in enumerate(before)
    ]
    changes = changes_between(before, after)
    assert [new for _, new in changes.changed] == [after[place] for place in sorted(chosen)]
    assert (changes.added, changes.removed) == ((), ())


@pytest.mark.parametrize(
    ("before", "after", "is_one"),
    [
        ({"name": "Grimspire Trading"}, {"name": "Morrowgate Shipping"}, False),
        ({"name": "Grimspire Trading LLC"}, {"name": "Morrowgate Trading LLC"}, False),
        ({"name": "Grimspire"}, {"name": "Morrowgate", "alt_names": ("Grimspire",)}, True),
        ({"name": "GRIMSPIRE"}, {"name": "Grimspyre"}, True),
        (
            {"name": "Grimspire", "ids": (ListedIdentifier(number="77"),)},
            {"name": "Morrowgate", "ids": (ListedIdentifier(number="77"),)},
            True,
        ),
    ],
)
@pytest.mark.parametrize("number", ["", "4711"])
def test_an_id_or_number_that_is_used_again_makes_one_removed_and_one_added(
    number, before, after, is_one
):
    old, new = (entry(1, entity_number=number, **facts) for facts in (before, after))
    same = ListChanges(added=(), removed=(), changed=((old, new),))
    other = ListChanges(added=(new,), removed=(old,), changed=())
    assert changes_between([old], [new]) == (same if is_one else other)
