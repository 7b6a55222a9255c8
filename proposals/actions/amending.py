"""How does a proposal change while it is under review?

An amendment is a draft on top of the last frozen version: the same records, written and signed as
before. Handed in, it is the next version, and the review goes on with that (decision 30).
"""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.roles import Part
from exports_portal.audit.recording import record
from exports_portal.canonical import answers, digest
from exports_portal.errors import InvalidInput, LostUpdate, NotPermitted, StepRefused
from proposals.actions.advance import advance, move, write_down
from proposals.actions.putting_back import put_back
from proposals.actions.submit import freeze, hold_members_still
from proposals.content.changes import Change, changes
from proposals.content.reading import PROGRAM_OFFICE, Reader
from proposals.guards import review_intake
from proposals.models import Amendment, Proposal, ProposalVersion
from proposals.permissions import WRITING, has_part_in_anchor
from proposals.signals import draft_written
from proposals.snapshot import content_of, known_codes
from proposals.states import UNDER_REVIEW, ProposalState

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

NO_AMENDMENT = "No amendment is open: say first why the proposal is amended."


@transaction.atomic
def open_amendment(proposal: Proposal, *, reason: str, by: "User") -> Amendment:
    """Begin to change what is under review. An anchor administrator or contributor may.

    StepRefused where nothing is under review, or an amendment is open already.
    """
    locked = Proposal.objects.held(proposal.pk)
    _require_writer(locked, by)
    if locked.state not in UNDER_REVIEW:
        raise StepRefused(
            f"This proposal is {locked.get_state_display().lower()}: only what is under review "
            "can be amended."
        )
    if locked.amendment_id is not None:
        raise StepRefused("An amendment is open already: go on with that one.")
    if not (kept := " ".join(reason.split())):
        raise InvalidInput(fields={"reason": ["Say in one line why the proposal is amended."]})
    return begin(locked, reason=kept, by=by)


def begin(proposal: Proposal, *, reason: str, by: "User | None") -> Amendment:
    """Open one, or find the one that is open. The proposal is held and under review."""
    if proposal.amendment is not None:
        return proposal.amendment
    base = proposal.versions.first()
    if base is None:
        raise StepRefused("Nothing has been submitted.")
    opened = Amendment(proposal=proposal, base=base, reason=reason, opened_by=by)
    opened.full_clean(exclude=("opened_by", "closed_by", "closed_at", "version"))
    opened.save()
    proposal.amendment = opened
    proposal.save(update_fields=["amendment"])
    record("amendment.open", by=by, subject=proposal, version=base.number, note=reason)
    return opened


@transaction.atomic
def drop_amendment(proposal: Proposal, *, by: "User", read_digest: str | None = None) -> Proposal:
    """Put the draft back to what is under review. Every revision stays, so it can be undone.

    LostUpdate where somebody wrote since it was read (`amendment_digest`).
    """
    locked = Proposal.objects.held(proposal.pk)
    _require_writer(locked, by)
    require_amended(locked)
    require_read(locked, read_digest)
    base = locked.versions.get(number=_last_number(locked))
    put_back(locked, base, by=by)
    close(locked, by=by)
    transaction.on_commit(lambda: draft_written.send_robust(Proposal, proposal=locked))
    record("amendment.drop", by=by, subject=locked, version=base.number)
    return locked


@transaction.atomic
def amend(proposal: Proposal, *, by: "User", read_digest: str | None = None) -> ProposalVersion:
    """Hand in the amendment: the next version is frozen, and the review goes on with it.

    What it reopens is open when this returns. A case that awaits its determination goes back to
    the review, unless nothing of the review was about what changed. StepRefused with what is
    missing; NotPermitted; LostUpdate as above.
    """
    locked = Proposal.objects.held(proposal.pk)
    hold_members_still(locked)
    if read_digest is not None:
        require_amended(locked)
    require_read(locked, read_digest)
    taken = move(locked, "amend", by=by)
    locked = taken.proposal
    before = locked.versions.get(number=_last_number(locked))
    after = freeze(locked, by)
    _end_as(after, locked, by)
    reopened = review_intake().take_in(before, after)
    write_down(taken, version=after.number, reopened=reopened)
    if reopened and locked.state == ProposalState.AWAITING_DETERMINATION:
        note = f"Version {after.number} reopened: {'; '.join(reopened)}."
        advance(locked, "send_back", by=None, reason=note)
    return after


def changes_of_amendment(proposal: Proposal, reader: Reader) -> list[Change]:
    """What the amendment that is open changes so far, as this reader may know it."""
    before = proposal.versions.first()
    if before is None or not proposal.is_amended:
        return []
    after = content_of(proposal)
    return changes(before.content, after, reader, known_codes(after, timezone.localdate()))


def is_changed(proposal: Proposal) -> bool:
    return bool(changes_of_amendment(proposal, PROGRAM_OFFICE))


def close(proposal: Proposal, *, by: "User | None", version: ProposalVersion | None = None) -> None:
    """The amendment ends. The proposal is held."""
    ended = require_amended(proposal)
    ended.closed_at, ended.closed_by, ended.version = timezone.now(), by, version
    ended.save(update_fields=["closed_at", "closed_by", "version"])
    proposal.amendment = None
    proposal.save(update_fields=["amendment"])


def amendment_digest(proposal: Proposal) -> str:
    """What somebody read of the draft who hands it in or drops it: all of it, and its signatures.

    It says nothing of what stands there.
    """
    return digest(answers(content_of(proposal)))


def require_read(proposal: Proposal, read_digest: str | None) -> None:
    if read_digest is not None and read_digest != amendment_digest(proposal):
        raise LostUpdate(
            "The amendment was changed since you read it. Read what changed, then try again."
        )


def require_amended(proposal: Proposal) -> Amendment:
    if proposal.amendment is None or not proposal.is_amended:
        raise StepRefused(NO_AMENDMENT)
    return proposal.amendment


def _end_as(after: ProposalVersion, proposal: Proposal, by: "User") -> None:
    close(proposal, by=by, version=after)
    proposal.title = after.content.title
    proposal.save(update_fields=["title"])


def _last_number(proposal: Proposal) -> int:
    return max(proposal.versions.values_list("number", flat=True))


def _require_writer(proposal: Proposal, by: "User") -> None:
    if not has_part_in_anchor(proposal, by, *WRITING):
        names = " or ".join(Part(part).label.lower() for part in WRITING)
        raise NotPermitted(f"Only an anchor {names} can do this.")
