"""Can an officer read who owns whom on a desk and on a phone?"""

import pytest
from django.urls import reverse

from tests.factories.ownership import judge, owned_case
from tests.signing_in import client_of
from tests.web.browser import barriers, opened

pytestmark = pytest.mark.django_db(transaction=True)
GRIM, BROOK = "Grimspire Holding International Trading and Shipping", "Brookfall Partners"


def test_the_section_on_ownership_has_no_barrier_and_does_not_overflow(live_server, chromium):
    owners = [
        ("Morrow AB", "30", ""),
        (GRIM, "25", ""),
        (GRIM, "60", "Morrow AB"),
        (BROOK, None, "Morrow AB"),
        ("Fund AB", "55", ""),
    ]
    case = owned_case(owners, listed=[GRIM, BROOK, "Ira Vane"], officers=["Ira Vane"])
    judge(case, GRIM)
    place = reverse("reviews:screening", args=[case.proposal.public_id])
    session = client_of(case.lead).session.session_key
    with opened(chromium, live_server.url, session=session) as tab:
        tab.goto(place)
        for summary in tab.locator("#ownership ~ details summary, section details summary").all():
            summary.click()
        assert barriers(tab) == []
        assert tab.locator("text=If the open hits on").count() > 0
