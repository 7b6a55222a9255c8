"""Does the model refuse a name that is none, whoever writes it and however many rows at once?"""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from exports_portal.accounts.models import Officer, Organization, OwnershipStake, User
from proposals.models import Consortium
from tests.factories.accounts import OrganizationFactory, UserFactory
from tests.factories.proposals import ConsortiumFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["TBD", "N/A", "X", "1", "---"])
def test_a_placeholder_never_reaches_the_database(name):
    organization = OrganizationFactory(legal_name="Juniper Data Works")
    rows = [
        lambda: OrganizationFactory(legal_name=name),
        lambda: Organization.objects.filter(pk=organization.pk).update(legal_name=name),
        lambda: Organization.objects.filter(pk=organization.pk).update(other_names=["JDW", name]),
        lambda: Organization.objects.filter(pk=organization.pk).update(parent_name=name),
        lambda: Officer.objects.create(organization=organization, name=name, title="Director"),
        lambda: OwnershipStake.objects.bulk_create(
            [OwnershipStake(organization=organization, name=name, kind="PERSON", country="US")]
        ),
    ]
    for write in rows:
        with pytest.raises(ValidationError), transaction.atomic():
            write()
    organization.refresh_from_db()
    assert organization.legal_name == "Juniper Data Works"
    assert organization.other_names == []
    assert organization.parent_name == ""
    assert not Officer.objects.filter(name=name).exists()


def test_a_real_name_and_an_empty_parent_are_kept():
    organization = OrganizationFactory(legal_name="3M", other_names=["华为"], parent_name="")
    organization.refresh_from_db()
    assert (organization.legal_name, organization.other_names) == ("3M", ["华为"])


def test_a_name_may_be_looked_for_whatever_it_is():
    assert not Organization.objects.filter(legal_name="TBD").exists()


TURNED = "Lumen \u202eretaw\u202c Harbor\u200f"


def test_marks_that_turn_the_direction_of_writing_are_kept_nowhere():
    plain = "Lumen retaw Harbor"
    organization = OrganizationFactory(legal_name=TURNED, other_names=[TURNED])
    person = UserFactory(full_name=TURNED)
    consortium = ConsortiumFactory(name=TURNED)
    kept = [
        *Organization.objects.filter(pk=organization.pk).values_list("legal_name", "other_names"),
        *User.objects.filter(pk=person.pk).values_list("full_name"),
        *Consortium.objects.filter(pk=consortium.pk).values_list("name"),
    ]
    assert kept == [(plain, [plain]), (plain,), (plain,)]
    assert (organization.legal_name, person.full_name) == (plain, plain)
    Organization.objects.filter(pk=organization.pk).update(legal_name=TURNED, parent_name=TURNED)
    organization.refresh_from_db()
    assert (organization.legal_name, organization.parent_name) == (plain, plain)
