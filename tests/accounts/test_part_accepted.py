"""Who takes the part that they were invited to, who never can, and who learns nothing of it?"""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import timezone

from exports_portal.accounts.actions.part_invitations import accept, decline, invite, revoke
from exports_portal.accounts.actions.parts import take_back_part
from exports_portal.accounts.actions.roles import grant_role
from exports_portal.accounts.models import Membership, PartInvitation
from exports_portal.accounts.roles import Part, Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotFound, StepRefused
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.signing_in import client_of
from tests.web.html import hrefs, page, texts

pytestmark = pytest.mark.django_db

EMAIL = "ben@lumen-harbor.example"


@pytest.fixture
def boss():
    return UserFactory(full_name="Ada Quill", email="ada@lumen-harbor.example")


@pytest.fixture
def organization(boss):
    return OrganizationFactory(legal_name="Lumen Harbor Systems", admin=boss)


@pytest.fixture
def invitation(organization, boss):
    return invite(organization, email=EMAIL, part=Part.CONTRIBUTOR, by=boss)


@pytest.fixture
def guest(invitation):
    return UserFactory(email=EMAIL, full_name="Ben Tide")


def place(invitation, more=""):
    return f"/organizations/invitations/{invitation.pk}/{more}"


def to_do(person):
    return texts(page(client_of(person).get("/")), "main tbody th")


NO_LONGER = "Ada Quill is no longer an administrator of Lumen Harbor Systems and cannot let you"
LINE = "Ada Quill invites you as contributor: Part in Lumen Harbor Systems"


def test_from_the_home_page_the_invited_person_accepts_once(guest, invitation, organization, boss):
    browser = client_of(guest)
    home = page(browser.get("/"))
    assert texts(home, "main tbody th") == [LINE]
    assert hrefs(home, "main tbody a") == [place(invitation)]
    shown = texts(page(browser.get(place(invitation))), "main")[0]
    assert "Ada Quill invites you to act for Lumen Harbor Systems as a contributor." in shown
    assert "You write what it contributes to proposals." in shown
    assert "Ada Quill (ada@lumen-harbor.example)" in shown
    assert not guest.memberships.exists()
    answer = browser.post(place(invitation), follow=True)
    assert answer.redirect_chain == [(f"/organizations/{organization.pk}/", 302)]
    assert "For Lumen Harbor Systems you are now a contributor." in answer.text
    assert [one.part for one in guest.memberships.all()] == [Part.CONTRIBUTOR]
    event = AuditEvent.objects.get(verb="organization.give_part")
    assert (event.actor_id, event.data) == (
        guest.pk,
        {
            "user": guest.pk,
            "part": Part.CONTRIBUTOR,
            "invitation": invitation.pk,
            "invited_by": boss.pk,
        },
    )
    assert LINE not in to_do(guest)
    again = browser.post(place(invitation))
    assert (again.status_code, "accepted already" in again.text) == (409, True)
    assert browser.post(place(invitation, "decline/")).status_code == 409
    assert guest.memberships.count() == 1


def test_a_part_that_was_taken_back_does_not_come_back_by_the_old_invitation(
    guest, invitation, boss
):
    take_back_part(accept(invitation.pk, by=guest), by=boss)
    assert client_of(guest).post(place(invitation)).status_code == 409
    assert not guest.memberships.exists()


def test_who_signs_up_by_the_link_of_the_mail_is_led_on_to_it(client, invitation):
    answer = client.get(place(invitation))
    assert answer.url == f"/accounts/login/?next={place(invitation)}"
    assert "/accounts/signup/?next=" in client.get(answer.url).text


def unconfirmed(guest):
    EmailAddress.objects.filter(user=guest).update(verified=False)


def another_confirmed(guest):
    """The invited address is theirs by name, and what they confirmed is another one."""
    EmailAddress.objects.filter(user=guest).update(email="ben@elsewhere.example")


def a_second_address(guest):
    """Confirmed, and not the one by which they sign in."""
    guest.email = "other@elsewhere.example"
    guest.save()


def shut_out(guest):
    guest.is_active = False
    guest.save()


def an_officer(guest):
    """It would bar them from the case, and an applicant must not choose who reviews."""
    grant_role(guest, role=Role.CASE_LEAD, by=None)


def staff(guest):
    guest.is_staff = True
    guest.save()


WRONG = [unconfirmed, another_confirmed, a_second_address, shut_out, an_officer, staff]


