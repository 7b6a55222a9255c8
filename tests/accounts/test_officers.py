"""Are the officers of an organization kept, by its administrators and nobody else?"""

import pytest
from django.urls import reverse

from exports_portal.accounts.actions.organizations import replace_officers
from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotPermitted
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

IRA = {"name": "Ira Vane", "title": "Director", "nationality": "NO"}
OLA = {"name": "Ola Reef", "title": "General Counsel", "nationality": ""}


@pytest.fixture
def organization():
    return OrganizationFactory(admin=UserFactory())


def page_of(organization):
    return reverse("organizations:officers", args=[organization.pk])


def rows(*answers, **more):
    sent = {f"rows-{n}-{key}": value for n, row in enumerate(answers) for key, value in row.items()}
    return sent | {"rows-TOTAL_FORMS": len(answers), "rows-INITIAL_FORMS": 0} | more


def saved(organization):
    return list(organization.officers.values("name", "title", "nationality"))


def test_an_administrator_names_the_officers_and_a_nationality_may_be_unknown(client, organization):
    sign_in(client, organization.registered_by)
    MembershipFactory(organization=organization, user=organization.registered_by, part=Part.ADMIN)
    answer = client.post(page_of(organization), rows(IRA, OLA))
    assert answer.url == reverse("organizations:detail", args=[organization.pk])
    assert saved(organization) == [IRA, OLA]
    event = AuditEvent.objects.about(organization).get()
    assert (event.verb, event.data["section"]) == ("organization.edit", "officers")
    page = client.get(answer.url).text
    assert "Ira Vane" in page
    assert "General Counsel" in page
    assert "Not known" in page


@pytest.mark.parametrize("part", [Part.SIGNATORY, Part.CONTRIBUTOR])
def test_a_colleague_who_is_no_administrator_may_not(client, organization, part):
    colleague = MembershipFactory(organization=organization, part=part).user
    sign_in(client, colleague)
    assert client.post(page_of(organization), rows(IRA)).status_code == 403
    with pytest.raises(NotPermitted):
        replace_officers(organization, rows=[IRA], by=colleague)
    assert saved(organization) == []


def test_a_stranger_knows_of_no_such_page(client, organization):
    sign_in(client, UserFactory())
    assert client.get(page_of(organization)).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "..."), ("title", ""), ("nationality", "ZZ")]
)
def test_a_wrong_answer_is_refused_beside_its_field_and_the_rest_stays(
    client, organization, field, value
):
    admin = MembershipFactory(organization=organization, part=Part.ADMIN).user
    sign_in(client, admin)
    answer = client.post(page_of(organization), rows(IRA | {field: value}, OLA))
    assert answer.status_code == 422
    assert f'id="id_rows-0-{field}_error"' in answer.text
    assert 'value="Ola Reef"' in answer.text
    assert saved(organization) == []
