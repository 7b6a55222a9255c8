"""Does the grid read and write the same records as the forms, with the same rights and checks?"""

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Part
from proposals.actions.one_record import add_records, change_record, remove_record, restore_record
from proposals.actions.submit import submit
from proposals.content import ModelRecord
from proposals.content.saying import Audience, fields_of
from proposals.models import ContentRecord, Proposal, RecordRevision
from proposals.views import grid
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals_ready import sign_everything
from tests.proposals.views.grids import (
    COLUMNS,
    JSON,
    NODE,
    address,
    components,
    row,
    rows,
    send,
    write,
)
from tests.proposals.views.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(ready, as_user):
    return as_user(ready.admin)


@pytest.fixture
def writer(ready):
    """A contributor of the member that is not the anchor."""
    user = UserFactory(full_name="Wilma Tanner")
    return MembershipFactory(organization=ready.member, user=user, part=Part.CONTRIBUTOR).user


def saved(ready, name="Lumen L4 accelerator"):
    return ContentRecord.objects.get(proposal=ready.proposal, data__name=name)


def test_a_row_reads_as_it_is_typed_and_every_field_has_a_column(ready, browser):
    page = browser.get(address(ready))
    assert "What the columns take" in text(page)
    (first, second) = rows(browser, ready)
    assert first[:3] == [str(saved(ready).pk), ready.anchor.pk, 1]
    assert first[3][:6] == [
        "Lumen L4 accelerator",
        "Accelerator",
        "Lumen Harbor Systems",
        "",
        "512",
        "31250",
    ]
    assert "United States" in first[3]
    assert (first[4], second[4]) == (True, True)


def test_rows_come_in_blocks_each_once_the_own_first(ready, browser, writer, monkeypatch):
    monkeypatch.setattr(grid, "ROWS_AT_FIRST", 2)
    monkeypatch.setattr(grid, "ROWS_AT_ONCE", 2)
    new = [
        NODE | {"category": "SERVER", "quantity": at, "name": f"Node {at}"} for at in range(1, 4)
    ]
    add_records(ready.proposal, "components", new, by=ready.admin)
    theirs = NODE | {"category": "SERVER", "quantity": 9, "name": "Theirs"}
    add_records(ready.proposal, "components", [theirs], by=writer)
    told, after, blocks = [], "", 0
    while after is not None:
        answer = browser.get(address(ready, "rows", query=f"?after={after}"), headers=JSON).json()
        told += answer["rows"]
        if blocks == 0:  # what is removed meanwhile is passed over, and nothing after it
            first = ContentRecord.objects.get(pk=answer["next"])
            remove_record(ready.proposal, first.pk, revision=first.revision, by=ready.admin)
        after, blocks = answer["next"], blocks + 1
    assert blocks == 3
    names = ["Lumen L4 accelerator", "Harbor storage shelf", "Node 1", "Node 2", "Node 3", "Theirs"]
    assert [row[3][0] for row in told] == names
    assert [row[4] for row in told] == [True] * 5 + [False]


@pytest.mark.parametrize("after", ["x", "6f1c9a52-0d6a-4c8e-9a3b-3f2f0f5f7a01"])
def test_after_a_row_that_is_none_there_is_nothing(ready, browser, after):
    answer = browser.get(address(ready, "rows", query=f"?after={after}"), headers=JSON)
    assert answer.status_code == 404


def test_a_cell_is_changed_and_the_other_fields_stay(ready, browser):
    record = saved(ready)
    sent = row(["quantity"], {"quantity": "1,024"}, pk=record.pk, revision=1)
    answer = write(browser, ready.admin, ready, ["quantity"], [sent])
    assert answer.status_code == 200
    assert answer.json()["rows"][0][2] == 2
    assert (components(ready)[0].quantity, components(ready)[0].eccn) == (1024, "3A090.a")
    assert RecordRevision.objects.filter(record=record).last().changed == ["quantity"]


def test_a_block_is_added_whole_with_the_ids_that_the_page_gave(ready, browser):
    sent = [row(COLUMNS, NODE | {"name": f"Node {at}"}) for at in range(3)]
    assert write(browser, ready.admin, ready, COLUMNS, sent).status_code == 200
    assert write(browser, ready.admin, ready, COLUMNS, sent).status_code == 200
    added = components(ready)[2:]
    assert [str(one.id) for one in added] == [each["id"] for each in sent]
    assert [one.category.value for one in added] == ["SERVER"] * 3


