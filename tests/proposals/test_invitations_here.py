"""Who accepts an invitation without its link, and who learns nothing of it?"""

from datetime import timedelta
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotFound, NotPermitted
from proposals.actions.consortia import accept, accept_here, invite
from proposals.models import ConsortiumMember, Invitation
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.proposals import ConsortiumFactory
from tests.proposals.views.pages import text
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def consortium():
    return ConsortiumFactory()


@pytest.fixture
def guest():
    return UserFactory(email="ben@quiet-grid.example")


@pytest.fixture
def grid(guest):
    return OrganizationFactory(legal_name="Quiet Grid, Ltd.", admin=guest)


@pytest.fixture
def invitation(consortium):
    made, _ = invite(consortium, email="ben@quiet-grid.example", by=consortium.founded_by)
    return made


def page(invitation):
    return f"/consortia/invitations/{invitation.pk}/"


def yes(organization):
    return {"organization": organization.pk, "confirmed": "on"}


def test_the_confirmed_address_joins_here_once_with_the_same_questions(
    consortium, guest, grid, invitation
):
    browser = client_of(guest)
    shown = browser.get(page(invitation))
    assert f"Join {consortium}" in text(shown)
    assert browser.post(page(invitation), {"organization": grid.pk}).status_code == 422
    assert not consortium.members.filter(organization=grid).exists()
    assert browser.post(page(invitation), yes(grid)).status_code == 302
    assert consortium.current_members().get(organization=grid).accepted_by == guest
    assert AuditEvent.objects.get(verb="consortium.join").actor_id == guest.pk
    assert browser.post(page(invitation), yes(grid)).status_code == 404


def test_nobody_else_learns_that_there_is_one(consortium, grid, invitation):
    admin_of_another = OrganizationFactory(admin=UserFactory()).memberships.first().user
    for person in (consortium.founded_by, admin_of_another, UserFactory()):
        browser = client_of(person)
        assert browser.get(page(invitation)).status_code == 404
        assert browser.post(page(invitation), yes(grid)).status_code == 404
    assert not consortium.members.filter(organization=grid).exists()


def unconfirmed(guest):
    EmailAddress.objects.filter(user=guest).update(verified=False)


def another_confirmed(guest):
    """The invited address is theirs by name, and what they confirmed is another one."""
    EmailAddress.objects.filter(user=guest).update(email="ben@elsewhere.example")


def a_second_address(guest):
    """Confirmed, and not the one by which they sign in: the link would not work for it either."""
    guest.email = "other@elsewhere.example"
    guest.save()


def shut_out(guest):
    guest.is_active = False
    guest.save()


@pytest.mark.parametrize(
    "what", [unconfirmed, another_confirmed, a_second_address, shut_out], ids=lambda f: f.__name__
)
def test_only_the_confirmed_address_by_which_they_sign_in_counts(
    consortium, guest, grid, invitation, what
):
    what(guest)
    with pytest.raises(NotFound):
        accept_here(invitation.pk, organization=grid, by=guest)
    assert list(Invitation.objects.waiting_for(guest)) == []


@pytest.mark.parametrize(
    "ended",
    [{"revoked_at": timezone.now()}, {"expires_at": timezone.now() - timedelta(minutes=1)}],
    ids=["revoked", "expired"],
)
def test_what_is_over_by_mail_is_over_here(guest, grid, invitation, ended):
    Invitation.objects.update(**ended)
    with pytest.raises(NotFound):
        accept_here(invitation.pk, organization=grid, by=guest)
    assert client_of(guest).get(page(invitation)).status_code == 404


def test_a_contributor_brings_nobody_in(consortium, guest, invitation):
    firm = OrganizationFactory()
    MembershipFactory(organization=firm, user=guest, part=Part.CONTRIBUTOR)
    with pytest.raises(NotPermitted):
        accept_here(invitation.pk, organization=firm, by=guest)
    assert client_of(guest).post(page(invitation), yes(firm)).status_code == 422
    assert not ConsortiumMember.objects.filter(organization=firm).exists()


def test_an_invitation_is_used_up_by_the_link_and_by_the_page(consortium, guest, grid):
    made, secret = invite(consortium, email=guest.email, by=consortium.founded_by)
    accept_here(made.pk, organization=grid, by=guest)
    other = OrganizationFactory(admin=guest)
    with pytest.raises(NotFound):
        accept(secret, organization=other, by=guest)


def test_a_person_without_an_organization_registers_one_and_comes_back(guest, invitation):
    shown = client_of(guest).get(page(invitation))
    assert f"/organizations/new/?next={quote(page(invitation), safe='')}" in shown.text
