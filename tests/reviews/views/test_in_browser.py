"""Can every officer use every page: on a desk and on a phone, by ear, and without JavaScript?"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from exports_portal.accounts.roles import Agency
from proposals.models import Proposal
from proposals.states import ProposalState
from tests.factories import reviews
from tests.reviews.views.rooms import CONDITIONS, busy_case, of_lead
from tests.signing_in import client_of
from tests.web.browser import opened, walked

pytestmark = pytest.mark.django_db(transaction=True)


def session_of(user):
    return client_of(user).session.session_key


def barriers_on(pages, user, chromium, live_server):
    """What axe finds on each page; nothing where all is well."""
    with opened(chromium, live_server.url, session=session_of(user)) as tab:
        return walked(tab, pages)


def test_no_page_of_a_case_has_a_barrier(live_server, chromium):
    case = busy_case()
    consultant = reviews.consultant(Agency.STATE)
    number = case.proposal.public_id
    of_consultant = [
        reverse("reviews:case", args=[number]),
        reverse("reviews:answer_consultation", args=[number, Agency.STATE]),
        f"{reverse('reviews:queue')}?tab=mine&q=nothing",
    ]

    assert barriers_on(of_lead(case), case.lead, chromium, live_server) == {}
    assert barriers_on(of_consultant, consultant, chromium, live_server) == {}


def test_no_page_of_a_decision_has_a_barrier(live_server, chromium):
    case = reviews.designated_case(conditions=CONDITIONS)
    running = reviews.submitted_case(screened=False)
    pages = [
        reverse("reviews:case", args=[case.proposal.public_id]),
        reverse("reviews:step", args=[case.proposal.public_id, "terminate"]),
        reverse("reviews:screening", args=[running.proposal.public_id]),
    ]

    assert barriers_on(pages, case.decider, chromium, live_server) == {}


def test_a_package_is_designated_with_two_conditions_without_javascript(live_server, chromium):
    case = reviews.case_awaiting_determination()
    place = reverse("reviews:step", args=[case.proposal.public_id, "designate"])
    with opened(
        chromium,
        live_server.url,
        javascript=False,
        session=session_of(case.decider),
    ) as tab:
        tab.goto(place)
        tab.fill("[name=rationale]", "It carries the whole stack.")
        tab.click("text=Presumed: the threshold of the hardware layer is met")
        write_condition(tab, 0, "Report every incident within 72 hours.")
        tab.click("text=Add another condition")
        write_condition(tab, 1, "Keep a log of every administrator.")
        tab.click("text=See what will be said")
        assert tab.locator("h1").inner_text().startswith("Designate: look before you decide")
        tab.click("button[name=confirm]")
        assert "The letter is being made." in tab.locator("main").inner_text()

    assert Proposal.objects.get(pk=case.proposal.pk).state == ProposalState.DESIGNATED
    determination = case.proposal.determinations.get()
    assert [condition.text for condition in determination.conditions.all()] == [
        "Report every incident within 72 hours.",
        "Keep a log of every administrator.",
    ]


@pytest.mark.parametrize("javascript", [True, False], ids=["with", "without"])
def test_the_page_of_a_running_screening_shows_by_itself_that_it_is_finished(
    live_server, chromium, javascript
):
    case = reviews.submitted_case(screened=False, listed=["Harbor Founders Holding"])
    place = reverse("reviews:screening", args=[case.proposal.public_id])
    parties = case.run.party_count
    with opened(
        chromium, live_server.url, javascript=javascript, session=session_of(case.lead)
    ) as tab:
        tab.goto(place)
        assert f"Parties screened: 0 of {parties}" in tab.locator("main").inner_text()
        with ThreadPoolExecutor(1) as worker:  # this thread belongs to the browser
            worker.submit(screen, case).result()
        tab.wait_for_selector("text=1 screening hit is not adjudicated.", timeout=15_000)


def screen(case):
    reviews.screen_parties(case.run)
    connection.close()


def write_condition(tab, number, text):
    tab.select_option(f"[name=conditions-{number}-category]", "SECURITY")
    tab.fill(f"[name=conditions-{number}-text]", text)
