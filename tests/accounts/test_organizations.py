"""Who registers, sees and edits an organization?"""

import pytest
from django.urls import reverse

from exports_portal.accounts.models import Organization
from exports_portal.accounts.roles import Part, Role
from exports_portal.audit.models import AuditEvent
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

QUERIES_OF_THE_LIST = 6
ANSWERS = {
    "legal_name": "Lumen  Harbor Systems, Inc. ",
    "other_names": "Lumen Harbor\n\n LHS \nLumen Harbor",
    "incorporation_country": "US",
    "headquarters_country": "US",
    "principal_place_country": "KE",
    "parent_name": "",
    "parent_country": "",
    "website": "",
}


@pytest.fixture
def admin(client):
    person = UserFactory(full_name="Ada Quill")
    sign_in(client, person)
    return person


@pytest.fixture
def organization(admin):
    return OrganizationFactory(admin=admin, legal_name="Lumen Harbor Systems, Inc.")


def page(name, organization):
    return reverse(f"organizations:{name}", args=[organization.pk])


def verbs(organization):
    return list(AuditEvent.objects.about(organization).values_list("verb", flat=True))


def test_a_legal_name_with_a_control_character_is_refused(client, admin):
    typed = ANSWERS | {"legal_name": "Lumen\x01Harbor"}
    answer = client.post(reverse("organizations:new"), typed)
    assert "contains a control character" in answer.text
    assert not Organization.objects.exists()


def test_registering_makes_the_person_administrator_and_signatory(client, admin):
    answer = client.post(reverse("organizations:new"), ANSWERS)
    registered = Organization.objects.get()
    assert answer.url == page("detail", registered)
    assert registered.legal_name == "Lumen Harbor Systems, Inc."
    assert registered.other_names == ["Lumen Harbor", "LHS"]
    parts = registered.memberships.values_list("user", "part")
    assert set(parts) == {(admin.pk, Part.ADMIN), (admin.pk, Part.SIGNATORY)}
    assert verbs(registered) == ["organization.register"]


def test_registering_leads_back_to_where_the_person_came_from(client, admin):
    answer = client.post(
        reverse("organizations:new"), ANSWERS | {"next": "/consortia/join/secret/"}
    )
    assert answer.url == "/consortia/join/secret/"


def test_registering_does_not_lead_to_a_foreign_site(client, admin):
    answer = client.post(
        reverse("organizations:new"), ANSWERS | {"next": "https://elsewhere.example/"}
    )
    assert answer.url == page("detail", Organization.objects.get())


def test_sending_the_registration_twice_makes_one_organization_and_keeps_what_was_typed(
    client, admin
):
    client.post(reverse("organizations:new"), ANSWERS)
    again = ANSWERS | {"legal_name": "LUMEN HARBOR SYSTEMS, INC.", "parent_name": "Quill Group"}
    answer = client.post(reverse("organizations:new"), again)
    assert answer.status_code == 422
    assert "You act for an organization with this name and country already." in answer.text
    assert 'value="Quill Group"' in answer.text
    assert Organization.objects.count() == 1


def test_another_person_may_register_an_organization_of_the_same_name(client, organization):
    sign_in(client, UserFactory())
    client.post(reverse("organizations:new"), ANSWERS)
    assert Organization.objects.filter(legal_name=organization.legal_name).count() == 2


def test_a_change_with_a_mistake_is_refused_and_changes_nothing(client, organization):
    answer = client.post(page("edit", organization), ANSWERS | {"legal_name": ""})
    assert (answer.status_code, 'id="id_legal_name_error"' in answer.text) == (422, True)
    assert Organization.objects.get().legal_name == organization.legal_name


def test_a_country_that_does_not_exist_is_refused_beside_its_field(client, admin):
    answer = client.post(reverse("organizations:new"), ANSWERS | {"headquarters_country": "XX"})
    assert answer.status_code == 422
    assert 'id="id_headquarters_country_error"' in answer.text
    assert 'value="Lumen  Harbor Systems, Inc. "' in answer.text
    assert not Organization.objects.exists()


