"""Does a person on a phone get back what they typed when the session ended, and save it?"""

import pytest
from django.contrib.sessions.models import Session

from proposals.models import Proposal
from proposals.snapshot import content_of
from tests.factories.accounts import PASSWORD
from tests.proposals.views.late import ENDED
from tests.signing_in import client_of
from tests.web.browser import PHONE, barriers, opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]


def test_who_types_in_a_row_while_the_session_ends_loses_nothing(chromium, live_server, ready):
    session = client_of(ready.admin).session.session_key
    with opened(chromium, live_server.url, viewport=PHONE, session=session) as tab:
        tab.goto(f"/proposals/{ready.proposal.pk}/hardware/")
        tab.fill("[name=hardware-0-name]", "Typed after lunch")
        Session.objects.all().delete()
        with tab.expect_response("**/hardware/share/") as share:
            tab.fill("[name=hardware-0-us_origin_percent]", "55")
            tab.keyboard.press("Tab")
        assert share.value.status == 401
        assert "Sign In" not in tab.inner_text("main"), "the share is asked for by htmx"
        tab.console.clear()  # htmx writes down what it did not put into the page
        tab.click("button[name=save]")
        assert barriers(tab) == []
        tab.fill("[name=login]", ready.admin.email)
        tab.fill("[name=password]", PASSWORD)
        tab.click("main button:has-text('Sign In')")
        assert ENDED in tab.inner_text("main")
        assert barriers(tab) == []
        tab.click("button[name=save]")
        assert "Hardware and U.S. content: saved." in tab.inner_text("main")
    components = content_of(Proposal.objects.get()).components
    assert components[0].name == "Typed after lunch"
