"""Is what is typed on the page of a record saved by itself, with the same rights and merge?"""

import pytest
from django.utils import timezone
from time_machine import travel

from exports_portal.accounts.roles import Part
from proposals.actions.one_record import change_record
from proposals.actions.submit import submit
from proposals.models import ContentRecord, Proposal, RecordRevision
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals_ready import sign_everything
from tests.proposals.views.grids import JSON
from tests.proposals.views.late import TOKEN, browser_of, end_session, opened, url
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(ready):
    """Of a draft whose signatures ended, which its signatories were told."""
    ready.proposal.packets.update(told_at=timezone.now())
    rows = ContentRecord.objects.filter(proposal=ready.proposal, kind="components")
    return rows.earliest("position")


@pytest.fixture
def address(ready, row):
    return url(ready, "records", row.pk)


def component(ready):
    return content_of(Proposal.objects.get(pk=ready.proposal.pk)).components[0]


def save(browser, address, typed):
    return browser.post(address, typed, headers=JSON)


def test_what_is_typed_is_saved_and_the_page_goes_on_from_there(ready, row, address, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(address))
    with travel(timezone.now().replace(hour=19, minute=14), tick=False):
        browser.force_login(ready.admin)
        answer = save(browser, address, typed | {"quantity": "600"})
    assert answer.status_code == 200
    assert answer.json()["at"] in ("2:14 p.m.", "3:14 p.m.")  # with daylight saving time
    assert (answer.json()["base"], answer.json()["fields"]) == ("2", {})
    browser.force_login(ready.admin)
    again = save(browser, address, typed | {"quantity": "601", "base": "2"})
    assert (again.json()["base"], component(ready).quantity) == ("3", 601)
    same = save(browser, address, typed | {"quantity": "601", "base": "3"})
    assert same.json()["base"] == "3"
    assert RecordRevision.objects.filter(record=row).count() == 3


def test_what_a_colleague_changed_meanwhile_stays_and_is_told(ready, row, address, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(address))
    change_record(ready.proposal, row.pk, {"model_no": "L4-80"}, revision=1, by=ready.admin)
    answer = save(browser, address, typed | {"quantity": "600"}).json()
    assert (answer["base"], answer["fields"]) == ("3", {"model_no": ["L4-80"]})
    assert (component(ready).quantity, component(ready).model_no) == (600, "L4-80")


def test_what_both_changed_is_saved_by_neither_and_left_to_the_button(ready, row, address, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(address)) | {"quantity": "600"}
    change_record(ready.proposal, row.pk, {"quantity": 700}, revision=1, by=ready.admin)
    answer = save(browser, address, typed)
    assert answer.status_code == 409
    assert "somebody else changed this as well: Quantity" in answer.json()["detail"]
    assert component(ready).quantity == 700
    assert "changed what you changed" in text(browser.post(address, typed))


def test_what_is_wrong_is_named_by_its_field(ready, address, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(address)) | {"quantity": "many", "name": ""}
    answer = save(browser, address, typed)
    assert answer.status_code == 422
    assert sorted(answer.json()["fields"]) == ["name", "quantity"]
    assert save(browser, address, typed | {"base": "99"}).status_code == 422
    assert component(ready).quantity == 512


def test_another_member_and_a_stranger_save_nothing(ready, address, as_user):
    typed = form_data(as_user(ready.admin).get(address)) | {"quantity": "600"}
    writer = MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user
    for person in (writer, UserFactory()):
        assert save(as_user(person), address, typed).status_code == 404
    reader = MembershipFactory(organization=ready.anchor, part=Part.SIGNATORY).user
    assert save(as_user(reader), address, typed).status_code == 403
    assert component(ready).quantity == 512


def test_who_signed_in_meanwhile_on_this_browser_saves_nothing(ready, address, as_user):
    typed = form_data(as_user(ready.admin).get(address)) | {"quantity": "600"}
    colleague = MembershipFactory(organization=ready.anchor, part=Part.CONTRIBUTOR).user
    answer = save(as_user(colleague), address, typed)
    assert (answer.status_code, component(ready).quantity) == (403, 512)
    assert "Somebody else signed in on this browser." in answer.json()["detail"]


def test_what_is_signed_is_saved_by_the_button_alone(ready, address, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(address)) | {"quantity": "600"}
    assert "data-autosave" in browser.get(address).content.decode()
    sign_everything(ready)
    page = browser.get(address)
    assert "data-autosave=" not in page.content.decode()
    assert "what you changed must be signed again" in text(page)
    answer = save(browser, address, typed)
    assert (answer.status_code, component(ready).quantity) == (409, 512)
    assert browser.post(address, typed).status_code == 302
    assert component(ready).quantity == 600


def test_what_was_submitted_is_not_saved(ready, address, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(address)) | {"quantity": "600"}
    sign_everything(ready)
    submit(Proposal.objects.get(pk=ready.proposal.pk), by=ready.signatory)
    answer = save(browser, address, typed)
    assert (answer.status_code, component(ready).quantity) == (403, 512)
    assert "not with the applicant now" in answer.json()["detail"]


def test_a_session_that_ended_and_a_stale_token_are_said_and_nothing_is_kept_elsewhere(
    ready, address
):
    browser = browser_of(ready.admin)
    typed = opened(browser, address) | {"quantity": "600"}
    stale = browser.send(address, typed | {TOKEN: "x" * 64}, headers=JSON)
    assert (stale.status_code, stale.json()["title"]) == (403, "This form has expired")
    end_session(browser)
    assert browser.send(address, typed, headers=JSON).status_code == 401
    assert browser.session.get("typed") is None
    assert component(ready).quantity == 512
