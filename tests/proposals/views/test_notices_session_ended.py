"""Is a notice that somebody typed still there when the session ended meanwhile?"""

import pytest

from proposals.models import Notice, NoticeAnswer
from tests.factories.notices import answered_notice, notice_of
from tests.proposals.views.late import TOKEN, browser_of, end_session, opened, sign_in
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db


def typed_too_late(person, address, **changes):
    """What was typed is sent after the session ended; the page after signing in again."""
    browser = browser_of(person)
    fields = opened(browser, address) | changes
    end_session(browser)
    return browser, sign_in(browser, person, browser.send(address, fields).url)


def again(page):
    return form_data(page) | {TOKEN: page.context["csrf_token"]}


def test_a_new_notice_is_kept_and_published_when_it_is_sent_again(ready):
    address = "/notices/new/"
    browser, page = typed_too_late(
        ready.admin,
        address,
        organization=ready.anchor.pk,
        kind="OFFERS",
        layers=["L1_HARDWARE"],
        markets=["BLOC:EU", "COUNTRY:KE"],
        text="Typed after lunch",
    )
    assert "Your session ended while you were typing." in text(page)
    assert not Notice.objects.exists()
    assert browser.send(address, again(page)).status_code == 302
    kept = Notice.objects.get()
    assert (kept.kind, kept.markets, kept.text) == (
        "OFFERS",
        ["BLOC:EU", "COUNTRY:KE"],
        "Typed after lunch",
    )


def test_a_change_is_kept_on_the_revision_of_then(ready):
    notice = notice_of(ready.anchor, by=ready.admin)
    address = f"/notices/{notice.pk}/change/"
    browser, page = typed_too_late(ready.admin, address, text="Typed after lunch")
    Notice.objects.update(revision=2, text="Changed by a colleague")
    assert form_data(page)["text"] == ["Typed after lunch"]
    refused = browser.send(address, again(page))
    assert refused.status_code == 422
    assert "Changed by a colleague" in text(refused)
    assert Notice.objects.get().text == "Changed by a colleague"


def test_a_reply_is_kept_and_shown_to_nobody_else(ready):
    given = answered_notice(ready.anchor, by=ready.admin)
    address = f"/notices/{given.notice_id}/answers/{given.pk}/"
    browser = browser_of(ready.admin)
    fields = opened(browser, address) | {"text": "Typed after lunch"}
    end_session(browser)
    to = browser.send(address, fields).url
    other = sign_in(browser, given.written_by, to)
    assert "Typed after lunch" not in text(other)
    assert NoticeAnswer.objects.get().reply == ""
