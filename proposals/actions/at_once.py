"""How is a draft written in one go: started with its sections, or several of them saved?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from exports_portal.accounts.models import User
from exports_portal.errors import StepRefused
from proposals.actions.drafts import SectionDraft, save_section, start
from proposals.models import CallForProposals, Consortium, CreationKey, Proposal

if TYPE_CHECKING:
    from collections.abc import Callable

Sections = Mapping[str, SectionDraft]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeatable:
    """What a program calls this creation, and the digest of what it sent."""

    key: str
    payload_digest: str


@transaction.atomic
def start_with_sections(
    *, consortium: Consortium, call: CallForProposals, title: str, sections: Sections, by: User
) -> Proposal:
    """Start a draft with these sections filled in; when one is refused, there is no draft."""
    proposal = start(consortium=consortium, call=call, title=title, by=by)
    return save_sections(proposal, sections, by=by)


@transaction.atomic
def save_sections(
    proposal: Proposal,
    sections: Sections,
    *,
    by: User,
    read_digests: Mapping[str, str] | None = None,
) -> Proposal:
    """Save these sections of the anchor member, all or none; `read_digests` as for
    `save_section`.
    """
    digests, anchor = read_digests or {}, proposal.consortium.anchor.pk
    for section, draft in sections.items():
        proposal = save_section(
            proposal, section, draft, by=by, contributor=anchor, read_digest=digests.get(section)
        )
    return proposal


@transaction.atomic
def once(asked: Repeatable, create: "Callable[[], Proposal]", *, by: User) -> tuple[Proposal, bool]:
    """The proposal of this key, and whether it was made just now.

    Two calls at once with the same key make one: the second waits for the first. The same key for
    something else is refused.
    """
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=by.pk)
    known = CreationKey.objects.filter(user=by, key=asked.key).select_related("proposal").first()
    if known is None:
        proposal = create()
        CreationKey.objects.create(
            user=by, key=asked.key, payload_digest=asked.payload_digest, proposal=proposal
        )
        return proposal, True
    if known.payload_digest != asked.payload_digest:
        raise StepRefused("This Idempotency-Key was used before, for another content.")
    return known.proposal, False