def test_one_wrong_cell_keeps_the_whole_block_out_and_is_named(ready, browser):
    changed = row(COLUMNS, {"quantity": "7"}, pk=saved(ready).pk, revision=1)
    wrong = row(COLUMNS, NODE | {"quantity": "many", "category": "Rack"})
    missing = row(COLUMNS, NODE | {"manufacturer": ""})
    answer = write(browser, ready.admin, ready, COLUMNS, [changed, wrong])
    assert answer.status_code == 422
    assert [(e["row"], e["heading"]) for e in answer.json()["wrong"]] == [
        (wrong["id"], "Category"),
        (wrong["id"], "Quantity"),
    ]
    late = write(browser, ready.admin, ready, COLUMNS, [changed, missing]).json()
    assert [(e["row"], e["field"]) for e in late["wrong"]] == [(missing["id"], "manufacturer")]
    assert [one.quantity for one in components(ready)] == [512, 40]


def test_what_is_wrong_in_old_and_new_rows_is_told_at_once(ready, browser):
    old = row(COLUMNS, {"name": ""}, pk=saved(ready).pk, revision=1)
    new = row(COLUMNS, NODE | {"quantity": "0"})
    answer = write(browser, ready.admin, ready, COLUMNS, [old, new])
    assert [(e["row"], e["field"]) for e in answer.json()["wrong"]] == [
        (old["id"], "name"),
        (new["id"], "quantity"),
    ]


def test_what_both_changed_is_shown_with_both_values_and_nothing_is_saved(ready, browser):
    record = saved(ready)
    change_record(ready.proposal, record.pk, {"quantity": 600}, revision=1, by=ready.admin)
    other = row(["model_no"], {"model_no": "L4-80"}, pk=record.pk, revision=1)
    assert write(browser, ready.admin, ready, ["model_no"], [other]).status_code == 200
    same = row(["quantity"], {"quantity": "7"}, pk=record.pk, revision=1)
    new = row(["quantity"], {"quantity": "1"})
    answer = write(browser, ready.admin, ready, ["quantity"], [same])
    assert answer.status_code == 409
    (conflict,) = answer.json()["conflicts"]
    assert (conflict["field"], conflict["saved"], conflict["typed"]) == ("quantity", "600", "7")
    assert answer.json()["rows"][0][2] == 3
    assert write(browser, ready.admin, ready, ["quantity"], [same, new]).status_code == 409
    again = same | {"revision": 3}
    assert write(browser, ready.admin, ready, ["quantity"], [again]).status_code == 200
    assert (components(ready)[0].quantity, components(ready)[0].model_no) == (7, "L4-80")


def test_a_row_is_removed_and_put_back(ready, browser):
    record = saved(ready)
    gone = {"rows": [{"id": str(record.pk), "revision": 1}]}
    answer = send(browser, ready.admin, ready, gone, "remove")
    assert [one.name for one in components(ready)] == ["Harbor storage shelf"]
    assert send(browser, ready.admin, ready, gone, "remove").status_code == 404
    undo = {"rows": answer.json()["undo"]}
    back = send(browser, ready.admin, ready, undo, "restore").json()["rows"]
    assert (back[0][0], back[0][2]) == (str(record.pk), 3)
    assert len(components(ready)) == 2


def test_an_undo_does_not_replace_what_somebody_brought_back_and_changed(ready, browser):
    both = [saved(ready), saved(ready, name="Harbor storage shelf")]
    sent = {"rows": [{"id": str(record.pk), "revision": 1} for record in both]}
    undo = {"rows": send(browser, ready.admin, ready, sent, "remove").json()["undo"]}
    restore_record(ready.proposal, both[0].pk, 1, by=ready.admin)
    change_record(ready.proposal, both[0].pk, {"quantity": 600}, revision=3, by=ready.admin)
    answer = send(browser, ready.admin, ready, undo, "restore")
    assert answer.status_code == 409
    assert "A row that you removed is there again" in answer.json()["detail"]
    assert [(one.name, one.quantity) for one in components(ready)] == [
        ("Lumen L4 accelerator", 600)
    ]
    rest = {"rows": undo["rows"][1:]}
    assert send(browser, ready.admin, ready, rest, "restore").status_code == 200
    assert send(browser, ready.admin, ready, rest, "restore").status_code == 409


def test_a_row_that_somebody_changed_meanwhile_is_not_removed(ready, browser):
    record = saved(ready)
    change_record(ready.proposal, record.pk, {"quantity": 600}, revision=1, by=ready.admin)
    gone = {"rows": [{"id": str(record.pk), "revision": 1}]}
    assert send(browser, ready.admin, ready, gone, "remove").status_code == 412
    assert len(components(ready)) == 2


def test_a_removed_row_is_named_and_what_was_typed_is_not_lost_in_silence(ready, browser):
    record = saved(ready)
    remove_record(ready.proposal, record.pk, revision=1, by=ready.admin)
    sent = row(["quantity"], {"quantity": "7"}, pk=record.pk, revision=1)
    answer = write(browser, ready.admin, ready, ["quantity"], [sent])
    assert answer.status_code == 422
    assert answer.json()["wrong"][0]["text"] == "Somebody removed this row."


