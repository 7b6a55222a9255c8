"""Who founds a consortium, and who sees it?"""

import pytest
from django.urls import reverse

from exports_portal.accounts.roles import Part, Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotPermitted
from proposals.actions.consortia import found
from proposals.models import Consortium, ConsortiumMember
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.proposals import ConsortiumFactory, MemberFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

QUERIES_OF_THE_LIST = 7
QUERIES_OF_THE_PAGE = 11
NEW = "/consortia/new/"


@pytest.fixture
def admin(client):
    person = UserFactory()
    sign_in(client, person)
    return person


@pytest.fixture
def anchor(admin):
    return OrganizationFactory(admin=admin)


def test_an_administrator_founds_a_consortium_with_the_organization_as_anchor(
    client, admin, anchor
):
    answer = client.post(NEW, {"name": "Harbor Light", "anchor": anchor.pk})
    consortium = Consortium.objects.get()
    assert answer.url == reverse("proposals:consortium", args=[consortium.pk])
    assert consortium.anchor == anchor
    assert AuditEvent.objects.about(consortium).get().verb == "consortium.found"


def test_a_name_with_a_control_character_is_refused(client, admin, anchor):
    answer = client.post(NEW, {"name": "Harbor\x01Light", "anchor": anchor.pk})
    assert "contains a control character" in answer.text
    assert not Consortium.objects.exists()


def test_sending_the_form_twice_founds_one(client, admin, anchor):
    client.post(NEW, {"name": "Harbor Light", "anchor": anchor.pk})
    answer = client.post(NEW, {"name": "harbor light", "anchor": anchor.pk})
    assert "leads a consortium with this name already." in answer.text
    assert 'value="harbor light"' in answer.text
    assert Consortium.objects.count() == 1


def test_an_anchor_may_lead_several_consortia(client, admin, anchor):
    client.post(NEW, {"name": "Harbor Light", "anchor": anchor.pk})
    client.post(NEW, {"name": "Harbor Night", "anchor": anchor.pk})
    assert Consortium.objects.count() == 2


@pytest.mark.parametrize("part", [Part.SIGNATORY, Part.CONTRIBUTOR])
def test_only_an_administrator_founds(client, admin, part):
    organization = MembershipFactory(user=admin, part=part).organization
    answer = client.post(NEW, {"name": "Harbor Light", "anchor": organization.pk})
    assert "You administer no organization" in answer.text
    with pytest.raises(NotPermitted):
        found(name="Harbor Light", anchor=organization, by=admin)
    assert not Consortium.objects.exists()


def test_an_organization_of_somebody_else_cannot_be_chosen(client, admin, anchor):
    answer = client.post(NEW, {"name": "Harbor Light", "anchor": OrganizationFactory().pk})
    assert "Select a valid choice." in answer.text
    assert not Consortium.objects.exists()


def test_the_page_says_that_the_anchor_must_be_a_us_company(client, admin, anchor):
    assert "Only a U.S. company may be the anchor" in client.get(NEW).text


def test_a_consortium_led_from_abroad_is_told_that_it_cannot_submit(client, admin):
    abroad = OrganizationFactory(admin=admin, headquarters_country="KE")
    consortium = ConsortiumFactory(founded_by=admin, anchor_organization=abroad)
    page = client.get(reverse("proposals:consortium", args=[consortium.pk]))
    assert "The anchor member is not a U.S. company" in page.text


def test_a_member_sees_the_consortium_and_its_members_but_not_who_was_invited(client):
    consortium = ConsortiumFactory()
    member = MemberFactory(consortium=consortium)
    consortium.invitations.create(
        email="secret@elsewhere.example",
        secret_digest="x",
        invited_by=consortium.founded_by,
        expires_at="2030-01-01T00:00Z",
    )
    sign_in(client, member.accepted_by)
    page = client.get(reverse("proposals:consortium", args=[consortium.pk]))
    assert [m.organization for m in page.context["members"]] == [
        consortium.anchor,
        member.organization,
    ]
    assert "secret@elsewhere.example" not in page.text


@pytest.mark.parametrize("roles", [[], [Role.CASE_LEAD]])
def test_a_consortium_of_others_does_not_exist(client, roles):
    consortium = ConsortiumFactory()
    sign_in(client, UserFactory(roles=roles))
    for name in ("consortium", "invite"):
        page = reverse(f"proposals:{name}", args=[consortium.pk])
        assert client.get(page).status_code == 404
        assert client.post(page, {"email": "ben@elsewhere.example"}).status_code == 404


def test_whoever_left_no_longer_sees_it(client):
    member = MemberFactory()
    ConsortiumMember.objects.filter(pk=member.pk).update(left_at="2026-01-01T00:00Z")
    sign_in(client, member.accepted_by)
    page = client.get(reverse("proposals:consortium", args=[member.consortium_id]))
    assert page.status_code == 404


def test_an_empty_list_leads_on(client, admin):
    assert "First register your organization." in client.get("/consortia/").text
    OrganizationFactory(admin=admin)
    assert "Found one with your organization" in client.get("/consortia/").text


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    client, admin, anchor, django_assert_num_queries
):
    consortium = ConsortiumFactory(anchor_organization=anchor)
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get("/consortia/")
    MemberFactory(consortium=consortium)
    for _ in range(2):
        MemberFactory(consortium=ConsortiumFactory(anchor_organization=anchor))
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        page = client.get("/consortia/")
    assert [len(c.members_now) for c in page.context["page"]] == [2, 2, 2]


def test_the_page_asks_the_database_as_often_for_three_members_as_for_one(
    client, admin, anchor, django_assert_num_queries
):
    consortium = ConsortiumFactory(anchor_organization=anchor)
    page = reverse("proposals:consortium", args=[consortium.pk])
    with django_assert_num_queries(QUERIES_OF_THE_PAGE):
        client.get(page)
    MemberFactory(consortium=consortium)
    MemberFactory(consortium=consortium)
    with django_assert_num_queries(QUERIES_OF_THE_PAGE):
        client.get(page)
