"""A member owned or run from a country of concern: how does it get in?"""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone

from exports_portal.accounts.actions.organizations import replace_owners
from exports_portal.accounts.roles import Part
from exports_portal.errors import InvalidInput, StepRefused
from proposals.actions.advance import advance
from proposals.actions.submit import submit
from proposals.models import Proposal
from proposals.snapshot import findings_of
from tests.factories.accounts import MembershipFactory
from tests.factories.proposals_ready import ready_proposal, sign_everything
from tests.factories.reviews import case_awaiting_determination

pytestmark = pytest.mark.django_db


def owned(*rows, **details):
    """A ready proposal whose second member has these owners (name, country, percent, holds in)."""
    ready = ready_proposal()
    own(ready.member, rows)
    for name, value in details.items():
        setattr(ready.member, name, value)
    ready.member.save()
    sign_everything(ready)
    return replace(ready, proposal=Proposal.objects.get(pk=ready.proposal.pk))


def own(organization, rows):
    organization.owners.all().delete()
    for name, country, percent, body in rows:
        organization.owners.create(
            name=name,
            kind="ORGANIZATION",
            country=country,
            percent=Decimal(percent),
            holds_shares_in=body,
        )


def refusal(ready):
    with pytest.raises(StepRefused) as refused:
        submit(ready.proposal, by=ready.signatory)
    (reason,) = refused.value.reasons
    return reason


def test_a_member_wholly_owned_from_china():
    """A Swedish member is wholly owned by a body in China.

    Stopped by: rule R10, over every member and not the anchor alone.
    """
    reason = refusal(owned(("Amber Pagoda", "CN", 100, "")))
    assert reason.endswith("(owners in China hold 100 percent).")


def test_a_body_in_between():
    """Put a Swedish holding between the member and its owner in Hong Kong.

    Stopped by: rule R10 multiplies along each path.
    """
    reason = refusal(owned(("Keel AB", "SE", 100, ""), ("Amber", "HK", 90, "Keel AB")))
    assert "Amber (Hong Kong) holds 90 percent of Keel AB, which controls it" in reason


def test_two_majorities_whose_product_is_small():
    """Hold 51 percent of a holding that holds 51 percent: 26.01 percent by the product.

    Stopped by: rule R10 takes a majority in a body that controls the member for control.
    """
    reason = refusal(
        owned(
            ("Keel AB", "SE", 51, ""),
            ("Ada Quill", "SE", 49, ""),
            ("Amber", "CN", 51, "Keel AB"),
        )
    )
    assert "Amber (China) holds 51 percent of Keel AB" in reason


def test_a_parent_and_no_owner():
    """State no owner in China, only an ultimate parent there.

    Stopped by: rule R10 reads the parent as a way of control.
    """
    ready = owned(("Ada Quill", "SE", 100, ""), parent_name="Amber Pagoda", parent_country="CN")
    assert "the ultimate parent Amber Pagoda is headquartered in China" in refusal(ready)


def test_three_shells_of_less_than_half_each():
    """Have three U.S. shells hold 40, 40 and 20 percent of the member, and state no owner of them.

    Stopped by: rule R10 adds up what is unexplained, and a person has to ask for the owners.
    """
    shells = (("Keel LLC", "US", 40, ""), ("Mast LLC", "US", 40, ""), ("Spar LLC", "US", 20, ""))
    ready = owned(*shells)
    findings = findings_of(ready.proposal, as_of=timezone.now())
    assert (
        "A person must ask who owns Juniper Data Works. Not stated: any owner of Keel LLC, any "
        "owner of Mast LLC and any owner of Spar LLC."
    ) in [finding.message for finding in findings if finding.outcome == "NEEDS_HUMAN"]


def test_two_owners_there_behind_one_holding():
    """Let two bodies in China hold 30 percent each of a holding that holds 60 of the member.

    Stopped by: rule R10 adds up who holds a body there, and counts what that body holds as a whole.
    """
    reason = refusal(
        owned(
            ("Keel AB", "SE", 60, ""),
            ("Ada Quill", "SE", 40, ""),
            ("Amber", "CN", 30, "Keel AB"),
            ("Pagoda", "CN", 30, "Keel AB"),
            ("Ben Quill", "SE", 40, "Keel AB"),
        )
    )
    assert "owners in China control it through Keel AB" in reason


def test_owners_in_a_circle_typed_in():
    """Type owners that own each other, so that no share ever reaches its owner.

    Stopped by: the action refuses a circle and names the path.
    """
    ready = ready_proposal()
    row = {"kind": "ORGANIZATION", "country": "SE", "has_control": False}
    rows = [
        row | {"name": "Keel AB", "percent": Decimal(50), "holds_shares_in": ""},
        row | {"name": "Mast AB", "percent": Decimal(60), "holds_shares_in": "Keel AB"},
        row | {"name": "Keel AB", "percent": Decimal(60), "holds_shares_in": "Mast AB"},
    ]
    with pytest.raises(InvalidInput) as refused:
        replace_owners(ready.anchor, rows=rows, by=ready.admin)
    assert str(refused.value) == (
        "These owners own each other in a circle: Keel AB holds shares in Mast AB holds shares in "
        "Keel AB. Remove the row that is wrong."
    )


@pytest.mark.parametrize("spelled", ["Lumen Harbor Systems", " lumen HARBOR systems "])
def test_the_organization_among_its_own_owners(spelled):
    """Name the organization itself as an owner, or as the owner of its owner.

    Stopped by: the action knows the organization's name, and spells names one way.
    """
    ready = ready_proposal()
    row = {"kind": "ORGANIZATION", "country": "US", "has_control": False, "percent": Decimal(50)}
    itself = row | {"name": spelled, "holds_shares_in": ""}
    with pytest.raises(InvalidInput, match="cannot own itself"):
        replace_owners(ready.anchor, rows=[itself], by=ready.admin)
    keel = row | {"name": "Keel", "holds_shares_in": ""}
    rows = [keel, itself | {"holds_shares_in": "Keel"}]
    with pytest.raises(InvalidInput, match="in a circle"):
        replace_owners(ready.anchor, rows=rows, by=ready.admin)


def test_two_members_that_own_each_other():
    """Let the two members of a consortium own each other, each list in order by itself.

    Stopped by: rule R10 looks for circles over all members together.
    """
    ready = owned(("Lumen Harbor Systems", "US", 100, ""))
    own(ready.anchor, [("Juniper Data Works", "SE", 49, ""), ("Ada Quill", "US", 51, "")])
    sign_everything(ready)
    assert refusal(ready).startswith("State who owns whom without a circle: ")


def test_selling_the_member_after_submission():
    """Submit with owners in order, and sell the member to a body in China before the decision.

    Stopped by: rule R10 is judged again on what members say by now, before `designate`.
    """
    case = case_awaiting_determination()
    person = case.ready.member_signatory
    MembershipFactory(organization=case.ready.member, user=person, part=Part.ADMIN)
    row = {"kind": "ORGANIZATION", "country": "CN", "has_control": True, "holds_shares_in": ""}
    rows = [row | {"name": "Amber Pagoda", "percent": Decimal(100)}]
    replace_owners(case.ready.member, rows=rows, by=person)
    with pytest.raises(StepRefused, match=r"Rule R10 blocks since submission\. Take Juniper"):
        advance(case.proposal, "designate", by=case.decider)
