"""Does the model refuse a name that is none, whoever writes it and however many rows at once?"""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from exports_portal.accounts.models import Officer, Organization, OwnershipStake
from tests.factories.accounts import OrganizationFactory

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
