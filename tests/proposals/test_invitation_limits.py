"""Can somebody mail the world in the portal's name?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Part
from exports_portal.errors import InvalidInput
from proposals.actions import consortia
from proposals.actions.consortia import invite, revoke
from proposals.models import Invitation
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals import ConsortiumFactory

pytestmark = pytest.mark.django_db


def administrator_of(consortium):
    user = UserFactory()
    MembershipFactory(organization=consortium.anchor, user=user, part=Part.ADMIN)
    return user


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(consortia, "MOST_BY_PERSON", 2)
    monkeypatch.setattr(consortia, "MOST_BY_INVITER", 3)
    monkeypatch.setattr(consortia, "MOST_TO_ADDRESS", 2)


@pytest.mark.usefixtures("few")
def test_a_person_and_a_consortium_invite_so_many_in_a_day_and_revoking_gives_none_back():
    consortium = ConsortiumFactory()
    one, other = (administrator_of(consortium) for _ in range(2))
    for number in range(2):
        invitation, _ = invite(consortium, email=f"guest{number}@else.example", by=one)
        revoke(invitation, by=one)
    with pytest.raises(InvalidInput, match="You invited 2 people in 24 hours"):
        invite(consortium, email="guest9@else.example", by=one)
    invite(consortium, email="guest3@else.example", by=other)
    with pytest.raises(InvalidInput, match="This consortium invited 3 people"):
        invite(consortium, email="guest4@else.example", by=other)

    Invitation.objects.update(invited_at=timezone.now() - timedelta(hours=25))
    invite(consortium, email="guest5@else.example", by=one)


@pytest.mark.usefixtures("few")
def test_one_address_is_not_invited_again_and_again_by_everybody():
    for number in range(3):
        consortium = ConsortiumFactory()
        invitation = {"email": "Wanted@Else.Example", "by": administrator_of(consortium)}
        if number < 2:
            invite(consortium, **invitation)
        else:
            with pytest.raises(InvalidInput, match="This address was invited 2 times"):
                invite(consortium, **invitation)