def test_each_member_reads_and_writes_its_own_rows_alone(ready, writer, as_user):
    browser = as_user(writer)
    assert rows(browser, ready) == []
    sent = row(COLUMNS, NODE)
    assert write(browser, writer, ready, COLUMNS, [sent]).status_code == 200
    assert [one[0] for one in rows(browser, ready)] == [sent["id"]]
    theirs = row(["quantity"], {"quantity": "7"}, pk=saved(ready).pk, revision=1)
    assert write(browser, writer, ready, ["quantity"], [theirs]).status_code == 403
    gone = {"rows": [{"id": str(saved(ready).pk), "revision": 1}]}
    assert send(browser, writer, ready, gone, "remove").status_code == 404
    assert components(ready)[0].quantity == 512


def test_a_member_writes_in_no_other_name(ready, writer, as_user):
    query = f"?for={ready.anchor.pk}"
    answer = write(as_user(writer), writer, ready, COLUMNS, [row(COLUMNS, NODE)], query=query)
    assert answer.status_code == 403
    assert len(components(ready)) == 2


def test_the_anchor_reads_the_rows_of_others_and_does_not_change_them(ready, writer, browser):
    (theirs,) = add_records(
        ready.proposal,
        "components",
        [NODE | {"category": "SERVER"}],
        by=writer,
        contributor=ready.member.pk,
    )
    found = rows(browser, ready)
    assert [each[4] for each in found] == [True, True, False]
    assert found[2][3][0] == "Juniper edge node"
    sent = row(["quantity"], {"quantity": "7"}, pk=theirs.pk, revision=1)
    assert write(browser, ready.admin, ready, ["quantity"], [sent]).status_code == 403


def test_what_a_reader_may_not_read_is_not_sent(ready, writer, browser, as_user):
    mine = rows(browser, ready, section="models")
    theirs = rows(as_user(writer), ready, section="models")
    assert [each[0] for each in theirs] == [each[0] for each in mine]
    assert None not in mine[0][3]
    fields = fields_of(ModelRecord)
    hidden = [f.name for f, text in zip(fields, theirs[0][3], strict=True) if text is None]
    assert hidden == [f.name for f in fields if f.said.audience is not Audience.CONSORTIUM]
    assert "weight_access" in hidden
    assert theirs[0][4] is False


def test_who_changes_what_is_signed_is_told_what_that_does(ready, browser):
    told = "This is signed. What you change here is saved at once, and must be signed again."
    assert told in text(browser.get(address(ready)))
    assert told not in text(browser.get(address(ready, section="markets")))
    ready.proposal.packets.update(told_at=timezone.now())
    assert told not in text(browser.get(address(ready)))


def test_nobody_writes_what_was_submitted(ready, browser):
    sign_everything(ready)
    submit(Proposal.objects.get(pk=ready.proposal.pk), by=ready.signatory)
    assert write(browser, ready.admin, ready, COLUMNS, [row(COLUMNS, NODE)]).status_code == 403
    page = text(browser.get(address(ready)))
    assert "Add a row" not in page
    assert "You read these rows here." in page


def test_a_stranger_learns_of_nothing(ready, as_user):
    stranger = UserFactory()
    browser = as_user(stranger)
    for rest in ((), ("rows",)):
        assert browser.get(address(ready, *rest)).status_code == 404
    assert write(browser, stranger, ready, COLUMNS, [row(COLUMNS, NODE)]).status_code == 404


def test_pages_without_rows_have_no_grid(ready, browser):
    for section in ("overview", "layers", "operations", "evidence", "nowhere"):
        assert browser.get(address(ready, section=section)).status_code == 404


def test_every_page_with_rows_has_a_grid_that_takes_back_what_it_shows(ready, browser):
    sections = ("contributions", "hardware", "data", "models", "security", "applications")
    for section in (*sections, "markets", "sites", "parties", "support"):
        page = browser.get(address(ready, section=section))
        columns = [each["name"] for each in page.context["settings"]["columns"]]
        for pk, _, revision, texts, _ in rows(browser, ready, section=section):
            sent = {"id": pk, "revision": revision, "cells": texts}
            answer = write(browser, ready.admin, ready, columns, [sent], section=section)
            assert (section, answer.status_code) == (section, 200)
            assert answer.json()["rows"][0][2] == revision


def test_a_market_is_called_by_its_name_and_moved_by_its_name_alone(ready, browser):
    kenya = rows(browser, ready, section="markets")[0]
    assert kenya[3][:2] == ["Country", "Kenya"]
    sent = row(["code"], {"code": "Ghana"}, pk=kenya[0], revision=kenya[2])
    answer = write(browser, ready.admin, ready, ["code"], [sent], section="markets")
    assert answer.json()["rows"][0][3][1] == "Ghana"
    twice = row(["code"], {"code": "Ghana"}) | {"cells": ["Ghana"]}
    assert (
        write(browser, ready.admin, ready, ["code"], [twice], section="markets").status_code == 422
    )
