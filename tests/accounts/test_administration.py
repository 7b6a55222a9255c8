"""What can somebody who runs the portal do there, and what not?"""

import pytest
from django.contrib import admin
from django.urls import reverse

from exports_portal.accounts.actions.roles import grant_role, withdraw_role
from exports_portal.accounts.models import Organization, RoleGrant, User
from exports_portal.accounts.roles import Agency, Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotPermitted
from proposals.permissions import may_decide
from proposals.states import ProposalState
from tests.factories.accounts import OrganizationFactory, RoleGrantFactory, UserFactory
from tests.factories.proposals import CallFactory, ConsortiumFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

GRANTS = "admin:accounts_rolegrant"


@pytest.fixture
def administrator(client):
    person = UserFactory(is_staff=True, is_superuser=True)
    sign_in(client, person)
    return person


def events_about(person):
    return list(AuditEvent.objects.about(person).values_list("verb", "actor"))


def test_an_administrator_grants_a_role_and_it_is_recorded(client, administrator):
    person = UserFactory()
    client.post(
        reverse(f"{GRANTS}_add"),
        {"user": person.pk, "role": Role.AGENCY_CONSULTANT, "agency": Agency.ENERGY},
    )
    grant = person.role_grants.get()
    assert (grant.role, grant.agency) == (Role.AGENCY_CONSULTANT, Agency.ENERGY)
    assert grant.granted_by == administrator
    assert events_about(person) == [("role.grant", administrator.pk)]


def test_a_consultant_without_an_agency_is_refused_beside_the_form(client, administrator):
    person = UserFactory()
    page = client.post(
        reverse(f"{GRANTS}_add"), {"user": person.pk, "role": Role.AGENCY_CONSULTANT, "agency": ""}
    )
    assert "An agency consultant, and nobody else, has an agency." in page.text
    assert not person.role_grants.exists()


def test_nobody_grants_a_role_to_themselves(client, administrator):
    answer = client.post(
        reverse(f"{GRANTS}_add"),
        {"user": administrator.pk, "role": Role.DECIDING_OFFICIAL, "agency": ""},
    )
    assert answer.status_code == 403
    assert "You cannot grant a role to yourself." in answer.text
    assert not RoleGrant.objects.exists()


def test_the_action_refuses_it_as_well(administrator):
    with pytest.raises(NotPermitted):
        grant_role(administrator, role=Role.AUDITOR, by=administrator)


def test_withdrawing_one_grant_or_several_is_recorded(client, administrator):
    one, two, three = RoleGrantFactory(), RoleGrantFactory(), RoleGrantFactory()
    client.post(reverse(f"{GRANTS}_delete", args=[one.pk]), {"post": "yes"})
    client.post(
        reverse(f"{GRANTS}_changelist"),
        {"action": "delete_selected", "_selected_action": [two.pk, three.pk], "post": "yes"},
    )
    assert not RoleGrant.objects.exists()
    for grant in (one, two, three):
        assert events_about(grant.user) == [("role.withdraw", administrator.pk)]


def test_a_second_click_withdraws_nothing_and_is_not_recorded(administrator):
    grant = RoleGrantFactory()
    same = RoleGrant.objects.get(pk=grant.pk)
    withdraw_role(grant, by=administrator)
    withdraw_role(same, by=administrator)
    assert events_about(grant.user) == [("role.withdraw", administrator.pk)]


def test_a_grant_is_not_edited(client, administrator):
    grant = RoleGrantFactory(role=Role.INTAKE_OFFICER)
    changed = {"user": grant.user_id, "role": Role.DECIDING_OFFICIAL, "agency": ""}
    answer = client.post(reverse(f"{GRANTS}_change", args=[grant.pk]), changed)
    assert answer.status_code == 403
    grant.refresh_from_db()
    assert grant.role == Role.INTAKE_OFFICER


def test_a_new_account_has_no_password_and_is_recorded(client, administrator):
    client.post(
        reverse("admin:accounts_user_add"),
        {"email": "Ben@Office.example", "full_name": "Ben Tide", "is_active": "on"},
    )
    person = User.objects.get(email="ben@office.example")
    assert not person.has_usable_password()
    assert events_about(person) == [("user.create", administrator.pk)]


def test_closing_an_account_is_recorded_and_its_address_stays(client, administrator):
    person = UserFactory(email="ben@office.example")
    page = reverse("admin:accounts_user_change", args=[person.pk])
    client.post(page, {"email": "mine@elsewhere.example", "full_name": "Me"})
    person.refresh_from_db()
    assert (person.is_active, person.email) == (False, "ben@office.example")
    event = AuditEvent.objects.about(person).get()
    assert (event.verb, event.data["after"]) == ("user.edit", {"is_active": False})


def test_accounts_are_not_deleted(client, administrator):
    person = UserFactory()
    page = reverse("admin:accounts_user_delete", args=[person.pk])
    assert client.post(page, {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


def test_organizations_are_read_and_not_changed(client, administrator):
    organization = OrganizationFactory(admin=UserFactory())
    page = reverse("admin:accounts_organization_change", args=[organization.pk])
    assert organization.legal_name in client.get(page).text
    assert client.post(page, {"legal_name": "Mine"}).status_code == 403
    assert client.get(reverse("admin:accounts_organization_add")).status_code == 403
    assert Organization.objects.get().legal_name == organization.legal_name


def test_nothing_there_lets_an_administrator_become_somebody_else():
    pages = {model._meta.label for model in admin.site._registry}
    forbidden = {"account.EmailAddress", "mfa.Authenticator", "auth.Group", "accounts.ApiToken"}
    assert pages & (forbidden | {"knox.AuthToken"}) == set()


def test_a_superuser_is_no_officer_and_decides_no_case(administrator):
    consortium = ConsortiumFactory()
    proposal = consortium.proposals.create(
        call=CallFactory(),
        title="Harbor package",
        created_by=consortium.founded_by,
        state=ProposalState.AWAITING_DETERMINATION,
    )
    assert administrator.roles == frozenset()
    assert not administrator.is_officer
    assert not administrator.is_case_reader
    assert not may_decide(proposal, administrator)


def test_somebody_without_staff_rights_does_not_enter(client):
    sign_in(client, UserFactory(roles=[Role.DECIDING_OFFICIAL]))
    assert client.get("/administration/", follow=True).status_code == 403
