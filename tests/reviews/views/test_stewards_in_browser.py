"""Are the pages that a policy steward alone sees without a barrier?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Role
from reviews.models import ListVersion
from tests.factories.reviews import fictional_list, officer
from tests.signing_in import client_of
from tests.web.browser import barriers, opened, walked

pytestmark = pytest.mark.django_db(transaction=True)


def test_calls_and_old_lists_have_no_barrier(live_server, chromium):
    version = fictional_list()
    long_ago = timezone.now() - timedelta(days=90)
    ListVersion.objects.update(published_at=long_ago, decision_reason="", is_fictional=False)
    session = client_of(officer(Role.POLICY_STEWARD)).session.session_key
    pages = ["calls/", "calls/new/", "lists/", f"lists/{version.pk}/accept-age/"]
    with opened(chromium, live_server.url, session=session) as tab:
        found = walked(tab, [f"/review/{page}" for page in pages])
        tab.goto("/review/calls/new/")
        tab.get_by_role("button", name="Announce the call").click()
        found["with mistakes"] = barriers(tab)
    assert {page: faults for page, faults in found.items() if faults} == {}
