"""Has any page of the casework a barrier, fresh, waiting, reopened or grouped?"""

import pytest

from tests.factories import reviews
from tests.reviews.views.hit_rooms import (
    ENTITY_LIST,
    grouped_case,
    hit_page,
    page_of,
    reopened_case,
)
from tests.reviews.views.test_in_browser import barriers_on

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_page_of_a_hit_has_a_barrier(live_server, chromium):
    waiting = reviews.case_in_review(listed=[ENTITY_LIST])
    reviews.clear(waiting.hits[0], by=waiting.lead)
    reopened, grouped = reopened_case(), grouped_case()
    pages = [hit_page(case) for case in (waiting, reopened, grouped)]
    pages += [page_of(reopened), f"{page_of(grouped)}?hide_history=on&watch=on&kind=ADDRESS"]

    of_second = barriers_on(pages, reviews.colleague(), chromium, live_server)
    assert of_second == {}
    assert barriers_on(pages[:1], waiting.lead, chromium, live_server) == {}
