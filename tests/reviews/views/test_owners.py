"""Does an officer see who owns a member in the end, as it was submitted, and nobody else?"""

import pytest

from exports_portal.accounts.roles import Role
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals_ready import ANCHOR_OWNER
from tests.factories.reviews import submitted_case
from tests.signing_in import client_of
from tests.web.html import hrefs, page, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return submitted_case()


def address(case, organization):
    return f"/review/{case.proposal.public_id}/version/1/owners/{organization.pk}/"


def test_the_version_leads_to_the_owners_as_they_were_submitted(case):
    anchor = case.ready.anchor
    anchor.owners.update(name="Changed Since")
    browser = client_of(case.lead)
    version = browser.get(f"/review/{case.proposal.public_id}/version/")
    assert address(case, anchor) in hrefs(page(version), "main a")
    tree = page(browser.get(address(case, anchor)))
    assert len(tree.find("main svg[role=img]")) == 1
    assert [row.words for row in tree.find("main table")[0].find("tbody tr")] == [
        f"{ANCHOR_OWNER} 100 % United States Organization"
    ]
    assert texts(tree, "main h1")[0].startswith(f"Owners of {anchor} ")


def test_who_may_not_read_the_case_finds_nothing(case):
    anchor = case.ready.anchor
    left = UserFactory(roles=[Role.CASE_LEAD])
    MembershipFactory(organization=anchor, user=left)
    for person in (left, case.ready.admin, UserFactory()):
        assert client_of(person).get(address(case, anchor)).status_code in {403, 404}
    other = MembershipFactory().organization
    assert client_of(case.lead).get(address(case, other)).status_code == 404
