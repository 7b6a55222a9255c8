"""Does a program register and keep an organization, and bring members in, as the pages do?"""

from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client

from exports_portal.accounts.actions.tokens import create_token
from exports_portal.accounts.models import Organization
from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from proposals.models import Consortium, Invitation
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.proposals import ConsortiumFactory, MemberFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/organizations/"
DETAILS = {
    "legal_name": "Lumen Harbor Systems",
    "other_names": ["Lumen"],
    "incorporation_country": "US",
    "headquarters_country": "US",
    "principal_place_country": "KE",
}
ADDRESS = {"street": "1 Quay Street", "city": "Portland", "country": "US"}
OWNER = {"name": "Ada Marlowe", "kind": "PERSON", "country": "US", "percent": "60.00"}
OFFICER = {"name": "Ada Marlowe", "title": "Director"}


def program_of(person):
    _, text = create_token(name="ERP", days=1, by=person)
    return Client(headers={"authorization": f"Token {text}"})


def sent(client, method, url, body=None, **headers):
    call = getattr(client, method)
    return call(url, body or {}, content_type="application/json", headers=headers)


@pytest.fixture
def admin():
    return UserFactory(full_name="Ada Quill")


@pytest.fixture
def program(admin):
    return program_of(admin)


@pytest.fixture
def own(admin):
    return OrganizationFactory(admin=admin, legal_name="Lumen Harbor Systems")


def read(program, organization):
    response = program.get(f"{LIST}{organization.pk}/")
    assert response.status_code == 200
    return response


def changed(program, organization, body, etag=None):
    etag = etag or read(program, organization)["ETag"]
    return sent(program, "patch", f"{LIST}{organization.pk}/", body, **{"If-Match": etag})


def test_an_organization_is_registered_with_all_that_is_known_of_it(program, admin):
    body = DETAILS | {"addresses": [ADDRESS], "owners": [OWNER], "officers": [OFFICER]}
    response = sent(program, "post", LIST, body)
    assert response.status_code == 201, response.json()
    made = Organization.objects.get()
    assert response["Location"].endswith(f"{LIST}{made.pk}/")
    assert response.json()["is_us_entity"] is True
    assert (made.addresses.get().city, made.owners.get().percent) == ("Portland", Decimal(60))
    assert set(made.memberships.values_list("user", "part")) == {
        (admin.pk, Part.ADMIN),
        (admin.pk, Part.SIGNATORY),
    }
    assert program.get(LIST).json()["results"] == [response.json()]


def test_what_is_wrong_anywhere_registers_nothing(program):
    twice = [OWNER, OWNER | {"name": "Bo Tide"}]
    response = sent(program, "post", LIST, DETAILS | {"owners": twice})
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert not Organization.objects.exists()
    response = sent(program, "post", LIST, DETAILS | {"owners": [{"name": "N/A"}], "colour": "red"})
    assert response.status_code == 422
    pointers = {error["pointer"] for error in response.json()["errors"]}
    assert {"#/owners/0/name", "#/owners/0/kind", "#/colour"} <= pointers
    assert not Organization.objects.exists()


def test_a_list_takes_the_place_of_the_list_and_the_rest_stays(program, own):
    assert changed(program, own, {"owners": [OWNER]}).status_code == 200
    assert changed(program, own, {"officers": [OFFICER]}).status_code == 200
    response = changed(program, own, {"owners": [OWNER | {"name": "Bo Tide"}]})
    said = response.json()
    assert [each["name"] for each in said["owners"]] == ["Bo Tide"]
    assert [each["name"] for each in said["officers"]] == ["Ada Marlowe"]
    assert said["legal_name"] == own.legal_name
    assert response["ETag"] == read(program, own)["ETag"]
    sections = AuditEvent.objects.about(own).order_by("pk").values_list("data__section", flat=True)
    assert list(sections) == ["owners", "officers", "owners"]


def test_a_row_of_a_change_needs_what_a_row_needs(program, own):
    response = changed(program, own, {"owners": [{"kind": "PERSON"}]})
    assert response.status_code == 422
    assert own.owners.count() == 0


def test_a_lost_update_is_refused_and_so_is_a_change_without_a_reading(program, own):
    etag = read(program, own)["ETag"]
    assert changed(program, own, {"addresses": [ADDRESS]}, etag).status_code == 200
    response = changed(program, own, {"website": "https://lumen.example"}, etag)
    assert (response.status_code, response["Content-Type"]) == (412, "application/problem+json")
    assert sent(program, "patch", f"{LIST}{own.pk}/", {"website": ""}).status_code == 428
    assert Organization.objects.get().website == ""


def test_only_an_administrator_changes_it_and_a_stranger_does_not_find_it(program, own):
    colleague = UserFactory()
    MembershipFactory(organization=own, user=colleague, part=Part.CONTRIBUTOR)
    theirs = program_of(colleague)
    assert changed(theirs, own, {"website": "https://lumen.example"}).status_code == 403
    stranger = program_of(UserFactory())
    assert stranger.get(f"{LIST}{own.pk}/").status_code == 404
    assert sent(stranger, "patch", f"{LIST}{own.pk}/", {"website": ""}).status_code == 404
    assert stranger.get(LIST).json()["results"] == []


def test_a_consortium_is_founded_by_the_administrator_of_its_anchor(program, own):
    url = "/api/v1/consortia/"
    response = sent(program, "post", url, {"name": "Harbor Light", "anchor": own.pk})
    assert response.status_code == 201
    made = Consortium.objects.get()
    (member,) = response.json()["members"]
    assert (member["organization_id"], member["legal_name"]) == (own.pk, own.legal_name)
    assert (member["role"], member["anchor_writes"]) == ("ANCHOR", False)
    assert response["Location"].endswith(f"{url}{made.pk}/")
    again = sent(program, "post", url, {"name": "harbor light", "anchor": own.pk})
    assert again.status_code == 422
    other = OrganizationFactory()
    refused = sent(program, "post", url, {"name": "Another", "anchor": other.pk})
    assert refused.json()["errors"][0]["pointer"] == "#/anchor"
    assert Consortium.objects.count() == 1


def test_the_anchor_invites_and_takes_back(django_capture_on_commit_callbacks):
    consortium = ConsortiumFactory()
    program = program_of(consortium.founded_by)
    url = f"/api/v1/consortia/{consortium.pk}/invitations/"
    with django_capture_on_commit_callbacks(execute=True):
        made = sent(program, "post", url, {"email": "June@Juniper.example"})
    assert made.status_code == 201
    assert made.json()["email"] == "june@juniper.example"
    assert "secret" not in made.text
    assert sent(program, "post", url, {"email": "june@juniper.example"}).status_code == 422
    assert [each["is_open"] for each in program.get(url).json()["results"]] == [True]
    address = f"{url}{made.json()['id']}/"
    assert program.delete(address).status_code == 204
    assert program.delete(address).status_code == 409
    assert [each["is_open"] for each in program.get(url).json()["results"]] == [False]


def test_nobody_else_invites_or_sees_who_is_invited():
    consortium = ConsortiumFactory()
    member = MemberFactory(consortium=consortium)
    url = f"/api/v1/consortia/{consortium.pk}/invitations/"
    for person, status in ((member.accepted_by, 403), (UserFactory(), 404)):
        program = program_of(person)
        assert program.get(url).status_code == status
        assert sent(program, "post", url, {"email": "june@juniper.example"}).status_code == status
    assert not Invitation.objects.exists()
    assert mail.outbox == []
