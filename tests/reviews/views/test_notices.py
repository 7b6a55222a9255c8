"""Does the program office see notices, and does only the policy steward take one down?"""

import pytest

from exports_portal.accounts.roles import Role
from proposals.models import Notice
from tests.factories.accounts import OrganizationFactory, UserFactory
from tests.factories.notices import answered_notice
from tests.proposals.views.pages import text
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
LIST = "/review/notices/"


@pytest.fixture
def given():
    seeker = UserFactory()
    return answered_notice(OrganizationFactory(admin=seeker), by=seeker)


def test_an_officer_reads_notices_and_no_answer(given):
    shown = text(client_of(UserFactory(roles=[Role.CASE_LEAD])).get(LIST))
    assert given.notice.text in shown
    assert "We provide models." not in shown
    assert "Take down" not in shown
    assert client_of(given.written_by).get(LIST).status_code == 403


def test_the_steward_says_why_and_the_organization_reads_it(given):
    steward = client_of(UserFactory(roles=[Role.POLICY_STEWARD]))
    url = f"{LIST}{given.notice_id}/take-down/"
    assert given.notice.text in text(steward.get(url))
    assert steward.post(url, {"reason": ""}).status_code == 422
    assert Notice.objects.get().is_open
    assert steward.post(url, {"reason": "It names a price."}).status_code == 302
    assert steward.post(url, {"reason": "Again."}).status_code == 409
    page = f"/notices/{given.notice_id}/"
    assert "It names a price." in text(client_of(given.notice.published_by).get(page))
    # Whoever answered keeps their own answer, and reads the notice no longer.
    assert client_of(given.written_by).get(page).status_code == 404
    theirs = text(client_of(given.written_by).get(f"{page}answers/{given.pk}/"))
    assert given.text in theirs
    assert "It names a price." not in theirs


@pytest.mark.parametrize("role", [Role.CASE_LEAD, Role.AUDITOR, Role.CATALOG_EDITOR])
def test_no_other_officer_takes_one_down(given, role):
    officer = client_of(UserFactory(roles=[role]))
    url = f"{LIST}{given.notice_id}/take-down/"
    assert officer.post(url, {"reason": "It names a price."}).status_code == 403
    assert Notice.objects.get().is_open
