"""Do the pages of the lists show what stands, what waits and what changed, to officers alone?"""

import json

import pytest
from django.test import Client

from exports_portal.accounts.roles import Role
from reviews.actions.lists import list_in_force, take_in
from reviews.actions.sync import sync_lists
from reviews.models import ListFetch, ListVersion
from tests.factories.accounts import UserFactory
from tests.factories.reviews import officer
from tests.reviews.feed.published import ENTITY_LIST, SDN, content, day, document, written
from tests.signing_in import sign_in
from tests.web.html import page, texts

pytestmark = pytest.mark.django_db
LATER = day(1)
EARLIER = day(-1)
REASON = "The agency confirmed it by telephone."


def client_of(user):
    client = Client()
    sign_in(client, user)
    return client


@pytest.fixture
def keeper():
    return client_of(officer(Role.POLICY_STEWARD))


@pytest.fixture
def reader():
    return client_of(officer(Role.AUDITOR))


@pytest.fixture
def good(tmp_path):
    return take_in(written(tmp_path, content())).version


@pytest.fixture
def held(good, tmp_path):
    file = written(tmp_path, content({SDN: 150, ENTITY_LIST: 101}, published=LATER))
    return sync_lists(str(file)).version


def test_the_lists_page_says_that_decisions_rest_and_why(reader, good, held):
    tree = page(reader.get("/review/lists/"))
    assert "A newer version of the screening list waits in quarantine" in tree.words
    assert "lost 50 of 200 rows; it may lose 8 at once (4 %)" in tree.words
    assert str(good) in tree.words
    assert "Put in quarantine" in texts(tree, "table .portal-status")
    assert "Release it" not in tree.words
    assert "Look for a newer list now" not in tree.words


def test_a_keeper_releases_through_a_page_that_asks_for_a_reason(keeper, good, held):
    address = f"/review/lists/{held.pk}/release/"
    assert address in {a.get("href") for a in page(keeper.get("/review/lists/")).find("a")}

    empty = keeper.post(address, {"reason": "ok"})
    assert (empty.status_code, list_in_force()) == (422, good)

    keeper.post(address, {"reason": REASON})
    assert list_in_force() == held
    assert REASON in page(keeper.get(f"/review/lists/{held.pk}/")).words
    assert keeper.get(address).status_code == 409


def test_a_keeper_rejects_and_the_page_says_who_and_why(keeper, good, held):
    keeper.post(f"/review/lists/{held.pk}/reject/", {"reason": REASON})
    held.refresh_from_db()
    assert (held.state, list_in_force()) == ("REJECTED", good)
    assert REASON in page(keeper.get(f"/review/lists/{held.pk}/")).words


def test_whoever_does_not_keep_the_lists_cannot_decide_or_send_for_one(reader, held):
    for address in (f"{held.pk}/release", f"{held.pk}/reject", "look"):
        assert reader.post(f"/review/lists/{address}/", {"reason": REASON}).status_code == 403
    assert ListVersion.objects.get(pk=held.pk).is_quarantined


def test_nobody_but_officers_sees_the_lists(held):
    stranger = client_of(UserFactory())
    for address in ("", "attempts/", "changes/", f"{held.pk}/"):
        assert stranger.get(f"/review/lists/{address}").status_code == 403


@pytest.mark.usefixtures("tasks_at_once")
def test_a_keeper_has_the_list_looked_for_and_the_attempt_names_them(good):
    steward = officer(Role.POLICY_STEWARD)

    client_of(steward).post("/review/lists/look/")

    fetch = ListFetch.objects.get()
    assert (fetch.by, fetch.outcome, fetch.origin) == (steward, "UNCHANGED", good.origin)


def test_the_changes_of_one_in_quarantine_are_those_against_the_one_in_force(reader, good, held):
    tree = page(reader.get(f"/review/lists/changes/?after={held.pk}"))
    rows = [[cell.words for cell in row.find("th, td")] for row in tree.find("tbody tr")][:2]
    assert rows == [[ENTITY_LIST, "1", "0", "0"], [SDN, "0", "50", "0"]]
    assert len(tree.find("main section")) == 25
    narrowed = page(reader.get(f"/review/lists/changes/?after={held.pk}&kind=ADDED"))
    assert texts(narrowed, "main section h2") == ["Invented Party Ent 100 Added"]


def changed_field_by_field(tmp_path):
    rows = document({SDN: 2}, published=EARLIER)
    old = take_in(written(tmp_path, json.dumps(rows).encode())).version
    rows["results"][0]["alt_names"] = ["Another Name", "A Third Name"]
    rows["results"][0]["end_date"] = "2026-12-01"
    rows["search_performed_at"] = LATER
    return old, take_in(written(tmp_path, json.dumps(rows).encode())).version


def test_a_changed_entry_is_shown_field_by_field(reader, tmp_path):
    changed_field_by_field(tmp_path)
    tree = page(reader.get("/review/lists/changes/"))
    rows = [[cell.words for cell in row.find("th, td")] for row in tree.find("section tbody tr")]
    assert rows == [
        ["Other names", "–", "Another Name; A Third Name"],
        ["Listed until", "–", "December 1, 2026"],
    ]


def test_the_same_changes_come_as_json(reader, tmp_path):
    old, new = changed_field_by_field(tmp_path)
    answer = reader.get("/review/lists/changes/?format=json").json()
    assert (answer["before"]["sha256"], answer["after"]["sha256"]) == (old.sha256, new.sha256)
    assert answer["counts"] == {SDN: {"ADDED": 0, "REMOVED": 0, "CHANGED": 1}}
    (change,) = answer["changes"]
    assert (change["kind"], change["fields"]) == ("CHANGED", ["alt_names", "end_date"])
    assert change["before"]["alt_names"] == []
    assert change["after"]["alt_names"] == ["Another Name", "A Third Name"]
    assert (answer["total"], answer["next"]) == (1, None)


def test_a_version_that_is_not_there_and_none_to_compare_with_are_said(reader, good):
    assert reader.get("/review/lists/changes/?after=999999").status_code == 422
    assert reader.get("/review/lists/changes/?after=999999&format=json").status_code == 422
    assert "Nothing to compare" in page(reader.get("/review/lists/changes/")).words
    assert reader.get("/review/lists/changes/?format=json").json()["status"] == 404


def test_every_attempt_stands_in_the_history_with_its_reason(reader, good, tmp_path):
    sync_lists(str(tmp_path / "nowhere.json"))
    sync_lists(str(written(tmp_path, b"", "empty.json")))
    words = page(reader.get("/review/lists/attempts/")).words
    assert "No such file or directory" in words
    assert "the file is empty" in words
    assert ListFetch.objects.count() == 2


@pytest.mark.parametrize("path", ["", "changes/", "attempts/", "{pk}/"])
def test_a_page_makes_the_same_queries_however_long_the_lists_are(
    path, reader, good, tmp_path, django_assert_max_num_queries
):
    def grown(count, days):
        rows = {SDN: 200 + count, ENTITY_LIST: 100 + count}
        data = content(rows, published=day(days))
        return sync_lists(str(written(tmp_path, data, f"{count}.json"))).version

    counts = []
    for count, days in ((1, 1), (20, 2)):
        version = grown(count, days)
        with django_assert_max_num_queries(40) as captured:
            assert reader.get(f"/review/lists/{path.format(pk=version.pk)}").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
