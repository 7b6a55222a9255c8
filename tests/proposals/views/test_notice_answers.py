"""How do two organizations come together on the pages, and what do others see of it?"""

import pytest

from exports_portal.accounts.roles import Part, Role
from proposals.actions.notice_answers import change_answer, reply
from proposals.actions.notices import take_down
from proposals.models import Invitation, NoticeAnswer
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.notices import answered_notice, notice_of
from tests.factories.proposals import ConsortiumFactory, MemberFactory
from tests.proposals.views.pages import form_data, text
from tests.web.html import hrefs, page, texts

pytestmark = pytest.mark.django_db
TEXT = "We run open models in <Nairobi>."


@pytest.fixture
def consortium():
    return ConsortiumFactory()


@pytest.fixture
def seeker(consortium):
    return consortium.founded_by


@pytest.fixture
def given(consortium, seeker):
    return answered_notice(consortium.anchor, by=seeker)


def place(given, end=""):
    return f"/notices/{given.notice_id}/answers/{given.pk}/{end}"


def wrote(browser, given, words):
    """Sent as the page sends it, with what it was opened on."""
    return browser.post(place(given), form_data(browser.get(place(given))) | {"text": words})


def test_an_answer_is_written_found_on_the_home_page_and_replied_to(consortium, seeker, as_user):
    notice = notice_of(consortium.anchor, by=seeker)
    provider = UserFactory()
    company = OrganizationFactory(legal_name="Tidal", admin=provider)
    theirs = as_user(provider)
    url = f"/notices/{notice.pk}/answer/"
    assert url in hrefs(page(theirs.get(f"/notices/{notice.pk}/")), "main a")
    sent = theirs.post(url, {"organization": company.pk, "text": TEXT})
    given = NoticeAnswer.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, place(given))

    ours = as_user(seeker)
    waiting = page(ours.get("/"))
    assert "Reply to Tidal: Your notice: AI models and systems" in texts(waiting, "main tbody th")
    assert place(given) in hrefs(waiting, "main tbody a")
    read = ours.get(place(given))
    assert "open models in &lt;Nairobi&gt;" in read.text
    assert provider.email in text(read)
    assert wrote(ours, given, "Let us talk.").status_code == 302
    assert "Let us talk." in text(theirs.get(place(given)))
    assert "Reply to Tidal" not in text(ours.get("/"))


def test_nobody_else_reads_an_answer_or_knows_of_it(given, as_user):
    third = OrganizationFactory(admin=UserFactory()).memberships.first().user
    browser = as_user(third)
    assert browser.get(place(given)).status_code == 404
    assert browser.post(place(given), {"text": "Hm"}).status_code == 404
    assert browser.post(place(given, "withdraw/")).status_code == 404
    notice = text(browser.get(f"/notices/{given.notice_id}/"))
    assert "Tidal" not in notice
    assert "You did not answer yet" in notice


def test_who_answered_changes_and_takes_back_until_the_reply(given, as_user):
    theirs = as_user(given.written_by)
    assert form_data(theirs.get(place(given)))["text"] == ["We provide models."]
    assert wrote(theirs, given, "Better.").status_code == 302
    assert wrote(theirs, given, "").status_code == 422
    assert theirs.post(place(given, "withdraw/")).status_code == 302
    assert NoticeAnswer.objects.get().withdrawn_at is not None
    assert "This answer is taken back" in text(theirs.get(place(given)))
    again = {"organization": given.organization_id, "text": "Anew."}
    assert theirs.post(f"/notices/{given.notice_id}/answer/", again).status_code == 302
    assert NoticeAnswer.objects.get().text == "Anew."


def test_a_second_press_of_send_changes_nothing(given, as_user):
    theirs = as_user(given.written_by)
    again = {"organization": given.organization_id, "text": "Twice."}
    answer = theirs.post(f"/notices/{given.notice_id}/answer/", again)
    assert answer.status_code == 422
    assert NoticeAnswer.objects.get().text == "We provide models."


