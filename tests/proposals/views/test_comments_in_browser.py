"""Can people comment and see what happens by keyboard, on a phone and without JavaScript?"""

import pytest

from exports_portal.mail.kinds import Way
from proposals.actions.comments import Said, reply
from tests.factories.comments import WORDS, commented, component_of, place_of
from tests.factories.proposals_ready import ready_proposal
from tests.signing_in import client_of
from tests.web.browser import PHONE, opened, walked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]


def session_of(user):
    return client_of(user).session.session_key


def test_no_page_of_comments_and_activity_has_a_barrier(chromium, live_server):
    ready = ready_proposal()
    place = place_of(component_of(ready.proposal))
    thread = commented(ready.proposal, by=ready.admin, at=place, tell=(ready.signatory,))
    reply(thread, Said(text="It is the June contract."), by=ready.signatory)
    own = f"/proposals/{ready.proposal.pk}/"
    pages = [
        *(f"{own}comments/", f"{own}comments/?show=resolved", f"{own}comments/?at={place}"),
        *(f"{own}comments/new/?at=hardware", f"{own}comments/{thread.pk}/"),
        *(f"{own}comments/change/{thread.pk}/", f"{own}comments/delete/{thread.pk}/"),
        *(f"{own}activity/", f"{own}activity/?event=returned", f"{own}hardware/", own),
        *(f"{own}records/{component_of(ready.proposal).pk}/", "/profile/"),
        f"{own}certifications/",
    ]
    with opened(chromium, live_server.url, session=session_of(ready.admin)) as tab:
        assert walked(tab, pages) == {}


def test_a_comment_is_written_by_keyboard_without_javascript_on_a_phone(chromium, live_server):
    ready = ready_proposal()
    own = f"/proposals/{ready.proposal.pk}/"
    session = session_of(ready.admin)
    with opened(
        chromium, live_server.url, viewport=PHONE, javascript=False, session=session
    ) as tab:
        tab.goto(f"{own}hardware/")
        tab.get_by_role("link", name="Comments on this page").press("Enter")
        tab.get_by_role("link", name="Comment on Hardware").press("Enter")
        tab.get_by_label("Comment (required)").press_sequentially(WORDS)
        tab.get_by_label("June Tamm, Juniper Data Works").press("Space")
        tab.get_by_role("button", name="Comment").press("Enter")
        assert tab.get_by_text("Told: June Tamm").is_visible()
        tab.get_by_role("button", name="Resolve").press("Enter")
        assert (
            tab.get_by_text("Resolved by Ada Quill").count()
            or tab.get_by_text("Open it again").is_visible()
        )
    thread = ready.proposal.threads.get()
    assert thread.resolved_by == ready.admin
    assert thread.comments.get().mentions.get().person == ready.member_signatory


def test_how_mails_come_is_chosen_on_the_profile(chromium, live_server):
    ready = ready_proposal()
    with opened(chromium, live_server.url, session=session_of(ready.admin)) as tab:
        tab.goto("/profile/")
        tab.get_by_label("Once a day, in one mail").press("Space")
        tab.get_by_role("button", name="Save").press("Enter")
        assert tab.get_by_text("Saved.").is_visible()
    ready.admin.refresh_from_db()
    assert ready.admin.mail_way == Way.DAILY
