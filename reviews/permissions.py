"""Who may do what on a case, beside taking its steps (`proposals.permissions`)?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports_portal.accounts.roles import CASE_WORKERS, Role
from exports_portal.errors import NotPermitted
from proposals.guards import review_desk
from proposals.permissions import contact_objections
from reviews.states import TrackKind

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from proposals.models import Proposal

TRACK_ROLES: dict[str, tuple[Role, ...]] = {
    TrackKind.COMPLETENESS: (Role.INTAKE_OFFICER, Role.CASE_LEAD),
    TrackKind.SECURITY: (Role.SECURITY_REVIEWER, Role.CASE_LEAD),
    TrackKind.DESTINATION: (Role.DESTINATION_REVIEWER, Role.CASE_LEAD),
    TrackKind.US_CONTENT: (Role.CONTENT_ANALYST, Role.CASE_LEAD),
    TrackKind.NATIONAL_INTEREST: (Role.CASE_LEAD,),
}
ADJUDICATORS = (Role.DESTINATION_REVIEWER, Role.CASE_LEAD)
# Those who know the lists; neither who leads a case nor who decides it.
LIST_KEEPERS = (Role.DESTINATION_REVIEWER, Role.POLICY_STEWARD)
POLICY_PROPOSERS = (Role.POLICY_STEWARD,)
# Another steward than the one who proposed it, or a deciding official; program default.
POLICY_DECIDERS = (Role.POLICY_STEWARD, Role.DECIDING_OFFICIAL)
ASSIGNERS = (Role.INTAKE_OFFICER, Role.CASE_LEAD)


def require_role(proposal: "Proposal", user: "User", *roles: Role) -> None:
    """Raise NotPermitted unless the person has one of the roles and no tie to the case."""
    if not user.has_role(*roles):
        names = " or ".join(role.label.lower() for role in roles)
        raise NotPermitted(f"Only a person with the role {names} can do this.")
    require_no_tie(proposal, user)


def require_case_worker(proposal: "Proposal", user: "User") -> None:
    """Anyone who works on cases, except auditors, who only read."""
    if not user.has_role(*CASE_WORKERS):
        raise NotPermitted("Only an officer who works on cases can do this.")
    require_no_tie(proposal, user)


def require_list_keeper(user: "User") -> None:
    """Whoever may release or reject a list in quarantine, and have the list looked for now."""
    if not user.has_role(*LIST_KEEPERS):
        names = " or ".join(role.label.lower() for role in LIST_KEEPERS)
        raise NotPermitted(f"Only a person with the role {names} can do this.")


def require_agency(proposal: "Proposal", user: "User", agency: str) -> None:
    """Raise NotPermitted unless the person answers for this agency, and for no other here."""
    if agency not in user.agencies:
        raise NotPermitted("Only a consultant of this agency can answer for it.")
    require_no_tie(proposal, user)
    if agency not in agencies_of(proposal, user):
        raise NotPermitted(
            "You have answered for another agency in this case: one person speaks for one agency, "
            "so a colleague has to answer for this one."
        )


def agencies_of(proposal: "Proposal", user: "User") -> frozenset[str]:
    """The agencies this person may answer for in this case: one, once they have answered."""
    spoke = proposal.spokespeople.filter(user=user).first()
    return user.agencies & {spoke.agency} if spoke else user.agencies


def require_no_tie(proposal: "Proposal", user: "User") -> None:
    """Nobody works on the case of a consortium they belong to, or with a declared conflict."""
    if reasons := ties(proposal, user):
        raise NotPermitted(*reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Powers:
    """What one person may do on one case, for pages that show everybody their own buttons."""

    assigns: bool
    concludes: frozenset[str]
    works: bool
    adjudicates: bool
    leads: bool
    answers_for: frozenset[str]
    objections: tuple[str, ...]


def powers_on(proposal: "Proposal", user: "User") -> Powers:
    """The same rules as the `require_…` functions, asked all at once."""
    objections = ties(proposal, user)
    free = not objections
    return Powers(
        assigns=free and user.has_role(*ASSIGNERS),
        concludes=frozenset(
            kind for kind, roles in TRACK_ROLES.items() if free and user.has_role(*roles)
        ),
        works=free and user.has_role(*CASE_WORKERS),
        adjudicates=free and user.has_role(*ADJUDICATORS),
        leads=free and user.has_role(Role.CASE_LEAD),
        answers_for=agencies_of(proposal, user) if free else frozenset(),
        objections=tuple(objections),
    )


def ties(proposal: "Proposal", user: "User") -> list[str]:
    """Why this person may not work on this case, whatever their roles are."""
    return contact_objections(proposal, user) or review_desk().objections(proposal, user)