def test_an_administrator_edits_and_the_change_is_recorded(client, organization):
    client.post(page("edit", organization), ANSWERS | {"parent_name": "Quill Group"})
    organization.refresh_from_db()
    assert organization.parent_name == "Quill Group"
    event = AuditEvent.objects.about(organization).get()
    assert event.verb == "organization.edit"
    assert event.data["before"]["parent_name"] == ""
    assert event.data["after"]["parent_name"] == "Quill Group"
    assert "headquarters_country" not in event.data["after"]


def test_saving_without_a_change_records_nothing(client, organization):
    same = {
        "legal_name": organization.legal_name,
        "other_names": "",
        "incorporation_country": "US",
        "headquarters_country": "US",
        "principal_place_country": "US",
    }
    assert client.post(page("edit", organization), same).status_code == 302
    assert verbs(organization) == []


@pytest.mark.parametrize("name", ["edit", "addresses", "owners", "give_part"])
@pytest.mark.parametrize("part", [Part.SIGNATORY, Part.CONTRIBUTOR])
def test_only_an_administrator_edits(client, organization, name, part):
    sign_in(client, MembershipFactory(organization=organization, part=part).user)
    for answer in (client.get(page(name, organization)), client.post(page(name, organization))):
        assert answer.status_code == 403
        assert f"Only an administrator of {organization} can do this." in answer.text
    assert verbs(organization) == []


def test_a_contributor_reads_the_page_without_the_ways_to_change_it(client, organization):
    sign_in(client, MembershipFactory(organization=organization, part=Part.CONTRIBUTOR).user)
    answer = client.get(page("detail", organization))
    assert organization.legal_name in answer.text
    assert page("edit", organization) not in answer.text
    assert "Take back" not in answer.text


@pytest.mark.parametrize("name", ["detail", "edit", "addresses", "owners", "give_part"])
@pytest.mark.parametrize("roles", [[], [Role.AUDITOR], [Role.CASE_LEAD]])
def test_an_organization_of_somebody_else_does_not_exist(client, organization, name, roles):
    sign_in(client, UserFactory(roles=roles))
    assert client.get(page(name, organization)).status_code == 404
    assert client.post(page(name, organization), ANSWERS).status_code == 404


def test_the_page_says_that_submitted_versions_are_frozen(client, organization):
    for name in ("detail", "edit", "addresses", "owners"):
        answer = client.get(page(name, organization))
        assert "Submitted versions of a proposal are frozen" in answer.text


def test_saving_over_somebody_elses_save_is_refused_and_keeps_what_was_typed(client, organization):
    opened = client.get(page("edit", organization)).context["read_digest"]
    Organization.objects.filter(pk=organization.pk).update(parent_name="Saved by a colleague")
    mine = ANSWERS | {"parent_name": "Typed by me", "read_digest": opened}
    answer = client.post(page("edit", organization), mine)
    assert answer.status_code == 409
    assert 'value="Typed by me"' in answer.text
    organization.refresh_from_db()
    assert organization.parent_name == "Saved by a colleague"
    again = mine | {"read_digest": answer.context["read_digest"]}
    assert client.post(page("edit", organization), again).status_code == 302
    organization.refresh_from_db()
    assert organization.parent_name == "Typed by me"


def test_the_list_shows_own_organizations_with_ones_parts(client, organization):
    OrganizationFactory(legal_name="Somebody Else, LLC")
    answer = client.get(reverse("organizations:list"))
    assert [o.legal_name for o in answer.context["page"]] == [organization.legal_name]
    assert "Administrator, Signatory" in answer.text


def test_an_empty_list_says_what_to_do(client, admin):
    answer = client.get(reverse("organizations:list"))
    assert "You act for no organization yet" in answer.text


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    client, organization, admin, django_assert_num_queries
):
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get(reverse("organizations:list"))
    for _ in range(2):
        OrganizationFactory(admin=admin)
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        answer = client.get(reverse("organizations:list"))
    assert len(answer.context["page"]) == 3
