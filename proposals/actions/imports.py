"""How does a file become part of a draft? Seen first, then applied whole or not at all."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from exports_portal.audit.recording import record
from exports_portal.errors import EditConflict, NotFound
from proposals.actions.drafts import save_section
from proposals.actions.planning import Mode, Speaker, planned
from proposals.actions.speaking import require_editable, speaker_of
from proposals.content.reading import Reader
from proposals.exchange.asking import answered
from proposals.exchange.found import Found, as_found, as_kept
from proposals.models import PendingImport, Proposal
from proposals.snapshot import content_of, known_codes

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

GONE = (
    "This file does not wait any more: it was applied, another file took its place, or an hour has"
    " passed. Choose it again."
)
CHANGED_SINCE = (
    "Somebody saved this proposal after you opened this page. Nothing was imported. See below what"
    " would change now, then apply again."
)


@transaction.atomic
def let_wait(
    proposal: Proposal, found: Found, *, contributor: int, name: str, by: "User"
) -> PendingImport:
    """Keep what a file says until this person has seen what it would change of what this member
    says.
    """
    locked = Proposal.objects.held(proposal.pk)
    require_editable(locked)
    speaker = speaker_of(locked, contributor, by)
    forget_expired()
    PendingImport.objects.filter(proposal=locked, by=by).delete()
    return PendingImport.objects.create(
        proposal=locked, by=by, contributor_id=speaker, name=name, found=as_kept(found)
    )


@transaction.atomic
def add_answers(pending: PendingImport, answers: Mapping[str, Any]) -> None:
    """Keep what this person added to what the file says."""
    held = PendingImport.objects.select_for_update(no_key=True).get(pk=pending.pk)
    held.found = as_kept(answered(as_found(held.found), answers))
    held.save(update_fields=["found"])


def drop(pending: PendingImport) -> None:
    """Forget what waits: nothing of it was applied."""
    PendingImport.objects.filter(pk=pending.pk).delete()


def forget_expired() -> int:
    """Delete what nobody may apply any more; how many they were."""
    return PendingImport.objects.expired().delete()[0]


@transaction.atomic
def apply(
    pending: PendingImport, mode: Mode, *, reader: Reader, read_digest: str, by: "User"
) -> Proposal:
    """Save every page that the file changes, or none.

    EditConflict when somebody changed one of them since the preview, NotFound when the file does
    not wait any more, else what the save of a page refuses.
    """
    locked = Proposal.objects.held(pending.proposal_id)
    waiting = PendingImport.objects.waiting(locked, by).filter(pk=pending.pk).first()
    if waiting is None:
        raise NotFound(GONE)
    content = content_of(locked)
    known = known_codes(content, timezone.localdate())
    speaker = Speaker(contributor=waiting.contributor_id, reader=reader)
    plan = planned(content, as_found(waiting.found), mode, speaker, known)
    if plan.read_digest != read_digest:
        raise EditConflict(CHANGED_SINCE)
    for section, draft in plan.drafts.items():
        save_section(locked, section, draft, by=by, contributor=waiting.contributor_id)
    record("proposal.import", by=by, subject=locked, **_told(waiting), mode=mode)
    waiting.delete()
    return locked


def _told(pending: PendingImport) -> dict[str, Any]:
    return {"source": pending.found["source"], "contributor": pending.contributor_id}
