"""How does somebody give back what they lead or examine, so that others can assign it anew?

Also who has a tie to the case since: that may be the reason. Nobody gives back for somebody else.
"""

from typing import TYPE_CHECKING

from django.db import transaction

from exports_portal.audit.recording import record
from exports_portal.errors import NotPermitted, StepRefused
from proposals.models import Proposal
from reviews.actions.case import hold, require_latest, require_under_review
from reviews.actions.counting import recount
from reviews.actions.steps import require_text
from reviews.models import ReviewCase, ReviewTrack
from reviews.signals import work_given_back

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from exports_portal.audit.models import AuditEvent

WHY = "Say why you give it back: those who assign it read it."


@transaction.atomic
def give_back_track(track: ReviewTrack, *, reason: str, by: "User") -> None:
    """Nobody is assigned to it then; its due date stays. A concluded track stays as it is."""
    proposal = hold(track.proposal)
    require_under_review(proposal)
    require_latest(track, proposal)
    track.refresh_from_db()
    require_assigned(track, by)
    if track.is_concluded:
        raise StepRefused(f"The track “{track}” is concluded: there is nothing to give back.")
    require_text(reason, "reason", WHY)
    track.assignee = None
    track.save(update_fields=["assignee"])
    recount(proposal.pk)
    _tell(
        proposal,
        record("track.give_back", by=by, subject=proposal, track=track.kind, reason=reason),
    )


@transaction.atomic
def give_back_lead(proposal: Proposal, *, reason: str, by: "User") -> None:
    """Nobody leads the case then, and nothing is decided until somebody does."""
    held = hold(proposal)
    require_lead(held, by)
    require_text(reason, "reason", WHY)
    ReviewCase.objects.filter(proposal=held).update(lead=None)
    _tell(held, record("case.give_back", by=by, subject=held, reason=reason))


def require_assigned(track: ReviewTrack, user: "User") -> None:
    if track.assignee_id != user.pk:
        raise NotPermitted(f"The track “{track}” is not assigned to you.")


def require_lead(proposal: Proposal, user: "User") -> None:
    if not ReviewCase.objects.filter(proposal=proposal, lead=user).exists():
        raise NotPermitted("You do not lead this case.")


def _tell(proposal: Proposal, event: "AuditEvent") -> None:
    transaction.on_commit(
        lambda: work_given_back.send_robust(Proposal, proposal=proposal, event=event)
    )
