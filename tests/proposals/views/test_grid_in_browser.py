"""Can somebody work in the grid as in a spreadsheet: by keyboard, by clipboard, and by ear?"""

import re
import time

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from proposals.actions.one_record import add_records, change_record
from proposals.models import ContentRecord
from tests.proposals.views.grids import address
from tests.signing_in import client_of
from tests.web.browser import barriers, opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]
ROWS = 200
HEADINGS = ("Item", "Category", "Manufacturer", "Quantity", "Value of one", "U.S. origin")


@pytest.fixture
def tab(chromium, live_server, ready):
    """The grid of the hardware, open for an administrator of the anchor member."""
    session = client_of(ready.admin).session.session_key
    with opened(chromium, live_server.url, session=session) as tab:
        tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
        tab.set_default_timeout(15_000)
        tab.goto(address(ready))
        expect(tab.locator("#grid-state")).to_have_text("2 rows")
        yield tab


def block(number):
    """As a spreadsheet copies a table with its headings."""
    said = ("Server", "Tern Foundry", "4", "$1,250.00", "60 %")
    rows = [(f"Tern node {at:03}", *said) for at in range(number)]
    return "\n".join("\t".join(row) for row in (HEADINGS, *rows))


def cell(tab, row, column):
    """Counted from 1, as a person does."""
    rows = tab.locator("#grid .tabulator-row")
    return rows.nth(row - 1).locator("[role=gridcell]:not(.tabulator-frozen)").nth(column - 1)


def state(tab, row):
    return tab.locator("#grid .tabulator-row").nth(row - 1).locator("[role=rowheader]")


def paste(tab, text):
    tab.evaluate("text => navigator.clipboard.writeText(text)", text)
    tab.keyboard.press("Control+V")


def components(ready):
    rows = ContentRecord.objects.filter(proposal=ready.proposal, kind="components")
    return rows.filter(removed_at=None).order_by("position")


def test_two_hundred_pasted_rows_are_two_hundred_records(tab, ready):
    share = tab.locator("#share .portal-share__value")
    before = share.inner_text()
    cell(tab, 2, 1).click()
    tab.keyboard.press("ArrowDown")
    tab.get_by_role("button", name="Add a row").click()
    paste(tab, block(ROWS))
    expect(tab.locator("#grid-state")).to_contain_text(f"Saved {ROWS} rows")
    saved = [row.data for row in components(ready)[2:]]
    assert [row["name"] for row in saved] == [f"Tern node {at:03}" for at in range(ROWS)]
    assert {row["unit_value"] for row in saved} == {"1250"}
    expect(share).not_to_have_text(before)
    assert tab.locator("#grid .tabulator-row").count() < ROWS, "only what is seen is drawn"
    assert barriers(tab) == []


def test_a_cell_is_changed_by_keyboard_alone(tab, ready):
    cell(tab, 1, 1).click()
    for key in ("ArrowRight", "ArrowRight", "Tab", "Tab"):
        tab.keyboard.press(key)
    tab.keyboard.type("640")
    tab.keyboard.press("Enter")
    expect(state(tab, 1)).to_contain_text("Saved")
    expect(cell(tab, 2, 5)).to_be_focused()
    assert components(ready)[0].data["quantity"] == 640
    tab.keyboard.press("F2")
    tab.keyboard.type("9")
    tab.keyboard.press("Escape")
    expect(cell(tab, 2, 5)).to_have_text("40")
    cell(tab, 2, 2).click()
    tab.keyboard.press("Enter")
    tab.keyboard.type("Serv")
    tab.keyboard.press("Enter")
    expect(state(tab, 2)).to_contain_text("Saved")
    assert components(ready)[1].data["category"] == "SERVER"
    cell(tab, 2, 1).click()
    tab.keyboard.type("<b>Rack</b>")
    tab.keyboard.press("Enter")
    expect(cell(tab, 2, 1)).to_have_text("<b>Rack</b>")
    tab.keyboard.press("Escape")
    tab.keyboard.press("Tab")
    assert not tab.evaluate("document.getElementById('grid').contains(document.activeElement)")
    assert tab.console == []


def test_a_wrong_cell_is_named_and_what_was_typed_stays_until_it_is_mended(tab, ready):
    cell(tab, 2, 1).click()
    tab.get_by_role("button", name="Add a row").click()
    paste(tab, block(3).replace("001\tServer\tTern Foundry\t4", "001\tServer\tTern Foundry\tmany"))
    problems = tab.locator("#grid-problems")
    expect(problems).to_contain_text("Row 4, Quantity: Enter a number")
    assert components(ready).count() == 2
    assert barriers(tab) == []
    expect(cell(tab, 4, 5)).to_contain_text("many")
    problems.get_by_role("button", name="Row 4").click()
    expect(cell(tab, 4, 5)).to_be_focused()
    tab.keyboard.type("8")
    tab.keyboard.press("Enter")
    expect(tab.locator("#grid-state")).to_contain_text("Saved 3 rows")
    expect(problems).to_be_hidden()
    assert [row.data["quantity"] for row in components(ready)] == [512, 40, 4, 8, 4]


def test_what_somebody_else_changed_meanwhile_is_asked_about(tab, ready):
    record = components(ready)[0]
    change_record(ready.proposal, record.pk, {"quantity": 600}, revision=1, by=ready.admin)
    cell(tab, 1, 5).click()
    tab.keyboard.type("700")
    tab.keyboard.press("Enter")
    dialog = tab.get_by_role("dialog")
    expect(dialog).to_contain_text("Lumen L4 accelerator: Quantity")
    expect(dialog).to_contain_text("600")
    expect(dialog).to_contain_text("700")
    assert barriers(tab) == []
    dialog.get_by_role("button", name="Keep mine").click()
    expect(state(tab, 1)).to_contain_text("Saved")
    assert components(ready)[0].data["quantity"] == 700


