"""How is somebody without an account invited to a part, and who may invite them?"""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from exports_portal.accounts.actions import part_invitations
from exports_portal.accounts.actions.part_invitations import invite, revoke
from exports_portal.accounts.inviting import INVITATION_DAYS
from exports_portal.accounts.models import PartInvitation
from exports_portal.accounts.roles import Part, Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.signing_in import client_of
from tests.web.html import hrefs, page, texts

pytestmark = pytest.mark.django_db

EMAIL = "ben@lumen-harbor.example"
ALREADY = "This person is invited to this part already."


@pytest.fixture
def boss():
    return UserFactory(full_name="Ada Quill")


@pytest.fixture
def organization(boss):
    return OrganizationFactory(legal_name="Lumen Harbor Systems", admin=boss)


@pytest.fixture
def browser(boss):
    return client_of(boss)


def give(browser, organization, email=EMAIL, part=Part.CONTRIBUTOR):
    place = reverse("organizations:give_part", args=[organization.pk])
    return browser.post(place, {"email": email, "part": part}, follow=True)


def invited(organization, boss, email=EMAIL, part=Part.CONTRIBUTOR):
    return invite(organization, email=email, part=part, by=boss)


def detail(organization):
    return f"/organizations/{organization.pk}/"


def place(invitation, what):
    return f"{detail(invitation.organization)}people/invitations/{invitation.pk}/{what}/"


def listed(browser, organization):
    """The rows of who is invited, without the links."""
    rows = texts(page(browser.get(detail(organization))), "h3 + table tbody tr > *")
    return [rows[at : at + 4] for at in range(0, len(rows), 5)]


def test_an_address_without_an_account_is_invited_and_listed_until_when(boss, organization):
    with time_machine.travel("2027-03-01T12:00:00Z", tick=False):
        answer = give(client_of(boss), organization, "Ben@Lumen-Harbor.example")
        assert f"An invitation to be a contributor is on its way to {EMAIL}." in answer.text
        made = PartInvitation.objects.get()
        assert (made.email, made.part, made.invited_by) == (EMAIL, Part.CONTRIBUTOR, boss)
        assert made.expires_at == timezone.now() + timedelta(days=INVITATION_DAYS)
    with time_machine.travel("2027-03-15T11:59:00Z"):
        row = [EMAIL, "Contributor", "Mar 1, 2027 by Ada Quill", "Mar 15, 2027"]
        assert listed(client_of(boss), organization) == [row]
    with time_machine.travel("2027-03-15T12:01:00Z"):
        late = [*row[:3], "Mar 15, 2027 Expired"]
        assert listed(client_of(boss), organization) == [late]
    event = AuditEvent.objects.about(organization).get()
    assert (event.verb, event.actor_id) == ("organization.invite", boss.pk)
    assert event.data == {"invitation": made.pk, "part": Part.CONTRIBUTOR}


def test_one_invitation_for_each_part_however_the_address_is_written(browser, organization):
    give(browser, organization)
    again = give(browser, organization, EMAIL.upper())
    assert (again.status_code, ALREADY in again.text) == (422, True)
    give(browser, organization, part=Part.SIGNATORY)
    parts = PartInvitation.objects.unsettled().values_list("part", flat=True)
    assert sorted(parts) == [Part.CONTRIBUTOR, Part.SIGNATORY]


def answers(browser, organization, email):
    """What the administrator is told, the first time and when they ask again, and finds then."""
    told = [
        (answer.status_code, answer.redirect_chain, texts(page(answer), ".usa-alert"))
        for answer in (give(browser, organization, email) for _ in range(2))
    ]
    found = [row for row in listed(browser, organization) if row[0] == email]
    return str([told, found]).replace(email, "ADDRESS")


@pytest.mark.parametrize(
    "known",
    [{"roles": [Role.CASE_LEAD]}, {"is_staff": True}, {"verified": False}, {"is_active": False}],
    ids=lambda known: next(iter(known)),
)
def test_nobody_learns_of_an_address_whose_it_is(browser, organization, known):
    """Not that it is an officer's, nor that there is an account that nobody confirmed or closed."""
    UserFactory(email="lena@office.example", **known)
    told = answers(browser, organization, "lena@office.example")
    assert told == answers(browser, organization, "nobody@office.example")
    assert ALREADY in told


def test_who_has_an_account_by_now_gets_the_part_at_once_and_nothing_stays_open(
    browser, boss, organization
):
    of_another_part = invited(organization, boss, part=Part.ADMIN)
    invited(organization, boss)
    colleague = UserFactory(email=EMAIL, full_name="Ben Tide")
    assert "Ben Tide is now a contributor." in give(browser, organization).text
    assert [one.part for one in colleague.memberships.all()] == [Part.CONTRIBUTOR]
    assert list(PartInvitation.objects.unsettled()) == [of_another_part]


