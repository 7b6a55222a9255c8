"""Who ends a membership, and what becomes of what the member did?"""

import pytest
from django.urls import reverse

from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotPermitted, StepRefused
from proposals.actions.membership import end_membership
from proposals.models import Proposal
from proposals.snapshot import content_of
from tests.factories.accounts import UserFactory
from tests.factories.proposals import MemberFactory, contributor_of
from tests.factories.proposals_ready import ready_proposal
from tests.factories.reviews import case_in_review
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


def member_of(ready):
    return ready.consortium.members.get(organization=ready.member)


def address(member):
    return reverse("proposals:leave_consortium", args=[member.consortium_id, member.pk])


def test_a_member_leaves_and_its_part_in_a_draft_is_void():
    ready = ready_proposal()
    member = member_of(ready)
    signatory = member.accepted_by
    assert ready.proposal.certifications.filter(organization=ready.member).exists()

    answer = client_of(signatory).post(address(member))

    assert answer.url == reverse("proposals:consortium_list")
    assert ready.member not in [m.organization for m in ready.consortium.current_members()]
    assert not ready.proposal.certifications.filter(organization=ready.member).exists()
    layers = content_of(ready.proposal).layers
    assert not any(ready.member.pk in layer.providers for layer in layers)
    assert AuditEvent.objects.about(ready.consortium).latest("pk").verb == "consortium.leave"


def test_the_anchor_parts_with_a_member_after_a_page_that_says_what_it_means():
    ready = ready_proposal()
    member = member_of(ready)
    anchor = client_of(ready.consortium.founded_by)

    assert "what it signed is void" in anchor.get(address(member)).text
    member.refresh_from_db()
    assert member.left_at is None
    anchor.post(address(member))
    member.refresh_from_db()
    assert member.left_at is not None


def test_nobody_leaves_what_is_under_review():
    case = case_in_review()
    member = member_of(case.ready)
    with pytest.raises(StepRefused, match="is in review and names its members"):
        end_membership(member, by=member.accepted_by)
    member.refresh_from_db()
    assert member.left_at is None


@pytest.mark.parametrize("state", ["WITHDRAWN", "DECLINED"])
def test_a_proposal_that_is_over_holds_nobody_and_keeps_its_signatures(state):
    case = case_in_review()
    Proposal.objects.filter(pk=case.proposal.pk).update(state=state)
    member = member_of(case.ready)
    end_membership(member, by=member.accepted_by)
    assert case.proposal.certifications.filter(organization=member.organization).exists()


def test_the_anchor_member_stays():
    ready = ready_proposal()
    anchor = ready.consortium.members.get(role="ANCHOR")
    with pytest.raises(StepRefused, match="cannot leave it"):
        end_membership(anchor, by=ready.consortium.founded_by)


def test_leaving_twice_is_refused():
    member = MemberFactory()
    end_membership(member, by=member.accepted_by)
    with pytest.raises(StepRefused, match="has left this consortium already"):
        end_membership(member, by=member.accepted_by)


def test_only_an_administrator_of_the_member_or_the_anchor_ends_it():
    member = MemberFactory()
    with pytest.raises(NotPermitted):
        end_membership(member, by=contributor_of(member.consortium))
    assert client_of(contributor_of(member.consortium)).post(address(member)).status_code == 403
    assert client_of(UserFactory()).post(address(member)).status_code == 404