def test_who_closes_the_question_before_its_end_has_decided_nothing(tab, ready):
    theirs = {"quantity": 600, "model_no": "L4-80"}
    change_record(ready.proposal, components(ready)[0].pk, theirs, revision=1, by=ready.admin)
    cell(tab, 1, 4).click()
    paste(tab, "L4-90\t700")
    dialog = tab.get_by_role("dialog")
    dialog.get_by_role("button", name="Keep mine").first.click()
    expect(dialog.get_by_role("button", name="Keep mine")).to_have_count(1)
    tab.keyboard.press("Escape")
    expect(state(tab, 1)).to_contain_text("Not saved")
    cell(tab, 1, 1).click()
    tab.keyboard.type("Renamed")
    tab.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name="Keep mine")).to_have_count(2)
    assert components(ready)[0].data.items() >= theirs.items()
    dialog.get_by_role("button", name="Keep mine").first.click()
    dialog.get_by_role("button", name="Take what is saved").click()
    expect(state(tab, 1)).to_contain_text("Saved")
    said = components(ready)[0].data
    assert [said["name"], said["model_no"], said["quantity"]] == ["Renamed", "L4-90", 600]


def test_what_is_wrong_in_a_row_is_not_carried_over_what_somebody_else_said_there(tab, ready):
    change = {"quantity": 600}
    change_record(ready.proposal, components(ready)[0].pk, change, revision=1, by=ready.admin)
    cell(tab, 1, 4).click()
    paste(tab, "L4-90\tmany")
    expect(state(tab, 1)).to_contain_text("Not saved: Quantity")
    expect(cell(tab, 1, 4)).to_have_text("L4-90")
    cell(tab, 1, 5).click()
    tab.keyboard.type("700")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("dialog")).to_contain_text("Lumen L4 accelerator: Quantity")
    said = components(ready)[0].data
    assert [said["model_no"], said["quantity"]] == ["L4-90", 600]


def test_rows_are_copied_removed_and_put_back(tab, ready):
    cell(tab, 1, 1).click()
    tab.keyboard.press("Shift+ArrowDown")
    tab.keyboard.press("Control+C")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == "Lumen L4 accelerator\nHarbor storage shelf"
    tab.get_by_role("button", name="Remove the row").click()
    expect(tab.locator("#grid-state")).to_have_text("Removed 2 rows")
    assert components(ready).count() == 0
    tab.get_by_role("button", name="Undo: put back 2 rows").click()
    expect(tab.locator("#grid-state")).to_have_text("Put back 2 rows")
    assert components(ready).count() == 2
    assert tab.console == []


def test_a_new_row_removed_while_it_is_saved_is_removed_there_too(tab, ready):
    def slowly(route):
        time.sleep(0.5)
        route.continue_()

    tab.route("**/grid/rows/**", slowly)
    cell(tab, 2, 1).click()
    paste(tab, block(3))
    expect(state(tab, 2)).to_contain_text("Saving…")
    tab.get_by_role("button", name="Remove the row").click()
    expect(tab.locator("#grid-state")).to_have_text(re.compile("Removed"))
    assert tab.locator("#grid .tabulator-row").count() == components(ready).count()
    assert tab.console == []


def test_a_session_that_ends_loses_nothing_of_the_grid(tab, ready):
    Session.objects.all().delete()
    cell(tab, 1, 5).click()
    tab.keyboard.type("900")
    tab.keyboard.press("Enter")
    problems = tab.locator("#grid-problems")
    expect(problems).to_contain_text("Sign in to go on: what you typed is kept.")
    expect(cell(tab, 1, 5)).to_have_text("900")
    session = client_of(ready.admin).session.session_key
    url = tab.url.split("/proposals/")[0]
    tab.context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    problems.get_by_role("button", name="I have signed in: save now").click()
    expect(state(tab, 1)).to_contain_text("Saved")
    assert components(ready)[0].data["quantity"] == 900


def test_five_thousand_rows_stay_quick(tab, ready):
    row = {"category": "SERVER", "manufacturer": "Tern Foundry", "quantity": 4}
    new = [row | {"name": f"Tern node {at:04}"} for at in range(4_998)]
    add_records(ready.proposal, "components", new, by=ready.admin)
    tab.reload()
    expect(tab.locator("#grid-state")).to_have_text("5,000 rows", timeout=20_000)
    cell(tab, 1, 1).click()
    began = tab.evaluate("performance.now()")
    for _ in range(10):
        tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Control+End")
    for _ in range(10):
        tab.keyboard.press("ArrowUp")
    assert tab.evaluate("performance.now()") - began < 5_000  # milliseconds
    expect(tab.locator("#grid .tabulator-cell:focus")).to_have_count(1)
    tab.keyboard.press("Home")
    tab.keyboard.type("Renamed")
    tab.keyboard.press("Enter")
    expect(tab.locator("#grid-state")).to_contain_text("Saved")
    assert components(ready)[4_989].data["name"] == "Renamed"
    assert tab.locator("#grid .tabulator-row").count() < 100


def test_without_javascript_the_page_leads_to_the_forms_and_to_the_import(
    chromium, live_server, ready
):
    session = client_of(ready.admin).session.session_key
    with opened(chromium, live_server.url, javascript=False, session=session) as tab:
        tab.goto(address(ready))
        assert tab.locator("button:visible", has_text="Add a row").count() == 0
        tab.get_by_role("link", name="write the same rows in the forms").click()
        assert tab.locator("h1").inner_text() == "Hardware and U.S. content"
