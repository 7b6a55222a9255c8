"""Can everybody use the pages of the re-screening: on a desk and on a phone, and by ear?"""

import pytest

from reviews.actions.rescreening import queue_weekly
from tests.factories.proposals_ready import ANCHOR_OWNER, MEMBER_OWNER
from tests.factories.reviews import case_in_review, designated_case, fictional_list
from tests.reviews.rescreening.following import follow_list_change
from tests.signing_in import client_of
from tests.web.browser import opened, walked

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_page_of_the_rescreening_has_a_barrier(live_server, chromium):
    case = case_in_review(listed=[ANCHOR_OWNER])
    designated_case()
    fictional_list(listed=[MEMBER_OWNER])
    follow_list_change()  # of the list that the second case brought, and that is replaced already
    done = follow_list_change()
    going_on = queue_weekly(is_asked_for=True, by=case.lead)
    pages = [
        "/review/rescreenings/",
        f"/review/rescreenings/{done.pk}/",
        f"/review/rescreenings/{going_on.pk}/",
        f"/review/{case.proposal.public_id}/screening/",
        "/review/?tab=watch",
        "/review/lists/",
    ]
    session = client_of(case.lead).session.session_key
    with opened(chromium, live_server.url, session=session) as tab:
        assert walked(tab, pages) == {}
