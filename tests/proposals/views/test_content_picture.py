"""Whose items does the picture of the U.S. content show?"""

import pytest

from exports_portal.accounts.roles import Part
from proposals.actions.one_record import add_records
from tests.factories.accounts import MembershipFactory
from tests.factories.proposals_ready import ready_proposal
from tests.signing_in import client_of
from tests.web.html import page, texts

pytestmark = pytest.mark.django_db
THEIRS = {
    "name": "Node of the other member",
    "category": "STORAGE",
    "manufacturer": "Juniper Foundry Works",
    "quantity": 7,
    "unit_value": "4321.00",
    "us_origin_percent": "50",
}


def shown_to(user, ready):
    shown = page(client_of(user).get(f"/proposals/{ready.proposal.pk}/hardware/"))
    section = '[aria-labelledby="content-by-category"]'
    return texts(shown, f"{section} tbody th"), " ".join(texts(shown, f"{section} tbody td"))


def test_each_member_sees_its_own_categories_and_the_anchor_member_no_others():
    ready = ready_proposal()
    writer = MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user
    add_records(ready.proposal, "components", [THEIRS], by=writer)
    names, told = shown_to(writer, ready)
    assert names == ["Data-center storage"]
    assert "$30,247.00" in told
    assert "$15,123.50" in told
    names, told = shown_to(ready.admin, ready)
    assert names
    assert "30,247" not in told
