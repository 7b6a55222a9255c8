"""Does nobody else see what somebody typed, and can nobody plant a text?

As a dishonest person does it: sign in as somebody else, or send from another site what was made up.
"""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from exports_portal.web.tasks import forget_ended_sessions
from exports_portal.web.typed import KEPT_FOR, MOST_PAGES, PAGE_LASTS, WRITTEN_BY, mark_of
from tests.factories.accounts import UserFactory
from tests.proposals.views.late import (
    ENDED,
    TOKEN,
    Browser,
    browser_of,
    end_session,
    opened,
    sign_in,
    sign_in_again,
    typed_too_late,
    url,
)
from tests.proposals.views.pages import text

pytestmark = pytest.mark.django_db


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
