"""How does an organization leave a consortium?"""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.models import Organization
from exports_portal.accounts.roles import Part
from exports_portal.audit.recording import record
from exports_portal.errors import NotPermitted, StepRefused
from proposals.actions.consortia import JOINING
from proposals.actions.drafts import forget_member
from proposals.models import Consortium, ConsortiumMember, Proposal
from proposals.signals import writing_given
from proposals.states import EDITABLE, FINAL

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


@transaction.atomic
def end_membership(member: ConsortiumMember, *, by: "User") -> ConsortiumMember:
    """The member leaves, or the anchor parts with it. The anchor member itself stays.

    It provides no layer of a draft any more; what it said and signed there goes with it. A proposal
    that is under review or designated names its members, so as long as there is one nobody leaves.
    """
    consortium = Consortium.objects.select_for_update(no_key=True).get(pk=member.consortium_id)
    locked = ConsortiumMember.objects.select_for_update(no_key=True).get(pk=member.pk)
    _require_may_end(locked, consortium, by)
    for pk in consortium.proposals.order_by("pk").values_list("pk", flat=True):
        _leave_draft(Proposal.objects.held(pk), locked.organization, by)
    locked.left_at = timezone.now()
    locked.save(update_fields=["left_at"])
    record("consortium.leave", by=by, subject=consortium, organization=locked.organization_id)
    return locked


@transaction.atomic
def let_anchor_write(member: ConsortiumMember, *, allowed: bool, by: "User") -> ConsortiumMember:
    """Whether the people of the anchor member write this member's records, and so read them.

    What they wrote stays the member's, which answers for it by signing. NotPermitted for anybody
    who does not act for the member; StepRefused for the anchor member and one that left.
    """
    locked = ConsortiumMember.objects.select_for_update(no_key=True).get(pk=member.pk)
    if not acts_for(locked, by):
        raise NotPermitted(f"Only whoever acts for {locked.organization} can do this.")
    if locked.role == ConsortiumMember.Role.ANCHOR or locked.left_at is not None:
        raise StepRefused("Only a member that is not the anchor member can let it write.")
    if allowed and not locked.anchor_writes:
        transaction.on_commit(lambda: writing_given.send_robust(ConsortiumMember, member=locked))
    locked.anchor_writes = allowed
    locked.save(update_fields=["anchor_writes"])
    record(
        "consortium.let_anchor_write",
        by=by,
        subject=locked.consortium,
        organization=locked.organization_id,
        allowed=allowed,
    )
    return locked


def acts_for(member: ConsortiumMember, user: "User") -> bool:
    """Whoever could bring the member in."""
    joins = Organization.objects.with_part(user, *JOINING)
    return joins.filter(pk=member.organization_id).exists()


def may_end(member: ConsortiumMember, consortium: Consortium, user: "User") -> bool:
    """Whoever could bring the member in, or invite it."""
    leads = Organization.objects.with_part(user, Part.ADMIN).filter(pk=consortium.anchor.pk)
    return acts_for(member, user) or leads.exists()


def _require_may_end(member: ConsortiumMember, consortium: Consortium, by: "User") -> None:
    if not may_end(member, consortium, by):
        raise NotPermitted(
            f"Only whoever acts for {member.organization} or administers {consortium.anchor} can "
            "do this."
        )
    if member.role == ConsortiumMember.Role.ANCHOR:
        raise StepRefused("The anchor member leads the consortium and cannot leave it.")
    if member.left_at is not None:
        raise StepRefused(f"{member.organization} has left this consortium already.")


def _leave_draft(proposal: Proposal, organization: Organization, by: "User") -> None:
    if proposal.state in FINAL:
        return
    if proposal.state not in EDITABLE:
        state = proposal.get_state_display().lower()
        raise StepRefused(
            f"{proposal.public_id} is {state} and names its members. "
            "Withdraw it first, or ask the program office about a change of the membership."
        )
    forget_member(proposal, organization, by=by)
    proposal.certifications.filter(organization=organization).delete()