def test_it_is_sent_again_after_a_question_and_lasts_from_then(browser, boss, organization):
    with time_machine.travel(timezone.now() - timedelta(days=INVITATION_DAYS, minutes=1)):
        first = invited(organization, boss)
    other = MembershipFactory(organization=organization, part=Part.ADMIN).user
    question = client_of(other).get(place(first, "again"))
    assert texts(page(question), "h1") == ["Send an invitation again"]
    assert PartInvitation.objects.unsettled().get() == first
    answer = client_of(other).post(place(first, "again"), follow=True)
    assert f"Another invitation is on its way to {EMAIL}." in answer.text
    second = PartInvitation.objects.unsettled().get()
    assert (second.part, second.invited_by) == (first.part, other)
    assert second.expires_at > timezone.now() + timedelta(days=INVITATION_DAYS - 1)
    for what in ("again", "take-back"):
        assert browser.get(place(first, what)).status_code == 409
        assert browser.post(place(first, what)).status_code == 409
    assert PartInvitation.objects.unsettled().get() == second


def test_it_is_taken_back_after_a_question_once(browser, boss, organization):
    made = invited(organization, boss)
    question = browser.get(place(made, "take-back"))
    assert EMAIL in texts(page(question), "main")[0]
    assert listed(browser, organization) != []
    browser.post(place(made, "take-back"))
    assert listed(browser, organization) == []
    event = AuditEvent.objects.about(organization).latest("pk")
    assert (event.verb, event.data) == (
        "organization.revoke_invitation",
        {"invitation": made.pk},
    )
    with pytest.raises(StepRefused, match="taken back"):
        revoke(made, by=boss)


def test_who_is_no_administrator_neither_invites_nor_sees_who_is_invited(boss, organization):
    made = invited(organization, boss)
    for part in (Part.SIGNATORY, Part.CONTRIBUTOR):
        person = MembershipFactory(organization=organization, part=part).user
        browser = client_of(person)
        assert EMAIL not in browser.get(detail(organization)).text
        assert give(browser, organization, "other@else.example").status_code == 403
        for what in ("again", "take-back"):
            assert browser.get(place(made, what)).status_code == 403
            assert browser.post(place(made, what)).status_code == 403
        with pytest.raises(NotPermitted):
            invited(organization, person, "other@else.example")
        with pytest.raises(NotPermitted):
            revoke(made, by=person)
    assert PartInvitation.objects.unsettled().get() == made


def test_an_administrator_of_another_organization_finds_nothing(boss, organization):
    made = invited(organization, boss)
    other = UserFactory()
    theirs = OrganizationFactory(admin=other)
    browser = client_of(other)
    assert give(browser, organization).status_code == 404
    for what in ("again", "take-back"):
        through_their_own = f"{detail(theirs)}people/invitations/{made.pk}/{what}/"
        for address in (place(made, what), through_their_own):
            assert browser.get(address).status_code == 404
            assert browser.post(address).status_code == 404
    assert PartInvitation.objects.get().revoked_at is None


def test_only_an_administrator_finds_the_links(browser, boss, organization):
    made = invited(organization, boss)
    links = hrefs(page(browser.get(detail(organization))), "h3 + table a")
    assert links == [place(made, "again"), place(made, "take-back")]


def test_so_many_are_made_in_a_day_by_a_person_by_an_organization_and_to_an_address(
    organization, boss, monkeypatch
):
    monkeypatch.setattr(part_invitations, "MOST_BY_PERSON", 3)
    monkeypatch.setattr(part_invitations, "MOST_BY_INVITER", 4)
    monkeypatch.setattr(part_invitations, "MOST_TO_ADDRESS", 2)
    other = MembershipFactory(organization=organization, part=Part.ADMIN).user
    for part in (Part.ADMIN, Part.SIGNATORY):
        revoke(invited(organization, boss, part=part), by=boss)
    with pytest.raises(InvalidInput, match="This address was invited 2 times in 24 hours"):
        invited(OrganizationFactory(admin=other), other, EMAIL.upper())
    invited(organization, boss, "guest1@else.example")
    with pytest.raises(InvalidInput, match="You invited 3 people in 24 hours"):
        invited(organization, boss, "guest2@else.example")
    last = invited(organization, other, "guest2@else.example")
    with pytest.raises(InvalidInput, match="This organization invited 4 people in 24 hours"):
        invited(organization, other, "guest3@else.example")
    assert client_of(other).post(place(last, "again")).status_code == 422
    last.refresh_from_db()
    assert last.revoked_at is None
    PartInvitation.objects.update(invited_at=timezone.now() - timedelta(hours=25))
    invited(organization, boss, "guest3@else.example")
