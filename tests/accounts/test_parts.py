"""How does a colleague get a part in an organization, and lose it?"""

import pytest
from django.urls import reverse

from exports_portal.accounts.models import Membership
from exports_portal.accounts.roles import Part, Role
from exports_portal.audit.models import AuditEvent
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

INVITED = "An invitation to be a contributor is on its way to"


@pytest.fixture
def admin(client):
    person = UserFactory(full_name="Ada Quill")
    sign_in(client, person)
    return person


@pytest.fixture
def organization(admin):
    return OrganizationFactory(admin=admin)


def give(client, organization, email, part=Part.CONTRIBUTOR, follow=False):
    page = reverse("organizations:give_part", args=[organization.pk])
    return client.post(page, {"email": email, "part": part}, follow=follow)


def take_back_page(membership):
    pks = [membership.organization_id, membership.pk]
    return reverse("organizations:take_back_part", args=pks)


def parts_of(person):
    return set(person.memberships.values_list("part", flat=True))


def test_a_colleague_gets_a_part_whatever_the_case_of_the_address(client, organization):
    colleague = UserFactory(email="ben@lumen-harbor.example")
    give(client, organization, "BEN@Lumen-Harbor.example")
    assert parts_of(colleague) == {Part.CONTRIBUTOR}
    event = AuditEvent.objects.about(organization).get()
    assert (event.verb, event.data["user"]) == ("organization.give_part", colleague.pk)


@pytest.mark.parametrize("known", [{"verified": False}, {"is_active": False}])
def test_an_account_that_nobody_confirmed_or_that_is_closed_gets_none(client, organization, known):
    colleague = UserFactory(email="ben@lumen-harbor.example", **known)
    answer = give(client, organization, "ben@lumen-harbor.example", follow=True)
    assert f"{INVITED} ben@lumen-harbor.example." in answer.text
    assert parts_of(colleague) == set()


def test_who_works_for_the_program_office_cannot_be_made_a_contact_of_a_member(
    client, organization
):
    """It would bar them from the case, and the applicant would choose who reviews it."""
    officer = UserFactory(email="lena@office.example", roles=[Role.CASE_LEAD])
    answer = give(client, organization, "lena@office.example", follow=True)
    assert f"{INVITED} lena@office.example." in answer.text
    assert parts_of(officer) == set()


def test_a_wrong_address_is_said_beside_the_field_and_stays_typed(client, organization):
    answer = give(client, organization, "nobody")
    assert answer.status_code == 422
    assert "Enter a valid email address." in answer.text
    assert 'value="nobody"' in answer.text


def test_giving_the_same_part_twice_says_so(client, organization):
    colleague = UserFactory(email="ben@lumen-harbor.example", full_name="Ben Tide")
    give(client, organization, colleague.email)
    answer = give(client, organization, colleague.email)
    assert "Ben Tide has this part already." in answer.text
    assert colleague.memberships.count() == 1


def test_a_part_is_taken_back_after_a_question(client, organization):
    membership = MembershipFactory(organization=organization, part=Part.CONTRIBUTOR)
    question = client.get(take_back_page(membership))
    assert f"Take back the part of {membership.user}" in question.text
    assert parts_of(membership.user) == {Part.CONTRIBUTOR}
    client.post(take_back_page(membership))
    assert parts_of(membership.user) == set()
    assert AuditEvent.objects.about(organization).get().verb == "organization.take_back_part"


def test_the_last_administrator_stays(client, organization, admin):
    answer = client.post(take_back_page(admin.memberships.get(part=Part.ADMIN)))
    assert answer.status_code == 409
    assert "is the last administrator" in answer.text
    assert parts_of(admin) == {Part.ADMIN, Part.SIGNATORY}


def test_an_administrator_whose_account_is_closed_does_not_count(client, organization, admin):
    MembershipFactory(organization=organization, user__is_active=False)
    answer = client.post(take_back_page(admin.memberships.get(part=Part.ADMIN)))
    assert answer.status_code == 409


def test_with_another_administrator_one_may_take_back_ones_own_part(client, organization, admin):
    MembershipFactory(organization=organization)
    answer = client.post(take_back_page(admin.memberships.get(part=Part.ADMIN)))
    assert answer.url == reverse("organizations:detail", args=[organization.pk])
    assert parts_of(admin) == {Part.SIGNATORY}


def test_whoever_took_back_the_last_part_of_their_own_is_led_to_the_list(client, admin):
    organization = OrganizationFactory()
    own = MembershipFactory(organization=organization, user=admin)
    MembershipFactory(organization=organization)
    assert client.post(take_back_page(own)).url == reverse("organizations:list")


def test_taking_back_twice_finds_nothing_the_second_time(client, organization):
    membership = MembershipFactory(organization=organization, part=Part.CONTRIBUTOR)
    page = take_back_page(membership)
    client.post(page)
    assert client.post(page).status_code == 404


def test_a_signatory_can_neither_give_nor_take_back(client, organization, admin):
    sign_in(client, MembershipFactory(organization=organization, part=Part.SIGNATORY).user)
    colleague = UserFactory()
    assert give(client, organization, colleague.email).status_code == 403
    assert client.post(take_back_page(admin.memberships.first())).status_code == 403
    assert Membership.objects.filter(user=colleague).count() == 0
    assert parts_of(admin) == {Part.ADMIN, Part.SIGNATORY}


def test_a_part_in_another_organization_cannot_be_taken_back_through_ones_own(client, organization):
    elsewhere = MembershipFactory()
    page = reverse("organizations:take_back_part", args=[organization.pk, elsewhere.pk])
    assert client.post(page).status_code == 404
    assert Membership.objects.filter(pk=elsewhere.pk).exists()
