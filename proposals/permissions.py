"""Who may take which step of a proposal, and if not, why not?

A permission is a callable `(proposal, user) -> bool`, never a string: a role grant must not
override an objection to this person in this case, such as a conflict of interest.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils import timezone

from exports_portal.accounts.roles import Part, Role
from proposals.guards import review_desk

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from proposals.models import Proposal


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may; `refusals` gives the sentences that say why this person may not (none: may)."""

    holders: str
    refusals: Callable[["Proposal", "User"], list[str]]
    # The portal itself may take the step too, where the policy in force has it do so.
    is_also_automatic: bool = False

    def __call__(self, proposal: "Proposal", user: "User") -> bool:
        return not self.refusals(proposal, user)


def has_part_in_anchor(proposal: "Proposal", user: "User", *parts: Part) -> bool:
    """Does this person hold one of these parts in the anchor member?"""
    return (
        user.is_active
        and proposal.consortium.members.filter(
            role="ANCHOR",
            left_at=None,
            organization__memberships__user=user,
            organization__memberships__part__in=parts,
        ).exists()
    )


WRITING = (Part.ADMIN, Part.CONTRIBUTOR)
ANSWERING = (Part.ADMIN, Part.SIGNATORY)


def writes_for(proposal: "Proposal", user: "User") -> frozenset[int]:
    """The members in whose name this person writes, while the proposal is with the applicant.

    Those of which they are an administrator or contributor; for the anchor's people also those
    that let the anchor member write for them.
    """
    if not user.is_active:
        return frozenset()
    members = proposal.consortium.members.filter(left_at=None)
    own = members.filter(
        organization__memberships__user=user, organization__memberships__part__in=WRITING
    )
    found = {(member.role, member.organization_id) for member in own}
    if any(role == "ANCHOR" for role, _ in found):
        found |= {(m.role, m.organization_id) for m in members.filter(anchor_writes=True)}
    return frozenset(organization for _, organization in found)


def is_contact_of_a_member(proposal: "Proposal", user: "User") -> bool:
    """Does this person belong to any organization of the consortium?"""
    return proposal.consortium.members.filter(organization__memberships__user=user).exists()


def contact_objections(proposal: "Proposal", user: "User") -> list[str]:
    """Why somebody who belongs, or belonged until lately, to a member stays out of its case."""
    if is_contact_of_a_member(proposal, user):
        return ["You belong to a member of this consortium, so you cannot work on its case."]
    past = user.past_memberships.filter(
        organization__consortium_memberships__consortium=proposal.consortium_id,
        bars_until__gt=timezone.now(),
    )
    latest = past.order_by("-bars_until").first()
    if latest is None:
        return []
    return [
        (
            "You belonged to a member of this consortium, so you cannot work on its case before "
            f"{timezone.localtime(latest.bars_until):%B %d, %Y}."
        )
    ]


def _for_anchor(*parts: Part) -> Permission:
    names = " or ".join(f"anchor {Part(part).label.lower()}" for part in parts)

    def refusals(proposal: "Proposal", user: "User") -> list[str]:
        if has_part_in_anchor(proposal, user, *parts):
            return []
        return [f"Only an {names} can do this."]

    return Permission(names, refusals)


def _for_officer(*roles: Role) -> Permission:
    names = " or ".join(Role(role).label.lower() for role in roles)

    def refusals(proposal: "Proposal", user: "User") -> list[str]:
        if not user.has_role(*roles):
            return [f"Only a person with the role {names} can do this."]
        return contact_objections(proposal, user) or review_desk().objections(proposal, user)

    return Permission(names, refusals)


def _for_decider() -> Permission:
    officer = _for_officer(Role.DECIDING_OFFICIAL)

    def refusals(proposal: "Proposal", user: "User") -> list[str]:
        return officer.refusals(proposal, user) or review_desk().decider_objections(proposal, user)

    return Permission("deciding official who has reviewed nothing of the case", refusals)


may_submit = _for_anchor(Part.SIGNATORY)
may_answer = _for_anchor(*ANSWERING)
may_withdraw = _for_anchor(Part.SIGNATORY)
may_check_completeness = _for_officer(Role.INTAKE_OFFICER, Role.CASE_LEAD)
may_ask = _for_officer(
    Role.INTAKE_OFFICER,
    Role.SECURITY_REVIEWER,
    Role.DESTINATION_REVIEWER,
    Role.CONTENT_ANALYST,
    Role.CASE_LEAD,
)
may_lead = _for_officer(Role.CASE_LEAD)
_sends_back = _for_officer(Role.CASE_LEAD, Role.DECIDING_OFFICIAL)
may_send_back = replace(
    _sends_back,
    holders=f"{_sends_back.holders}; the portal itself, when an amendment reopens something",
    is_also_automatic=True,
)
may_decide = _for_decider()
may_supervise = _for_officer(Role.DECIDING_OFFICIAL)
may_suspend = replace(
    may_supervise,
    holders=f"{may_supervise.holders}; the portal itself, where the screening policy says so",
    is_also_automatic=True,
)


def may_edit(proposal: "Proposal", user: "User") -> bool:
    """An anchor administrator or contributor, while the draft is the applicant's to write."""
    return proposal.is_editable and has_part_in_anchor(proposal, user, *WRITING)
