"""How does a draft say again what a frozen version says?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone

from proposals.actions.records import Writing, keep
from proposals.content.known import Known
from proposals.content.whole import Part, parts, records_of
from proposals.models import ContentRecord, Proposal, ProposalVersion, RecordEvidence

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


def put_back(proposal: Proposal, version: ProposalVersion, *, by: "User") -> None:
    """Every record and all evidence as the version has them. The proposal is held.

    What differs gets another revision, by this person, so that nothing that was written is lost.
    """
    written = proposal.records.values_list("contributor", flat=True).order_by()
    contributors = {*written.distinct(), proposal.consortium.anchor.pk}
    kept = [part for part in parts().values() if part.is_kept]
    for contributor in contributors:
        _put_back_records(proposal, version, contributor, [p for p in kept if p.is_written], by)
    _put_back_evidence(proposal, version, by)
    # What is marked stands apart, and comes when everything is there that can be marked.
    for contributor in contributors:
        apart = [part for part in kept if not part.is_written]
        _put_back_records(proposal, version, contributor, apart, by)


def _put_back_records(
    proposal: Proposal,
    version: ProposalVersion,
    contributor: int,
    kinds: Sequence[Part],
    by: "User",
) -> None:
    content, anchor = version.content, proposal.consortium.anchor.pk
    writing = Writing(
        proposal=proposal, contributor=contributor, content=content, known=Known(), by=by
    )
    for part in kinds:
        if not part.is_written_by(contributor, anchor):
            continue
        records = records_of(content, part)
        if part.is_of_each_member:
            records = tuple(one for one in records if one.contributor == contributor)
        keep(writing, part, records)


def _put_back_evidence(proposal: Proposal, version: ProposalVersion, by: "User") -> None:
    """First what was attached since is taken away: the same file may have taken another's place."""
    named = {document.id for document in version.content.evidence}
    alive = ContentRecord.objects.filter(proposal=proposal, removed_at=None)
    rows = RecordEvidence.objects.filter(record__in=alive)
    since = rows.filter(removed_at=None).exclude(pk__in=named)
    since.update(removed_at=timezone.now(), removed_by=by)
    rows.filter(pk__in=named).update(removed_at=None, removed_by=None)
