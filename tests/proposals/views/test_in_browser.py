"""Can applicants use their pages: on a desk and on a phone, by ear, with and without JavaScript?"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from proposals.actions.drafts import start
from proposals.models import Proposal
from proposals.rules.places import Section
from proposals.snapshot import content_of
from tests.factories.proposals_ready import ready_proposal
from tests.factories.reviews import case_with_question
from tests.signing_in import client_of
from tests.web.browser import PHONE, opened, walked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]


def session_of(user):
    return client_of(user).session.session_key


def pages_of(proposal):
    names = ["detail", *(section.value for section in Section)]
    return [reverse(f"proposals:{name}", args=[proposal.pk]) for name in names]


def test_no_page_of_a_draft_has_a_barrier(chromium, live_server):
    ready = ready_proposal()
    empty = start(consortium=ready.consortium, call=ready.call, title="Empty", by=ready.admin)
    own = [*pages_of(ready.proposal), "/proposals/", "/proposals/new/"]
    signing = [
        reverse("proposals:certifications", args=[empty.pk]),
        reverse("proposals:submit", args=[empty.pk]),
        reverse("proposals:withdraw", args=[empty.pk]),
    ]
    for person, urls in (
        (ready.admin, own),
        (ready.signatory, signing),
        (ready.member_signatory, pages_of(empty)[1:4]),
    ):
        session = session_of(person)
        with opened(chromium, live_server.url, session=session) as tab:
            assert walked(tab, urls) == {}


def test_the_page_of_an_open_question_has_no_barrier(chromium, live_server):
    asked = case_with_question()
    question = asked.proposal.information_requests.get()
    page = reverse("cases:question", args=[asked.proposal.pk, question.pk])
    session = session_of(asked.ready.admin)
    with opened(chromium, live_server.url, session=session) as tab:
        assert walked(tab, [page]) == {}


def test_the_share_follows_what_is_typed_before_anything_is_saved(chromium, live_server):
    ready = ready_proposal()
    session = session_of(ready.admin)
    with opened(chromium, live_server.url, session=session) as tab:
        tab.goto(reverse("proposals:hardware", args=[ready.proposal.pk]))
        tab.fill("#id_hardware-0-us_origin_percent", "30")
        tab.keyboard.press("Tab")
        tab.get_by_text("U.S. content: 31.79 %").wait_for(timeout=10_000)
        assert tab.console == []
    assert saved_share(ready) == 70


def test_without_javascript_a_row_is_added_mended_and_saved(chromium, live_server):
    ready = ready_proposal()
    session = session_of(ready.admin)
    with opened(
        chromium, live_server.url, viewport=PHONE, javascript=False, session=session
    ) as tab:
        tab.goto(reverse("proposals:markets", args=[ready.proposal.pk]))
        tab.fill("#id_markets-0-rationale", "Typed before the row was added")
        tab.get_by_role("button", name="Add another market").click()
        tab.fill("#id_markets-2-rationale", "A market without a name")
        tab.get_by_role("button", name="Save", exact=True).last.click()
        assert "Row 3: Country or regional bloc" in tab.inner_text("#error-summary")
        tab.select_option("#id_markets-2-market", "COUNTRY:JP")
        tab.get_by_role("button", name="Save and continue").click()
        assert tab.inner_text("h1") == "Build, own, operate"
    assert [market.code for market in saved(ready).markets] == ["KE", "EU", "JP"]
    assert saved(ready).markets[0].rationale == "Typed before the row was added"


# Playwright's loop forbids the database in the thread that drives the browser.
def elsewhere(question, *arguments):
    def asked():
        try:
            return question(*arguments)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asked).result()


def saved(ready):
    return elsewhere(lambda: content_of(Proposal.objects.get(pk=ready.proposal.pk)))


def saved_share(ready):
    return saved(ready).components[0].us_origin_percent
