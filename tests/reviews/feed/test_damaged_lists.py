"""Does any of many damaged copies of the real list come into force, and does the next day's?

A part of each long list and the whole of the others, so that one run takes seconds.
"""

import gzip
import json
import random
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Role
from reviews.actions.lists import list_in_force, release_version, take_in
from reviews.actions.quarantine import reasons_to_hold
from reviews.actions.sync import sync_lists
from reviews.freshness import health_report
from reviews.models import ListVersion
from reviews.screening.sources import trade_gov_json
from reviews.screening.sources.list_file import counts_by_source
from tests.factories.reviews import officer
from tests.reviews.feed.published import ENTITY_LIST, SDN, written

pytestmark = pytest.mark.django_db
DENIED = "Denied Persons List (DPL) - Bureau of Industry and Security"
DEBARRED = "ITAR Debarred (DTC) - State Department"
# Of each of these lists one row of so many.
THINNED = {SDN: 16, ENTITY_LIST: 8, DENIED: 4, DEBARRED: 4}
UNVERIFIED = "Unverified List (UVL) - Bureau of Industry and Security"
CANARY = "Chinese Academy of Engineering Physics"
BEFORE, AFTER = ({"search_performed_at": f"2026-07-{day}T13:15:00+00:00"} for day in (30, 31))


@pytest.fixture(scope="module")
def real_rows(screening_data):
    document = json.loads(gzip.decompress((screening_data / "consolidated.json.gz").read_bytes()))
    seen, kept = Counter(), []
    for row in document["results"]:
        seen[row["source"]] += 1
        if seen[row["source"]] % THINNED.get(row["source"], 1) == 0 or row["name"] == CANARY:
            kept.append(row)
    return kept


@pytest.fixture
def good(real_rows, tmp_path):
    return taken(tmp_path, real_rows, BEFORE, release="Part of the list, for a test.")


def taken(folder, rows, head, **more):
    return take_in(written(folder, json.dumps(head | {"results": rows}).encode()), **more).version


def each(change, *, of=lambda row: True, share=1.0):
    """Every row for which `of` holds, or that share of them, as `change` makes it."""

    def damaged(rows):
        dice = random.Random(20260731)
        return [row | change(row) if of(row) and dice.random() < share else row for row in rows]

    return damaged


def without(gone, share=1.0):
    def damaged(rows):
        dice = random.Random(20260731)
        return [row for row in rows if not (gone(row) and dice.random() < share)]

    return damaged


def on(source):
    return lambda row: row["source"] == source


