"""Is what somebody typed still there when the session ended meanwhile, and for nobody else?

As a tired person does it: type, come back after lunch, press Save, sign in, press Save again. And
as a dishonest one: sign in as somebody else, or send from another site what nobody typed.
"""

from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from exports_portal.web.tasks import forget_ended_sessions
from exports_portal.web.typed import FORM, KEPT_FOR, MOST_PAGES, PAGE_LASTS, WRITTEN_BY, mark_of
from proposals.actions.drafts import SectionDraft, save_section
from proposals.models import ContentRecord, Proposal
from proposals.snapshot import content_of
from tests.factories.accounts import PASSWORD, UserFactory
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db

ENDED = "Your session ended while you were typing."
STALE = "You signed in again after this page was opened"
TOKEN = "csrfmiddlewaretoken"


def url(ready, *rest):
    return "/".join([f"/proposals/{ready.proposal.pk}", *map(str, rest), ""])


def content(ready):
    return content_of(Proposal.objects.get(pk=ready.proposal.pk))


def opened(browser, address):
    """What the form of this page sends, with its token."""
    page = browser.get(address)
    return form_data(page) | {TOKEN: page.context["csrf_token"]}


class Browser(Client):
    """Sends forms as browsers do, to a server that checks their tokens."""

    def __init__(self):
        super().__init__(enforce_csrf_checks=True)

    def send(self, address, fields, **how):
        body = urlencode(fields, doseq=True)
        return self.post(address, body, content_type=FORM, **how)


def browser_of(user):
    browser = Browser()
    browser.force_login(user)
    return browser


def end_session(browser):
    Session.objects.filter(pk=browser.session.session_key).delete()


def sign_in_again(browser, user):
    """In another tab, where somebody signed out before."""
    page = browser.get("/accounts/logout/")
    browser.send("/accounts/logout/", {TOKEN: page.context["csrf_token"]})
    sign_in(browser, user, f"{reverse('account_login')}?next=/profile/")


def sign_in(browser, user, to):
    """By the form, as a person does it; gives the page where it leads."""
    page = browser.get(to)
    after = parse_qs(urlsplit(to).query)["next"][0]
    typed = {"login": user.email, "password": PASSWORD, "next": after}
    answer = browser.send(to, typed | {TOKEN: page.context["csrf_token"]})
    return browser.get(answer.url)


def typed_too_late(ready, address, **typed):
    """The page is open, the session ends, Save is pressed: the browser, and where it was led."""
    browser = browser_of(ready.admin)
    fields = opened(browser, address) | typed
    end_session(browser)
    return browser, browser.send(address, fields).url


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
    assert "Half an afternoon of careful work." in text(page)
    assert "Half an afternoon" not in text(browser.get(address))


def test_somebody_else_who_signs_in_never_sees_it_and_it_is_forgotten(ready):
    """A colleague, who may write the same page."""
    colleague = ready.signatory
    address = url(ready, "overview")
    browser, to = typed_too_late(ready, address, title="Not for my colleague")
    page = sign_in(browser, colleague, to)
    assert page.status_code == 200
    assert "Not for my colleague" not in page.content.decode()
    assert "Not for my colleague" not in str(dict(browser.session))
    assert ENDED not in text(page)


def test_a_page_opened_by_one_and_sent_by_another_who_signed_in_shows_and_saves_nothing(ready):
    address = url(ready, "overview")
    browser = browser_of(ready.admin)
    fields = opened(browser, address) | {"title": "Typed by the first"}
    sign_in_again(browser, ready.signatory)
    answer = browser.send(address, fields)
    assert answer.status_code == 403
    assert "Typed by the first" not in answer.content.decode()
    assert "Typed by the first" not in str(dict(browser.session))


