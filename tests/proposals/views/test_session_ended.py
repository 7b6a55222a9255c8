"""Is what somebody typed still there when the session ended meanwhile?

As a tired person does it: type, come back after lunch, press Save, sign in, press Save again.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from exports_portal.web.typed import KEPT_FOR
from proposals.actions.drafts import SectionDraft, save_section
from proposals.models import ContentRecord, Proposal
from tests.proposals.views.late import (
    ENDED,
    TOKEN,
    browser_of,
    content,
    end_session,
    opened,
    sign_in,
    sign_in_again,
    typed_too_late,
    url,
)
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db
STALE = "You signed in again after this page was opened"


def test_who_types_while_the_session_ends_signs_in_sees_it_and_saves_it(ready):
    address = url(ready, "overview")
    browser, to = typed_too_late(ready, address, title="Typed after lunch")
    assert "What you typed is kept for one hour." in text(browser.get(to))
    page = sign_in(browser, ready.admin, to)
    assert (page.status_code, page.request["PATH_INFO"]) == (200, address)
    assert ENDED in text(page)
    assert form_data(page)["title"] == ["Typed after lunch"]
    assert content(ready).title == "Lumen Stack for public services"
    again = form_data(page) | {TOKEN: page.context["csrf_token"]}
    assert browser.send(address, again).status_code == 302
    assert content(ready).title == "Typed after lunch"


def test_it_is_shown_once_and_the_session_lasts_as_long_as_any(ready):
    address = url(ready, "overview")
    browser, to = typed_too_late(ready, address, title="Typed after lunch")
    assert browser.session.get_expiry_age() <= KEPT_FOR.total_seconds()
    sign_in(browser, ready.admin, to)
    assert "Typed after lunch" not in browser.get(address).content.decode()
    assert browser.session.get_expiry_age() > timedelta(days=1).total_seconds()
    assert "Typed after lunch" not in str(dict(browser.session))


def test_a_session_that_was_idle_for_too_long_keeps_it_as_well(ready):
    address, begun = url(ready, "overview"), timezone.now()
    with travel(begun):
        browser = browser_of(ready.admin)
        fields = opened(browser, address) | {"title": "Typed after lunch"}
    with travel(begun + timedelta(minutes=61)):
        page = sign_in(browser, ready.admin, browser.send(address, fields).url)
        assert form_data(page)["title"] == ["Typed after lunch"]


def test_what_a_colleague_saved_meanwhile_is_merged_and_not_overwritten(ready):
    address = url(ready, "overview")
    browser, to = typed_too_late(ready, address, title="Typed after lunch")
    theirs = SectionDraft(values={"executive_summary": "Saved by a colleague meanwhile."})
    save_section(ready.proposal, "overview", theirs, by=ready.admin)
    page = sign_in(browser, ready.admin, to)
    again = form_data(page) | {TOKEN: page.context["csrf_token"]}
    assert browser.send(address, again).status_code == 302
    saved = content(ready).overview
    assert (saved.title, saved.executive_summary) == (
        "Typed after lunch",
        "Saved by a colleague meanwhile.",
    )


def test_rows_come_back_as_typed_with_the_share_they_make_and_without_messages(ready):
    address = url(ready, "hardware")
    typed = {"hardware-0-name": "Renamed shelf", "hardware-0-us_origin_percent": "not known yet"}
    browser, to = typed_too_late(ready, address, **typed)
    page = sign_in(browser, ready.admin, to)
    back = form_data(page)
    assert back["hardware-0-name"] == ["Renamed shelf"]
    assert back["hardware-0-us_origin_percent"] == ["not known yet"]
    assert "Enter a number." not in text(page)
    share, saved = page.context["content_share"], browser.get(address).context["content_share"]
    assert len(share.missing_rows) > len(saved.missing_rows)


def test_who_asked_for_another_row_gets_it_with_what_was_typed(ready):
    address = url(ready, "hardware")
    typed = {"hardware-0-name": "Renamed shelf", "add_row": "hardware"}
    browser, to = typed_too_late(ready, address, **typed)
    before = int(form_data(browser_of(ready.admin).get(address))["hardware-TOTAL_FORMS"][0])
    back = form_data(sign_in(browser, ready.admin, to))
    assert back["hardware-TOTAL_FORMS"] == [str(before + 1)]
    assert back["hardware-0-name"] == ["Renamed shelf"]


def test_a_record_and_a_new_one_come_back_and_are_saved_once(ready):
    row = ContentRecord.objects.filter(proposal=ready.proposal, kind="components").first()
    for address, name in (
        (url(ready, "records", row.pk), "Renamed"),
        (url(ready, "records", "new", "components"), "New"),
    ):
        browser, to = typed_too_late(
            ready,
            address,
            name=name,
            category="SERVER",
            manufacturer="Juniper Foundry Works",
            quantity="12",
        )
        page = sign_in(browser, ready.admin, to)
        assert ENDED in text(page)
        again = form_data(page) | {TOKEN: page.context["csrf_token"]}
        for _ in range(2):
            browser.send(address, again)
        assert [one.name for one in content(ready).components].count(name) == 1


def test_what_can_no_longer_be_written_is_shown_to_be_copied(ready):
    address = url(ready, "overview")
    browser, to = typed_too_late(
        ready, address, executive_summary="Half an afternoon of careful work."
    )
    Proposal.objects.filter(pk=ready.proposal.pk).update(state="WITHDRAWN")
    page = sign_in(browser, ready.admin, to)
    assert "What you typed was not saved, and this page cannot be written now." in text(page)
    assert "Half an afternoon of careful work." in page.context["unsaved"]
    assert not any(":" in one for one in page.context["unsaved"]), "the revisions are no text"
    assert "Half an afternoon" not in text(browser.get(address))


def test_a_stale_token_shows_what_was_typed_with_a_fresh_one(ready):
    """The person signed in again in another tab, which makes the tokens of the first one stale."""
    address = url(ready, "overview")
    browser = browser_of(ready.admin)
    fields = opened(browser, address) | {"title": "Typed in the first tab"}
    sign_in_again(browser, ready.admin)
    answer = browser.send(address, fields)
    assert (answer.status_code, answer.url) == (302, address)
    page = browser.get(address)
    assert STALE in text(page)
    assert form_data(page)["title"] == ["Typed in the first tab"]
    assert content(ready).title == "Lumen Stack for public services"
    browser.send(address, form_data(page) | {TOKEN: page.context["csrf_token"]})
    assert content(ready).title == "Typed in the first tab"


def test_a_long_text_is_kept_and_one_too_long_says_what_to_do(ready):
    address = url(ready, "overview")
    browser, to = typed_too_late(ready, address, executive_summary="Ä" * 19_000)
    assert form_data(sign_in(browser, ready.admin, to))["executive_summary"] == ["Ä" * 19_000]
    browser = browser_of(ready.admin)
    fields = opened(browser, address) | {"executive_summary": "x" * 600_000}
    end_session(browser)
    answer = browser.send(address, fields)
    assert answer.status_code == 413
    assert "Sign in in another tab. Then come back here, go back, and press Save" in text(answer)
    sign_in(browser, ready.admin, f"{reverse('account_login')}?next=/profile/")
    assert form_data(browser.get(browser.send(address, fields).url))["executive_summary"] == [
        "x" * 600_000
    ]


def test_htmx_does_not_put_the_sign_in_page_into_the_middle_of_a_page(ready):
    answer = Client().post(url(ready, "hardware", "share"), headers={"hx-request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")