def a_little_less(rows):
    """Without 3.5 % of the longest list, of its rows that have no alias."""
    own = [row for row in rows if row["source"] == SDN]
    plain = [row["id"] for row in own if not row["alt_names"]]
    gone = set(plain[:: len(plain) * 1000 // (35 * len(own)) + 1])
    return [row for row in rows if row["id"] not in gone]


def half_is_copies(rows):
    own = [row for row in rows if row["source"] == SDN]
    half = len(own) // 2
    copies = iter(own[:half])
    second = {row["id"] for row in own[half : 2 * half]}
    return [next(copies) | {"id": row["id"]} if row["id"] in second else row for row in rows]


def names_moved_by_a_row(rows):
    moved = rows[1:] + rows[:1]
    return [row | {"name": o["name"]} for row, o in zip(rows, moved, strict=True)]


def aliases_moved_by_a_row(rows):
    moved = rows[1:] + rows[:1]
    return [row | {"alt_names": o["alt_names"]} for row, o in zip(rows, moved, strict=True)]


def doubled(rows):
    own = [row for row in rows if row["source"] == ENTITY_LIST]
    return rows + [row | {"id": f"again-{row['id']}"} for row in own[: len(own) // 12]]


def flooded(rows):
    template = next(row for row in rows if row["source"] == SDN)
    junk = ({"id": f"junk-{n}", "name": f"Junk {n}", "entity_number": f"j{n}"} for n in range(1200))
    return rows + [template | one for one in junk]


def junk(row):
    return {"name": f"Junk {row['id']}"}


def blank(*fields, value=None):
    return lambda row: dict.fromkeys(fields, value)


def streets_gone(row):
    return {"addresses": [place | {"address": None} for place in row["addresses"] or []]}


DAMAGED = {
    "every alias is gone": each(blank("alt_names", value=[])),
    "the aliases of one list are gone": each(blank("alt_names", value=[]), of=on(ENTITY_LIST)),
    "every twelfth alias is gone": each(blank("alt_names", value=[]), share=1 / 12),
    "every name is junk": each(junk),
    "every name is the same": each(lambda row: {"name": "Junk"}),
    "the names of one list are junk": each(junk, of=on(UNVERIFIED)),
    "one name of twenty is junk": each(junk, of=on(SDN), share=1 / 15),
    "half of a list is copies of the other half": half_is_copies,
    "4.9 % of a long list is gone": without(on(SDN), share=0.049),
    "a tenth of a short list is gone": without(on(UNVERIFIED), share=0.1),
    "a list is gone": without(on(UNVERIFIED)),
    "a list stands under another list's name": each(lambda _: {"source": SDN}, of=on(UNVERIFIED)),
    "every address is gone": each(blank("addresses", value=[])),
    "every street is gone": each(streets_gone),
    "the addresses of one list are gone": each(blank("addresses", value=[]), of=on(ENTITY_LIST)),
    "every type is gone": each(blank("type")),
    "everybody is a vessel": each(lambda _: {"type": "Vessel"}),
    "every program is gone": each(blank("programs", value=[])),
    "every listing ended": each(lambda _: {"end_date": "2020-01-01"}),
    "every listing is to begin": each(lambda _: {"start_date": "2040-01-01"}),
    "names are cut after eight letters": each(lambda row: {"name": row["name"][:8]}),
    "names are written backwards": each(lambda row: {"name": row["name"][::-1]}),
    "names are read in the wrong encoding": each(
        lambda row: {"name": row["name"].encode("utf-16-le").decode("latin-1").replace("\x00", "¤")}
    ),
    "names have a prefix": each(lambda row: {"name": f"NULL {row['name']}"}),
    "names stand a row too high": names_moved_by_a_row,
    "aliases stand a row too high": aliases_moved_by_a_row,
    "names and titles changed places": each(lambda row: {"name": row["title"] or "Unknown"}),
    "rows are repeated": doubled,
    "junk rows flood a list": flooded,
    "each row has a hundred aliases": each(
        lambda row: {"alt_names": [*(row["alt_names"] or []), *(f"X {n}" for n in range(100))]}
    ),
    "a name that has long stood there is gone": without(lambda row: row["name"] == CANARY),
    "all countries are one": each(
        lambda row: {"addresses": [p | {"country": "US"} for p in row["addresses"] or []]}
    ),
}


def test_no_damaged_copy_may_come_into_force(good, real_rows):
    passed = [name for name, damage in DAMAGED.items() if not reasons(damage(real_rows), good)]
    assert passed == []
    assert len(DAMAGED) >= 25


def reasons(rows, in_force):
    parties = trade_gov_json.read(json.dumps(AFTER | {"results": rows})).parties
    version = ListVersion(entry_count=len(parties), counts=counts_by_source(parties))
    return reasons_to_hold(version, in_force, parties)


@pytest.mark.parametrize(
    "name",
    [
        "every alias is gone",
        "every name is junk",
        "half of a list is copies of the other half",
        "4.9 % of a long list is gone",
    ],
)
def test_a_damaged_file_is_held_and_health_says_so(name, good, real_rows, tmp_path):
    document = AFTER | {"results": DAMAGED[name](real_rows)}
    fetch = sync_lists(str(written(tmp_path, json.dumps(document).encode())))
    assert fetch.outcome == "QUARANTINED"
    assert list_in_force() == good
    assert any("waits in quarantine" in problem for problem in health_report()["problems"])


def test_the_next_day_comes_into_force(good, real_rows, tmp_path):
    """200 rows of the whole list changed, came and went: as many of this part of it."""
    dice, share = random.Random(7), len(real_rows) / 25_921
    number = round(200 * share)
    chosen = dice.sample(range(len(real_rows)), 2 * number)
    changed, gone = set(chosen[:number]), set(chosen[number:])
    rows = [
        row | {"name": f"{row['name']} (amended)", "remarks": "Amended."} if n in changed else row
        for n, row in enumerate(real_rows)
        if n not in gone
    ]
    rows += [
        row | {"id": f"new-{n}", "name": f"Vypsany Podnik {n}", "alt_names": []}
        for n, row in enumerate(dice.sample(real_rows, number))
    ]
    version = taken(tmp_path, rows, AFTER)
    assert (version.reasons, version.in_force) == ([], True)


def test_small_losses_add_up_against_the_fullest_version_of_the_last_days(
    good, real_rows, tmp_path
):
    some = a_little_less(real_rows)
    first = taken(tmp_path, some, AFTER)
    assert first.in_force
    less = a_little_less(some)

    second = taken(tmp_path, less, {})
    assert (second.state, len(second.reasons)) == ("QUARANTINED", 1)
    assert "at once (6 %). This is counted since" in second.reasons[0]

    # What a person released is what later versions are measured against.
    release_version(second, reason="The agency says so.", by=officer(Role.POLICY_STEWARD))
    third = taken(tmp_path, a_little_less(less), {"search_performed_at": None})
    assert third.reasons == []


def test_a_loss_of_long_ago_counts_no_more(good, real_rows, tmp_path):
    some = a_little_less(real_rows)
    taken(tmp_path, some, AFTER)
    ListVersion.objects.filter(pk=good.pk).update(superseded_at=timezone.now() - timedelta(days=31))
    assert taken(tmp_path, a_little_less(some), {}).in_force


def test_a_first_copy_of_the_published_list_is_measured_by_the_policy(real_rows, tmp_path):
    version = taken(tmp_path, real_rows, AFTER)
    assert version.state == "QUARANTINED"
    assert len(version.reasons) == 7, "rows of four lists that were thinned out, aliases of three"
    assert "had 19,181 when the policy was written" in version.reasons[0]


def test_a_small_first_list_is_for_trying_out_and_not_for_a_server(tmp_path, settings, real_rows):
    few = [row for row in real_rows if row["source"] == UNVERIFIED]
    assert taken(tmp_path, few, AFTER).in_force
    ListVersion.objects.all().delete()
    settings.SCREENING_LIST_IS_WHOLE = True
    assert "the list “" in taken(tmp_path, few, AFTER).reasons[0].casefold()
