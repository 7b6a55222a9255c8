"""Do owners come in from a file, seen in their form and saved by a person?"""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exports_portal.accounts.roles import Part
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
FILE = (Path(__file__).parents[2] / "data" / "bods-0.4.json").read_bytes()


@pytest.fixture
def own(client):
    person = UserFactory()
    sign_in(client, person)
    return OrganizationFactory(admin=person, legal_name="Lumen Harbor Systems, Inc.")


def sent(client, organization, content=FILE):
    url = reverse("proposals:import_owners", args=[organization.pk])
    return client.post(url, {"file": SimpleUploadedFile("owners.json", content)})


def test_the_form_holds_what_the_file_says_and_saving_is_a_second_step(client, own):
    shown = sent(client, own)
    assert shown.status_code == 200
    assert "Nothing is saved yet" in shown.text
    assert "An owner of the organization is not named" in shown.text
    assert own.owners.count() == 0
    rows = shown.context["rows"]
    data = {f"rows-{name}": value for name, value in rows.management_form.initial.items()}
    for form in rows.forms:
        data |= {field.html_name: field.value() for field in form if field.value() is not None}
    data = {name: value for name, value in data.items() if value is not False}
    saved = client.post(
        reverse("organizations:owners", args=[own.pk]),
        data | {"read_digest": shown.context["read_digest"]},
    )
    assert saved.status_code == 302
    assert set(own.owners.values_list("name", "holds_shares_in")) == {
        ("Quay Holdings LP", ""),
        ("Fund for Tide Research", "Quay Holdings LP"),
        ("Bo Tide", "Quay Holdings LP"),
        ("Ada Marlowe", ""),
    }


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"{", "no JSON"),
        (b"%PDF-1.7", "PDF"),
        (b"[" * 90 + b"]" * 90, "levels deep"),
        (b" " * (5 * 1024 * 1024 + 1), "larger than"),
    ],
)
def test_a_wrong_file_is_told_beside_the_form(client, own, content, sentence):
    answer = sent(client, own, content)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert own.owners.count() == 0


def test_only_an_administrator_may_and_a_stranger_does_not_find_it(client, own):
    colleague = UserFactory()
    MembershipFactory(organization=own, user=colleague, part=Part.CONTRIBUTOR)
    for person, status in ((colleague, 403), (UserFactory(), 404)):
        sign_in(client, person)
        assert sent(client, own).status_code == status
