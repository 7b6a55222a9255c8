"""Does somebody who types on the page of a record see that it is saved, and lose nothing if not?"""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from proposals.actions.one_record import change_record
from proposals.models import ContentRecord
from tests.signing_in import client_of
from tests.web.browser import barriers, opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]


@pytest.fixture
def row(ready):
    """Of a draft whose signatures ended, which its signatories were told."""
    ready.proposal.packets.update(told_at=timezone.now())
    rows = ContentRecord.objects.filter(proposal=ready.proposal, kind="components")
    return rows.earliest("position")


@pytest.fixture
def tab(chromium, live_server, ready, row):
    """The page of an item, open for an administrator of the anchor member."""
    session = client_of(ready.admin).session.session_key
    with opened(chromium, live_server.url, session=session) as tab:
        tab.set_default_timeout(15_000)
        tab.goto(f"/proposals/{ready.proposal.pk}/records/{row.pk}/")
        yield tab


def state(tab):
    return tab.locator("[data-autosave-state]")


def reads(tab, number):
    """The page goes on from this revision."""
    expect(tab.locator("[data-autosave] [name=base]")).to_have_value(str(number))


def said(row, name):
    return ContentRecord.objects.get(pk=row.pk).data.get(name)


def test_it_is_saved_after_a_pause_and_when_the_field_is_left(tab, row):
    tab.fill("[name=quantity]", "600")
    expect(state(tab)).to_contain_text("Saved")
    assert said(row, "quantity") == 600
    tab.fill("[name=model_no]", "L4-80")
    tab.keyboard.press("Tab")
    reads(tab, 3)
    assert (said(row, "quantity"), said(row, "model_no")) == (600, "L4-80")
    change_record(row.proposal, row.pk, {"eccn": "EAR99"}, revision=3, by=row.updated_by)
    tab.fill("[name=quantity]", "601")
    expect(tab.locator("[name=eccn]")).to_have_value("EAR99")
    assert tab.console == []


def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_saved(tab, row):
    tab.fill("[name=quantity]", "many")
    tab.fill("[name=model_no]", "L4-80")
    tab.keyboard.press("Tab")
    expect(state(tab)).to_contain_text("Not saved: Quantity. The rest was saved")
    expect(tab.locator(".usa-form-group--error")).to_contain_text("Enter a whole number.")
    expect(tab.locator("[name=quantity]")).to_have_value("many")
    assert barriers(tab) == []
    assert (said(row, "quantity"), said(row, "model_no")) == (512, "L4-80")
    tab.fill("[name=quantity]", "7")
    expect(state(tab)).to_contain_text("Saved")
    expect(tab.locator(".usa-form-group--error")).to_have_count(0)
    assert said(row, "quantity") == 7


def test_what_a_colleague_saved_appears_under_the_caret_and_is_not_put_back(tab, row):
    change_record(row.proposal, row.pk, {"eccn": "EAR99"}, revision=1, by=row.updated_by)
    tab.fill("[name=quantity]", "600")
    tab.locator("[name=eccn]").focus()  # which saves, and leaves the focus here
    expect(state(tab)).to_contain_text("Saved")
    expect(tab.locator("[name=eccn]")).to_have_value("EAR99")
    tab.fill("[name=model_no]", "L4-80")
    tab.keyboard.press("Tab")
    reads(tab, 4)
    assert (said(row, "quantity"), said(row, "model_no")) == (600, "L4-80")
    assert said(row, "eccn") == "EAR99"


def test_what_is_typed_over_a_colleagues_answer_is_asked_about(tab, row):
    """Typed while a save was on its way, that is, or wrong when the rest was saved."""
    change_record(row.proposal, row.pk, {"quantity": 700}, revision=1, by=row.updated_by)
    tab.fill("[name=quantity]", "many")
    expect(state(tab)).to_contain_text("Not saved: Quantity")
    tab.fill("[name=model_no]", "L4-80")
    tab.keyboard.press("Tab")
    expect(state(tab)).to_contain_text("Not saved: Quantity. The rest was saved")
    tab.fill("[name=quantity]", "600")
    expect(state(tab)).to_contain_text("somebody else changed this as well: Quantity")
    assert (said(row, "quantity"), said(row, "model_no")) == (700, "L4-80")


def test_what_is_typed_while_a_save_is_on_its_way_is_saved_next(tab, row):
    """Of a text that is kept otherwise than it was sent, here without the space behind it."""

    def late(route):
        answer = route.fetch()
        tab.locator("[name=model_no]").press_sequentially("x")
        route.fulfill(response=answer)

    tab.route("**/records/*/", late, times=1)
    tab.locator("[name=model_no]").fill("L4 ")
    expect(state(tab)).to_contain_text("Saved")
    reads(tab, 3)
    assert said(row, "model_no") == "L4 x"


def test_a_session_that_ends_loses_nothing_and_leaving_asks(tab, row, ready):
    Session.objects.all().delete()
    tab.fill("[name=quantity]", "900")
    expect(state(tab)).to_contain_text("Sign in to go on: what you typed is kept.")
    asked = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    tab.locator("main").get_by_role("link", name="Back to the page").click()
    expect(tab.locator("[name=quantity]")).to_have_value("900")
    assert asked == ["beforeunload"]
    session = client_of(ready.admin).session.session_key
    url = tab.url.split("/proposals/")[0]
    tab.context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    tab.fill("[name=model_no]", "L4-80")
    expect(state(tab)).to_contain_text("Saved")
    assert (said(row, "quantity"), said(row, "model_no")) == (900, "L4-80")