def test_it_is_kept_for_an_hour_and_no_longer(ready):
    begun = timezone.now()
    with travel(begun):
        browser, to = typed_too_late(ready, url(ready, "overview"), title="Typed after lunch")
    with travel(begun + KEPT_FOR + timedelta(minutes=1)):
        assert "Typed after lunch" not in sign_in(browser, ready.admin, to).content.decode()
        assert browser.session.session_key
        left = Session.objects.filter(expire_date__lt=timezone.now())
        assert left.count() == 1
        forget_ended_sessions()
        assert left.count() == 0


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


@pytest.mark.parametrize("mark", [None, "nobody", "1:forged:signature"])
def test_another_site_plants_nothing_with_somebody_signed_in(ready, mark):
    browser = browser_of(ready.admin)
    forged = {"title": "Planted", "base": ""} | ({WRITTEN_BY: mark} if mark else {})
    answer = browser.send(
        url(ready, "overview"), forged, headers={"origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert "Planted" not in str(dict(browser.session))
    assert "Planted" not in browser.get(url(ready, "overview")).content.decode()


def test_another_site_plants_nothing_before_somebody_signs_in(ready):
    """Not even with the mark of another account, which is all that a stranger can have."""
    stranger = UserFactory()
    browser = Browser()
    browser.get(reverse("account_login"))
    for mark in (mark_of(ready.admin), mark_of(stranger)):
        forged = {"title": "Planted", WRITTEN_BY: mark, TOKEN: "x" * 64}
        assert browser.send(url(ready, "overview"), forged).status_code == 403
        assert "Planted" not in str(dict(browser.session))
    to = f"{reverse('account_login')}?next={url(ready, 'overview')}"
    assert "Planted" not in sign_in(browser, ready.admin, to).content.decode()


def test_the_mark_of_another_account_plants_nothing_in_a_session(ready):
    """With a token of this browser, but a page that another account opened."""
    browser = browser_of(ready.admin)
    fields = opened(browser, url(ready, "overview"))
    fields |= {"title": "Planted", WRITTEN_BY: mark_of(UserFactory())}
    end_session(browser)
    page = sign_in(browser, ready.admin, browser.send(url(ready, "overview"), fields).url)
    assert "Planted" not in page.content.decode()


@pytest.mark.parametrize("mark", ["", "7", "7:1:x"])
def test_what_does_not_say_who_typed_it_is_not_kept(ready, mark):
    browser = browser_of(ready.admin)
    fields = opened(browser, url(ready, "overview")) | {"title": "Whose?", WRITTEN_BY: mark}
    end_session(browser)
    browser.send(url(ready, "overview"), fields)
    assert "Whose?" not in str(dict(browser.session))


def test_a_page_that_was_open_for_weeks_is_not_kept(ready):
    begun, address = timezone.now(), url(ready, "overview")
    with travel(begun):
        browser = browser_of(ready.admin)
        fields = opened(browser, address) | {"title": "Very old"}
    with travel(begun + PAGE_LASTS + timedelta(hours=1)):
        browser.send(address, fields)
        assert "Very old" not in str(dict(browser.session))


def test_only_the_pages_of_the_draft_keep_anything_and_no_token_and_no_file(ready):
    browser = browser_of(ready.admin)
    fields = opened(browser, url(ready, "overview"))
    end_session(browser)
    elsewhere = [url(ready, "certifications", ready.anchor.pk), url(ready, "withdraw"), "/profile/"]
    for address in elsewhere:
        browser.send(address, fields | {"typed_name": "Ada Vance", "password": "never kept"})
    assert "typed" not in browser.session
    browser.send(url(ready, "overview"), fields)
    kept = browser.session["typed"][url(ready, "overview")]["fields"]
    assert TOKEN not in kept
    assert WRITTEN_BY not in kept


def test_the_last_pages_are_kept_and_not_any_number(ready):
    browser = browser_of(ready.admin)
    fields = opened(browser, url(ready, "overview"))
    end_session(browser)
    addresses = [url(ready, "overview") + f"?n={number}" for number in range(MOST_PAGES + 2)]
    for address in addresses:
        browser.send(address, fields)
    assert list(browser.session["typed"]) == addresses[-MOST_PAGES:]


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
