"""Do officers see how far the re-screening is, whom it concerned, and what is new?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exports_portal.accounts.roles import Agency, Role
from reviews.actions.rescreening import queue_list_change, queue_weekly
from tests.factories.accounts import UserFactory
from tests.factories.proposals_ready import ANCHOR_OWNER, MEMBER_OWNER
from tests.factories.reviews import (
    case_in_consultation,
    case_in_review,
    consultant,
    designated_case,
    fictional_list,
    officer,
    settle,
)
from tests.reviews.rescreening.following import follow, follow_list_change
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
ALL = "/review/rescreenings/"


def text_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_a_pass_shows_what_it_followed_how_far_it_is_and_what_came_of_it():
    case = case_in_review(listed=[ANCHOR_OWNER])
    other = designated_case()
    fictional_list(listed=[ANCHOR_OWNER, MEMBER_OWNER])
    found = queue_list_change()
    client = client_of(case.lead)
    going_on = text_of(client, ALL)
    assert "The list changed" in going_on
    assert "Running" in going_on
    assert 'http-equiv="refresh"' in going_on
    assert "Not looked at yet" in text_of(client, f"{ALL}{found.pk}/")

    follow(found)

    page = text_of(client, f"{ALL}{found.pk}/")
    for number in (case.proposal.public_id, other.proposal.public_id):
        assert number in page
    assert "Screened again" in page
    assert 'http-equiv="refresh"' not in page
    assert "Finished" in text_of(client, ALL)
    assert "were concerned and are screened again" in text_of(client, "/review/lists/")


def test_only_those_who_read_cases_see_it():
    case = case_in_consultation()
    fictional_list(listed=[ANCHOR_OWNER])
    found = follow_list_change()
    for person in (consultant(Agency.STATE), officer(Role.CATALOG_EDITOR), UserFactory()):
        client = client_of(person)
        assert client.get(ALL).status_code == 403
        assert client.get(f"{ALL}{found.pk}/").status_code == 403
    assert client_of(officer(Role.AUDITOR)).get(ALL).status_code == 200
    assert client_of(case.lead).get(f"{ALL}0/").status_code == 404


def test_the_pages_make_as_many_queries_for_three_as_for_one():
    case = case_in_review(listed=[ANCHOR_OWNER])
    client = client_of(case.lead)
    found = follow(queue_weekly(is_asked_for=True, by=case.lead))
    at_one = queries(client, ALL), queries(client, f"{ALL}{found.pk}/")

    for _ in range(2):
        case_in_review(listed=[ANCHOR_OWNER])
    for _ in range(2):
        found = follow(queue_weekly(is_asked_for=True, by=case.lead))

    assert (queries(client, ALL), queries(client, f"{ALL}{found.pk}/")) == at_one


def test_the_page_of_a_case_says_what_was_carried_over_and_what_was_checked_since():
    case = case_in_review(listed=[ANCHOR_OWNER])
    fictional_list(listed=[ANCHOR_OWNER, MEMBER_OWNER])
    follow_list_change()
    path = f"/review/{case.proposal.public_id}/screening/"
    client = client_of(case.lead)

    page = text_of(client, path)
    assert "The list changed" in page
    carried = case.run.parties.exclude(carried_from=None).count()
    assert f"{carried} carried over from earlier screenings" in page
    assert "1 earlier screening" in page
    assert "Checked since" not in page

    fictional_list(listed=[ANCHOR_OWNER, MEMBER_OWNER, "Qwertzuiop Asdfghjkl Yxcvbnm"])
    follow_list_change()
    assert "nothing changed for this case" in text_of(client, path)


def test_a_designated_package_with_something_new_stands_in_its_own_tab():
    quiet, case = designated_case(), designated_case()
    client = client_of(case.lead)
    tab = "/review/?tab=watch"
    assert "Nothing new about designated packages" in text_of(client, tab)
    owners = case.ready.anchor.owners
    owners.update(name="Quarrystone Ventures Cayman")
    fictional_list(listed=["Quarrystone Ventures Cayman"])
    follow_list_change()
    assert case.proposal.public_id not in text_of(client, tab)

    fictional_list(listed=["Quarrystone Ventures Cayman", ANCHOR_OWNER])
    follow_list_change()

    page = text_of(client, tab)
    assert case.proposal.public_id in page
    assert quiet.proposal.public_id in page
    for one in (quiet, case):
        for hit in one.hits:
            settle(one, hit)
    assert "Nothing new about designated packages" in text_of(client, tab)


def test_an_agency_is_not_offered_the_tab():
    case = case_in_consultation()
    client = client_of(consultant(Agency.STATE))

    page = text_of(client, "/review/?tab=watch")

    assert "Designated, something new" not in page
    assert case.proposal.public_id in page
