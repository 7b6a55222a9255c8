"""How does somebody come into a consortium, and how not?"""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exports_portal.accounts.inviting import INVITATION_DAYS
from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotFound
from exports_portal.mail.models import SentMail
from proposals.actions.consortia import accept, invite
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.proposals import ConsortiumFactory, MemberFactory
from tests.proposals.views.pages import form_data
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def consortium(client):
    consortium = ConsortiumFactory()
    sign_in(client, consortium.founded_by)
    return consortium


@pytest.fixture
def invited():
    return UserFactory(email="ben@quiet-grid.example", full_name="Ben Tide")


@pytest.fixture
def grid(invited):
    return OrganizationFactory(legal_name="Quiet Grid, Ltd.", admin=invited)


@pytest.fixture
def secret(consortium):
    _, secret = invite(consortium, email="ben@quiet-grid.example", by=consortium.founded_by)
    return secret


def browser_of(person):
    browser = Client()
    sign_in(browser, person)
    return browser


def join_page(secret):
    return reverse("proposals:join", args=[secret])


def invite_page(consortium):
    return reverse("proposals:invite", args=[consortium.pk])


def members(consortium):
    return [member.organization for member in consortium.current_members()]


def test_the_invited_person_gets_a_link_and_joins_with_it(
    client, consortium, invited, grid, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(invite_page(consortium), {"email": "Ben@Quiet-Grid.example"})
    (mail,) = mailoutbox
    assert mail.to == ["ben@quiet-grid.example"]
    assert mail.subject == f"Invitation into {consortium}"
    link = re.search(r"http://localhost:8000(/consortia/join/\S+/)", mail.body).group(1)
    browser = browser_of(invited)
    assert consortium.name in browser.get(link).text
    browser.post(link, {"organization": grid.pk, "confirmed": "on"})
    assert members(consortium) == [consortium.anchor, grid]
    verbs = AuditEvent.objects.about(consortium).values_list("verb", flat=True)
    assert list(verbs) == ["consortium.invite", "consortium.join"]


def test_nothing_is_mailed_when_the_invitation_is_refused(
    client, consortium, secret, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(invite_page(consortium), {"email": "BEN@quiet-grid.example"})
    assert answer.status_code == 422
    assert "This person is invited already." in answer.text
    assert form_data(answer)["email"] == ["BEN@quiet-grid.example"]
    assert not SentMail.objects.exists()


def test_a_list_of_addresses_is_invited_each_once(client, consortium, mailoutbox):
    listed = "a@one.example, b@two.example\nA@one.example;c@three.example"
    client.post(invite_page(consortium), {"email": listed.replace("A@", "a@")})
    assert sorted(consortium.invitations.values_list("email", flat=True)) == [
        "a@one.example",
        "b@two.example",
        "c@three.example",
    ]


@pytest.mark.parametrize(
    ("listed", "named"),
    [
        ("a@one.example, nobody", "nobody is no e-mail address."),
        ("a@one.example ben@quiet-grid.example", "This person is invited already."),
        (" ".join(f"{n}@one.example" for n in range(21)), "invite at most 20 at once"),
        (" , ;\n", "This field is required."),
    ],
)
@pytest.mark.usefixtures("secret")
def test_of_a_list_with_a_mistake_nobody_is_invited(client, consortium, listed, named):
    answer = client.post(invite_page(consortium), {"email": listed})
    assert answer.status_code == 422
    assert named in answer.text
    assert consortium.invitations.count() == 1


def test_sent_again_the_link_of_before_stops_working(client, secret, consortium, invited, grid):
    invitation = consortium.invitations.get()
    page = reverse("proposals:send_invitation_again", args=[consortium.pk, invitation.pk])
    assert "stops working" in client.get(page).text
    client.post(page)
    assert browser_of(invited).get(join_page(secret)).status_code == 404
    newest = consortium.invitations.latest("pk")
    assert (newest.email, newest.is_open) == (invitation.email, True)
    assert browser_of(invited).post(page).status_code == 404


def test_an_accepted_invitation_is_not_sent_again(client, secret, consortium, invited, grid):
    accept(secret, organization=grid, by=invited)
    page = reverse(
        "proposals:send_invitation_again", args=[consortium.pk, consortium.invitations.get().pk]
    )
    assert client.post(page).status_code == 409
    assert consortium.invitations.count() == 1


def test_an_account_with_the_address_in_another_case_joins(secret, consortium):
    person = UserFactory(email="BEN@QUIET-GRID.EXAMPLE")
    organization = OrganizationFactory(admin=person)
    browser_of(person).post(join_page(secret), {"organization": organization.pk, "confirmed": "on"})
    assert members(consortium) == [consortium.anchor, organization]


def test_another_account_finds_nothing_behind_the_link(secret, consortium):
    stranger = UserFactory()
    organization = OrganizationFactory(admin=stranger)
    answers = {"organization": organization.pk, "confirmed": "on"}
    for person in (stranger, consortium.founded_by):
        browser = browser_of(person)
        assert browser.get(join_page(secret)).status_code == 404
        assert browser.post(join_page(secret), answers).status_code == 404
    assert members(consortium) == [consortium.anchor]


def test_somebody_not_signed_in_is_led_to_sign_in_and_back(secret):
    answer = Client().get(join_page(secret))
    assert answer.url == f"{reverse('account_login')}?next={join_page(secret)}"


def test_in_two_tabs_only_the_first_joins(secret, consortium, invited, grid):
    other = OrganizationFactory(admin=invited)
    first, second = browser_of(invited), browser_of(invited)
    assert second.get(join_page(secret)).status_code == 200
    first.post(join_page(secret), {"organization": grid.pk, "confirmed": "on"})
    answer = second.post(join_page(secret), {"organization": other.pk, "confirmed": "on"})
    assert answer.status_code == 404
    assert "It may have been used" in answer.text
    assert members(consortium) == [consortium.anchor, grid]


def test_after_its_days_the_link_leads_nowhere(secret, consortium, invited, grid):
    with time_machine.travel(timezone.now() + timedelta(days=INVITATION_DAYS, minutes=-1)):
        assert browser_of(invited).get(join_page(secret)).status_code == 200
    with (
        time_machine.travel(timezone.now() + timedelta(days=INVITATION_DAYS, minutes=1)),
        pytest.raises(NotFound),
    ):
        accept(secret, organization=grid, by=invited)
    assert members(consortium) == [consortium.anchor]


def test_whoever_let_the_link_expire_can_be_invited_again(client, secret, consortium):
    with time_machine.travel(timezone.now() + timedelta(days=INVITATION_DAYS, minutes=1)):
        sign_in(client, consortium.founded_by)
        page = client.get(reverse("proposals:consortium", args=[consortium.pk]))
        assert "Expired" in page.text
        client.post(invite_page(consortium), {"email": "ben@quiet-grid.example"})
        assert [i.is_open for i in consortium.invitations.all()] == [True, False]


def test_an_invitation_is_taken_back_after_a_question(client, secret, consortium, invited, grid):
    invitation = consortium.invitations.get()
    page = reverse("proposals:revoke_invitation", args=[consortium.pk, invitation.pk])
    assert "The link in the mail stops working at once." in client.get(page).text
    assert browser_of(invited).get(join_page(secret)).status_code == 200
    client.post(page)
    assert browser_of(invited).get(join_page(secret)).status_code == 404
    assert client.post(page).status_code == 409


def test_an_accepted_invitation_cannot_be_taken_back(client, secret, consortium, invited, grid):
    accept(secret, organization=grid, by=invited)
    invitation = consortium.invitations.get()
    page = reverse("proposals:revoke_invitation", args=[consortium.pk, invitation.pk])
    assert client.post(page).status_code == 409
    assert members(consortium) == [consortium.anchor, grid]


def test_an_invitation_of_another_consortium_is_not_taken_back(client, secret, consortium):
    other = ConsortiumFactory(founded_by=consortium.founded_by)
    page = reverse("proposals:revoke_invitation", args=[other.pk, consortium.invitations.get().pk])
    assert client.post(page).status_code == 404


def test_a_member_and_a_contributor_of_the_anchor_invite_nobody(consortium):
    member = MemberFactory(consortium=consortium).accepted_by
    contributor = MembershipFactory(organization=consortium.anchor, part=Part.CONTRIBUTOR).user
    for person in (member, contributor):
        answer = browser_of(person).post(invite_page(consortium), {"email": "x@quiet.example"})
        assert answer.status_code == 403
    assert not consortium.invitations.exists()


def test_a_contributor_cannot_bring_the_organization_in(secret, consortium, invited):
    MembershipFactory(user=invited, part=Part.CONTRIBUTOR)
    page = browser_of(invited).get(join_page(secret))
    assert "You act for no organization that could join" in page.text
    assert f"{reverse('organizations:new')}?next={join_page(secret)}" in page.text.replace(
        "%2F", "/"
    )


def test_an_organization_that_is_in_already_cannot_be_chosen(secret, consortium, invited, grid):
    inside = MemberFactory(consortium=consortium, accepted_by=invited).organization
    answers = {"organization": inside.pk, "confirmed": "on"}
    page = browser_of(invited).post(join_page(secret), answers)
    assert "Select a valid choice." in page.text
    assert members(consortium) == [consortium.anchor, inside]


def test_joining_without_the_confirmation_is_refused(secret, consortium, invited, grid):
    page = browser_of(invited).post(join_page(secret), {"organization": grid.pk})
    assert (page.status_code, 'id="id_confirmed_error"' in page.text) == (422, True)
    assert members(consortium) == [consortium.anchor]


def test_the_list_of_invitations_says_how_each_stands(client, secret, consortium, invited, grid):
    accept(secret, organization=grid, by=invited)
    invite(consortium, email="open@quiet-grid.example", by=consortium.founded_by)
    page = client.get(reverse("proposals:consortium", args=[consortium.pk])).text
    assert page.index("open@quiet-grid.example") < page.index("ben@quiet-grid.example")
    assert page.count("Take back") == 1
    assert "Accepted" in page
    assert "Open" in page


def test_the_secret_of_an_invitation_is_not_kept(secret, consortium):
    invitation = consortium.invitations.get()
    assert secret not in (invitation.secret_digest, invitation.email)