def test_the_notices_people_do_not_take_an_answer_back(given, seeker, as_user):
    assert as_user(seeker).post(place(given, "withdraw/")).status_code == 404


def test_a_contributor_reads_and_writes_nothing(given, as_user):
    for organization in (given.organization, given.notice.organization):
        reader = as_user(MembershipFactory(organization=organization, part=Part.CONTRIBUTOR).user)
        shown = reader.get(place(given))
        assert "We provide models." in text(shown)
        assert "text" not in form_data(shown)
        assert reader.post(place(given), {"text": "Hm"}).status_code in {200, 403}
    assert (NoticeAnswer.objects.get().text, NoticeAnswer.objects.get().reply) == (
        "We provide models.",
        "",
    )


def test_from_the_answer_to_the_invitation_and_nothing_is_sent_without_a_click(
    given, consortium, seeker, as_user
):
    browser = as_user(seeker)
    invite = f"/consortia/{consortium.pk}/invite/?answer={given.pk}"
    assert invite in hrefs(page(browser.get(place(given))), "main a")
    form = form_data(browser.get(invite))
    assert form["email"] == ["nia@tidal-models.example"]
    assert not Invitation.objects.exists()
    browser.post(invite, form)
    assert Invitation.objects.get().email == "nia@tidal-models.example"


def test_who_answered_can_invite_after_the_reply_and_not_before(given, seeker, as_user):
    led = ConsortiumFactory(anchor_organization=given.organization)
    theirs, invite = as_user(given.written_by), f"/consortia/{led.pk}/invite/?answer={given.pk}"
    assert invite not in hrefs(page(theirs.get(place(given))), "main a")
    assert form_data(theirs.get(invite))["email"] == [""]
    reply(given, text="Yes.", by=seeker)
    assert invite in hrefs(page(theirs.get(place(given))), "main a")
    assert form_data(theirs.get(invite))["email"] == [seeker.email]


def test_nobody_gets_an_address_from_an_answer_that_is_not_theirs(given, as_user):
    other = ConsortiumFactory()
    for asked in (str(given.pk), "0", "x", "9" * 30):
        url = f"/consortia/{other.pk}/invite/?answer={asked}"
        assert form_data(as_user(other.founded_by).get(url))["email"] == [""]


def test_a_member_already_is_not_offered_for_an_invitation(given, consortium, seeker, as_user):
    MemberFactory(consortium=consortium, organization=given.organization)
    assert f"/consortia/{consortium.pk}/invite/" not in as_user(seeker).get(place(given)).text


def test_who_answered_still_reads_the_answer_but_not_the_notice_that_was_taken_down(given, as_user):
    take_down(given.notice, reason="Prices.", by=UserFactory(roles=[Role.POLICY_STEWARD]))
    theirs, notice = as_user(given.written_by), f"/notices/{given.notice_id}/"
    shown = theirs.get(place(given))
    assert "We provide models." in text(shown)
    assert notice not in hrefs(page(shown), "a")
    assert given.notice.text not in text(shown)
    assert theirs.get(notice).status_code == 404


def test_a_reply_does_not_land_on_an_answer_that_was_changed_after_it_was_read(
    given, seeker, as_user
):
    ours = as_user(seeker)
    opened = form_data(ours.get(place(given))) | {"text": "Agreed."}
    change_answer(given, text="Something else.", by=given.written_by)
    for sent in (opened, opened | {"base": "x"}, {"text": "Agreed."}):
        refused = ours.post(place(given), sent)
        assert refused.status_code == 422
        assert "This answer was changed after you opened it" in text(refused)
        assert "Something else." in text(refused)
        assert form_data(refused)["text"] == ["Agreed."]
    assert NoticeAnswer.objects.get().reply == ""
    assert ours.post(place(given), form_data(refused)).status_code == 302
    assert NoticeAnswer.objects.get().reply == "Agreed."
