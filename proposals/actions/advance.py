"""How does a proposal take a step? Through `advance`, and only through it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django_fsm import Transition

from exports_portal.audit.recording import record
from exports_portal.errors import NotPermitted, StepRefused
from proposals.guards import Guard, asked_already
from proposals.models import Proposal
from proposals.permissions import Permission
from proposals.signals import proposal_advanced
from proposals.states import UNDER_REVIEW, ProposalState

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


def _all_steps(proposal: Proposal) -> Iterable[Transition]:
    listing = "get_all_state_transitions"  # FSMField adds it, unseen by the type checker
    steps: Iterable[Transition] = getattr(proposal, listing)()
    return steps


def transitions(proposal: Proposal) -> dict[str, Transition]:
    """Every step that starts where this proposal stands, by name."""
    return {step.name: step for step in _all_steps(proposal) if step.source == proposal.state}


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step that was taken and is not written down yet."""

    proposal: Proposal
    step: str
    before: str
    by: "User | None"


@transaction.atomic
def advance(
    proposal: Proposal, step: str, *, by: "User | None", note: str = "", reason: str = ""
) -> Proposal:
    """Lock the proposal, check state, person and guards, move it, and write it down.

    Returns the locked, moved row. Raises StepRefused (wrong state, or a guard with the sentences
    that say what is missing) or NotPermitted; after a refusal nothing has changed. `by=None` is the
    portal itself, which takes no step but those whose permission says so.
    A `note` may be shown to the applicant, a `reason` never. `proposal_advanced` is sent after
    commit.
    """
    return write_down(move(proposal, step, by=by), note=note, reason=reason)


def move(proposal: Proposal, step: str, *, by: "User | None") -> Move:
    """The first half of `advance`. Whoever has more to do before `write_down` keeps the trail's
    lock for a shorter time; both halves belong to one transaction."""
    locked = Proposal.objects.held(proposal.pk)
    guards = _check(locked, step, by)
    before = locked.state
    with asked_already(locked, guards):
        getattr(locked, step)()
    _note_times(locked, step, before)
    _end_amendment(locked, by)
    locked.save()
    return Move(proposal=locked, step=step, before=before, by=by)


def write_down(taken: Move, *, note: str = "", reason: str = "", **data: Any) -> Proposal:
    """The second half of `advance`: from here on every other writer of the trail waits."""
    locked, step = taken.proposal, taken.step
    event = record(
        f"proposal.{step}",
        by=taken.by,
        subject=locked,
        summary=f"{ProposalState(taken.before).label} to {ProposalState(locked.state).label}",
        note=note,
        **({"reason": reason} if reason else {}),
        before=taken.before,
        after=locked.state,
        **data,
    )
    transaction.on_commit(
        lambda: proposal_advanced.send_robust(Proposal, proposal=locked, step=step, event=event)
    )
    return locked


def refusals(proposal: Proposal, step: str, user: "User") -> list[str]:
    """Why this person cannot take this step now; empty when they can. Changes nothing."""
    try:
        _check(proposal, step, user)
    except (StepRefused, NotPermitted) as refusal:
        return list(refusal.reasons)
    return []


def available_steps(proposal: Proposal, user: "User") -> list[str]:
    """The steps this person may take from here, whether or not a guard still misses something."""
    return [
        name for name, step in transitions(proposal).items() if _permission(step)(proposal, user)
    ]


def _check(proposal: Proposal, step: str, user: "User | None") -> list[Guard]:
    """The guards that were asked, once each, and had nothing missing."""
    found = transitions(proposal).get(step)
    if found is None:
        raise StepRefused(
            f"This proposal is {proposal.get_state_display().lower()}; "
            f"“{step.replace('_', ' ')}” is not possible from there."
        )
    if denied := _denials(_permission(found), proposal, user):
        raise NotPermitted(*denied)
    guards = _guards(found)
    if gaps := [gap for guard in guards for gap in guard.missing(proposal)]:
        raise StepRefused(*gaps)
    return guards


def _denials(permission: Permission, proposal: Proposal, user: "User | None") -> list[str]:
    if user is not None:
        return permission.refusals(proposal, user)
    return [] if permission.is_also_automatic else ["Only a person can do this."]


def _permission(step: Transition) -> Permission:
    if not isinstance(step.permission, Permission):
        raise TypeError(f"transition {step.name} has no Permission")
    return step.permission


def _guards(step: Transition) -> list[Guard]:
    return [guard for guard in step.conditions if isinstance(guard, Guard)]


def _note_times(proposal: Proposal, step: str, before: str) -> None:
    """The clock of the review stops while the applicant is waited for."""
    now = timezone.now()
    if step == "submit":
        proposal.submitted_at = proposal.submitted_at or now
    if step == "ask":
        proposal.resume_state = before
    if step in ("ask", "return_incomplete"):
        proposal.clock_paused_at = now
    if step in ("answer", "submit") and proposal.clock_paused_at:
        proposal.clock_paused_for += now - proposal.clock_paused_at
        proposal.clock_paused_at = None
    if step == "reopen":
        proposal.was_reopened = True


def _end_amendment(proposal: Proposal, by: "User | None") -> None:
    """A case that leaves the review takes no amendment any more. What was written stays written:
    a returned proposal goes on from there."""
    if proposal.amendment is not None and proposal.state not in UNDER_REVIEW:
        proposal.amendment.closed_at, proposal.amendment.closed_by = timezone.now(), by
        proposal.amendment.save(update_fields=["closed_at", "closed_by"])
        proposal.amendment = None