@pytest.mark.parametrize("what", WRONG, ids=lambda what: what.__name__)
def test_only_the_confirmed_address_by_which_somebody_from_outside_signs_in_counts(
    guest, invitation, what
):
    what(guest)
    for answer in (accept, decline):
        with pytest.raises(NotFound):
            answer(invitation.pk, by=guest)
    assert list(PartInvitation.objects.waiting_for(guest)) == []
    assert not guest.memberships.exists()
    assert not PartInvitation.objects.get().is_settled


def test_an_officer_is_shown_nothing(invitation):
    officer = UserFactory(email=EMAIL, roles=[Role.CASE_LEAD])
    browser = client_of(officer)
    home = browser.get("/")
    assert texts(page(home), "main h1") == ["Full-stack American AI, for partner nations"]
    assert "Lumen Harbor Systems" not in home.text
    for address in (place(invitation), place(invitation, "decline/")):
        assert browser.get(address).status_code == 404
        assert browser.post(address).status_code == 404
    assert not officer.memberships.exists()


def test_nobody_else_learns_that_there_is_one(guest, invitation, boss):
    for person in (boss, OrganizationFactory(admin=UserFactory()).registered_by, UserFactory()):
        browser = client_of(person)
        for address in (place(invitation), place(invitation, "decline/")):
            assert browser.get(address).status_code == 404
            assert browser.post(address).status_code == 404
    assert not PartInvitation.objects.get().is_settled


def expired(invitation, boss):
    PartInvitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))


def revoked(invitation, boss):
    revoke(invitation, by=boss)


def demoted(invitation, boss):
    MembershipFactory(organization=invitation.organization)
    take_back_part(boss.memberships.get(part=Part.ADMIN), by=boss)


def closed(invitation, boss):
    boss.is_active = False
    boss.save()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (expired, "This invitation has expired."),
        (revoked, "This invitation was taken back."),
        (
            demoted,
            NO_LONGER,
        ),
        (
            closed,
            NO_LONGER,
        ),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_what_cannot_be_accepted_any_more_is_refused_in_words(guest, invitation, boss, what, words):
    what(invitation, boss)
    browser = client_of(guest)
    shown = page(browser.get(place(invitation)))
    assert words in texts(shown, ".usa-alert")[0]
    assert texts(shown, "main button") == []
    refused = browser.post(place(invitation))
    assert (refused.status_code, words in refused.text) == (409, True)
    assert not guest.memberships.exists()


def test_another_part_that_they_have_does_not_stand_in_the_way_and_the_same_one_is_said(
    guest, invitation, organization
):
    MembershipFactory(organization=organization, user=guest, part=Part.CONTRIBUTOR)
    with pytest.raises(StepRefused, match="You have this part already"):
        accept(invitation.pk, by=guest)
    Membership.objects.filter(user=guest).update(part=Part.SIGNATORY)
    accept(invitation.pk, by=guest)
    parts = guest.memberships.values_list("part", flat=True)
    assert sorted(parts) == [Part.CONTRIBUTOR, Part.SIGNATORY]


def test_who_declines_after_a_question_is_not_asked_again(guest, invitation, boss):
    browser = client_of(guest)
    question = page(browser.get(place(invitation, "decline/")))
    assert "Ada Quill hears that you declined." in texts(question, "main")[0]
    answer = browser.post(place(invitation, "decline/"), follow=True)
    assert "The invitation of Lumen Harbor Systems is declined." in answer.text
    assert LINE not in to_do(guest)
    event = AuditEvent.objects.get(verb="organization.decline_invitation")
    assert (event.actor_id, event.data) == (guest.pk, {"invitation": invitation.pk})
    for refused in (lambda: accept(invitation.pk, by=guest), lambda: revoke(invitation, by=boss)):
        with pytest.raises(StepRefused, match="was declined"):
            refused()
    assert browser.get(place(invitation, "decline/")).status_code == 409
    assert not guest.memberships.exists()


def test_who_declined_can_be_invited_again(guest, invitation, organization, boss):
    decline(invitation.pk, by=guest)
    invite(organization, email=EMAIL, part=Part.CONTRIBUTOR, by=boss)
    assert to_do(guest) == [LINE]


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_the_same_moment_one_part_is_given(guest, invitation):
    together, said = Barrier(2), []

    def press():
        together.wait()
        try:
            said.append(accept(invitation.pk, by=guest).part)
        except StepRefused as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    pressed = [Thread(target=press) for _ in range(2)]
    for each in pressed:
        each.start()
    for each in pressed:
        each.join()
    assert sorted(said) == [Part.CONTRIBUTOR, "This invitation is accepted already."]
    assert guest.memberships.count() == 1
