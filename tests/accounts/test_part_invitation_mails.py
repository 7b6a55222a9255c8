"""Who is mailed about an invitation to a part, once, and who is left in peace?"""

import pytest

from exports_portal.accounts.actions.part_invitations import accept, decline, invite, send_again
from exports_portal.accounts.actions.parts import take_back_part
from exports_portal.accounts.roles import Part, Role
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL = "ben@lumen-harbor.example"


@pytest.fixture
def boss():
    return UserFactory(full_name="Ada Quill")


@pytest.fixture
def organization(boss):
    return OrganizationFactory(legal_name="Lumen Harbor Systems", admin=boss)


def invited(organization, boss):
    return invite(organization, email=EMAIL, part=Part.SIGNATORY, by=boss)


@pytest.mark.parametrize("known", [None, {"verified": False}], ids=["unknown", "unconfirmed"])
def test_the_address_hears_who_invites_and_where_to_accept(organization, boss, mailoutbox, known):
    if known:
        UserFactory(email=EMAIL, **known)
    made = invited(organization, boss)
    (mail,) = mailoutbox
    assert mail.to == [EMAIL]
    assert mail.subject == "Invitation to act for Lumen Harbor Systems"
    assert "Ada Quill invites you to be a signatory of Lumen Harbor Systems" in mail.body
    assert f"/organizations/invitations/{made.pk}/" in mail.body
    assert "sign up with this address" in mail.body
    send_again(made, by=boss)
    assert [mail.to for mail in mailoutbox] == [[EMAIL], [EMAIL]]


@pytest.mark.parametrize(
    "known",
    [{"roles": [Role.AUDITOR]}, {"is_staff": True}, {"is_active": False}],
    ids=lambda known: next(iter(known)),
)
def test_who_could_not_accept_is_not_mailed(organization, boss, mailoutbox, known):
    UserFactory(email=EMAIL, **known)
    invited(organization, boss)
    assert list(mailoutbox) == []


def test_whoever_invited_hears_that_it_was_accepted_and_nobody_of_their_own_doing(
    organization, boss, mailoutbox
):
    made = invited(organization, boss)
    guest = UserFactory(email=EMAIL, full_name="Ben Tide")
    MembershipFactory(organization=organization)
    mailoutbox.clear()
    accept(made.pk, by=guest)
    (mail,) = mailoutbox
    assert mail.to == [boss.email]
    assert mail.subject == f"{EMAIL} is now a signatory of Lumen Harbor Systems"
    assert f"Ben Tide ({EMAIL}) is now a signatory of Lumen Harbor Systems: your" in mail.body


def test_whoever_invited_hears_that_it_was_declined_while_they_are_an_administrator(
    organization, boss, mailoutbox
):
    made, guest = invited(organization, boss), UserFactory(email=EMAIL)
    mailoutbox.clear()
    decline(made.pk, by=guest)
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (
        [boss.email],
        f"{EMAIL} declined to act for Lumen Harbor Systems",
    )
    made = invited(organization, boss)
    MembershipFactory(organization=organization)
    take_back_part(boss.memberships.get(part=Part.ADMIN), by=boss)
    mailoutbox.clear()
    decline(made.pk, by=guest)
    assert list(mailoutbox) == []
