"""In whose name does a person write a draft, and what follows whatever they write?"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from exports_portal.audit.recording import record
from exports_portal.errors import NotPermitted, StepRefused
from proposals.actions.records import Writing
from proposals.content.whole import Part, spoken_by
from proposals.models import Proposal
from proposals.permissions import writes_for
from proposals.signals import draft_written
from proposals.snapshot import content_of, known_codes

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


def require_editable(proposal: Proposal) -> None:
    if not proposal.is_editable:
        raise StepRefused(
            f"This proposal is {proposal.get_state_display().lower()}; it cannot be edited now."
        )


def speaker_of(proposal: Proposal, asked: int | None, by: "User") -> int:
    """The member in whose name they write: the one that is asked for, else the anchor member where
    they may write for it, else the only one.
    """
    theirs = writes_for(proposal, by)
    if asked is None and theirs:
        anchor = proposal.consortium.anchor.pk
        asked = anchor if anchor in theirs else min(theirs)
    if asked is None or asked not in theirs:
        raise NotPermitted(
            "Only an administrator or contributor of a member can write in its name, or of the "
            "anchor member where the member lets it."
        )
    return asked


def writing_of(
    proposal: Proposal, contributor: int, by: "User", *, kinds: Collection[str] | None = None
) -> Writing:
    """With `kinds`, no records of any other kind are read."""
    content = spoken_by(content_of(proposal, kinds=kinds), contributor)
    known = known_codes(content, timezone.localdate())
    return Writing(proposal=proposal, contributor=contributor, content=content, known=known, by=by)


def require_writes(writing: Writing, kinds: Sequence[Part]) -> None:
    """This member writes one of these kinds at least."""
    anchor = writing.proposal.consortium.anchor.pk
    if not any(part.is_written_by(writing.contributor, anchor) for part in kinds):
        raise NotPermitted("Only an administrator or contributor of the anchor member can edit it.")


def written(writing: Writing, section: str, **details: Any) -> None:
    """What follows whatever is written: columns for lists, the trail, a look at the signatures."""
    proposal = writing.proposal
    _project(proposal)
    transaction.on_commit(lambda: draft_written.send_robust(Proposal, proposal=proposal))
    record(
        "proposal.edit",
        by=writing.by,
        subject=proposal,
        section=section,
        contributor=writing.contributor,
        **details,
    )


def _project(proposal: Proposal) -> None:
    """What lists search and sort by stands in columns as well (content.md 2). Under review they
    say what the last version says: an amendment is nobody's business until it is handed in.
    """
    overview = proposal.records.filter(kind="overview", removed_at=None).first()
    if overview is not None and not proposal.is_amended:
        proposal.title = overview.data.get("title", "")
        proposal.save(update_fields=["title"])
