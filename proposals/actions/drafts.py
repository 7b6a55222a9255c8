"""How is a draft written, section by section?

Every save locks the proposal and writes what one member says in one section. It refuses where
somebody else saved the same since the writer read it, so that nobody's work is overwritten unseen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from exports_portal.accounts.roles import Part
from exports_portal.audit.recording import record
from exports_portal.errors import EditConflict, NotFound, NotPermitted
from proposals.actions.marking import require_all_meant
from proposals.actions.records import (
    Revisions,
    Row,
    Writing,
    content_at,
    keep,
    one_as_written,
    revisions_of,
    rows_as_written,
    write_one,
    write_rows,
)
from proposals.actions.speaking import (
    require_editable,
    require_writes,
    speaker_of,
    writing_of,
    written,
)
from proposals.content import LayerCode, ProposalContent, whole
from proposals.content.meanings import Known
from proposals.content.merging import Conflict, Merged, merge, merge_one
from proposals.content.saying import kind_of
from proposals.content.sections import Section
from proposals.content.whole import parts, parts_of, records_of, with_records
from proposals.models import CallForProposals, Consortium, Proposal
from proposals.permissions import has_part_in_anchor
from proposals.snapshot import content_of

if TYPE_CHECKING:
    from exports_portal.accounts.models import Organization, User


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionDraft:
    """New content of a section: values of the proposal, and its rows (None: left as they are)."""

    values: Row
    rows: Sequence[Row] | None = None


@transaction.atomic
def start(*, consortium: Consortium, call: CallForProposals, title: str, by: "User") -> Proposal:
    """Start a draft for a consortium. An anchor administrator or contributor may."""
    proposal = Proposal(consortium=consortium, call=call, title=title, created_by=by)
    if not has_part_in_anchor(proposal, by, Part.ADMIN, Part.CONTRIBUTOR):
        raise NotPermitted("Only an administrator or contributor of the anchor member can do this.")
    proposal.save()
    writing = writing_of(proposal, consortium.anchor.pk, by)
    write_one(writing, parts()["overview"], {"title": title})
    write_rows(writing, parts()["layers"], [{"code": code} for code in LayerCode])
    record("proposal.start", by=by, subject=proposal, call=call.code)
    return proposal


def section_digest(proposal: Proposal, section: str, *, contributor: int | None = None) -> str:
    """What a form of this section is filled in on; hand it back when saving."""
    own = whole.spoken_by(content_of(proposal), contributor or proposal.consortium.anchor.pk)
    return whole.section_digest(own, Section(section))


class SectionConflict(EditConflict):
    """Somebody else changed the same. `content` says what both said, and in a conflict what was
    typed last, on the revisions of `base`; nothing is saved yet.
    """

    def __init__(
        self, conflicts: Sequence[Conflict], content: ProposalContent, base: Revisions
    ) -> None:
        super().__init__(
            "Somebody else saved this section after you opened it, and changed what you changed. "
            "Compare, then save again: what stands in the form is kept then."
        )
        self.conflicts = tuple(conflicts)
        self.content = content
        self.base = base


@transaction.atomic
def save_section(
    proposal: Proposal,
    section: str,
    draft: SectionDraft,
    *,
    by: "User",
    contributor: int | None = None,
    read_digest: str | None = None,
    base: Revisions | None = None,
) -> Proposal:
    """Write a section in the name of a member: its own records and no other's.

    `contributor`: that member (`speaker_of`). `base`: the revisions that the writer read: what
    others changed since stays; SectionConflict where both changed the same. `read_digest` instead
    refuses whatever changed since (EditConflict). StepRefused, NotPermitted, NotFound or
    InvalidInput (a wrong value, a row that stands there twice). Nothing is changed then.
    """
    if not any(part.is_kept and part.section == section for part in parts().values()):
        raise NotFound(f"A proposal has no section “{section}”.")
    locked = Proposal.objects.held(proposal.pk)
    require_editable(locked)
    writing = writing_of(locked, speaker_of(locked, contributor, by), by)
    require_writes(writing, parts_of(Section(section)))
    _require_read(writing, section, read_digest)
    before = whole.section_digest(writing.content, Section(section))
    for part, records in _merged(writing, Section(section), draft, base).items():
        require_all_meant(writing, records)
        keep(writing, parts()[part], records)
    written(writing, section, before=before)
    return locked


def _require_read(writing: Writing, section: str, read_digest: str | None) -> None:
    now = whole.section_digest(writing.content, Section(section))
    if read_digest is not None and read_digest != now:
        raise EditConflict(
            "Somebody else saved this section after you opened it. Your text is still in the form: "
            "compare it with the saved one, then save again."
        )


def _merged(
    writing: Writing, section: Section, draft: SectionDraft, base: Revisions | None
) -> dict[str, Sequence[Any]]:
    """The records of each kind that is written, with what others saved since."""
    read = content_at(writing, base, section) if base is not None else writing.content
    found: dict[str, Sequence[Any]] = {}
    conflicts: list[Conflict] = []
    for part in parts_of(section):
        typed = _typed(read, part, draft, writing.known)
        if typed is not None:
            require_writes(writing, [part])
            merged = _with_others(read, writing, part, typed)
            found[part.name] = merged.records
            conflicts += merged.conflicts
    if conflicts:
        now = revisions_of(writing.proposal.pk, section)
        raise SectionConflict(conflicts, with_records(writing.content, found), now)
    return found


def _with_others(
    read: ProposalContent, writing: Writing, part: whole.Part, typed: Sequence[Any]
) -> Merged:
    before, now = records_of(read, part), records_of(writing.content, part)
    if part.is_many:
        return merge(before, typed, now, writing.known)
    return merge_one(before[0], typed[0], now[0], writing.known)


def _typed(
    read: ProposalContent, part: whole.Part, draft: SectionDraft, known: Known
) -> Sequence[Any] | None:
    """What the writer wants; None for a kind that the draft says nothing of."""
    if part.is_many and draft.rows is not None:
        return rows_as_written(read, part, [_plain(row) for row in draft.rows], known)
    if not part.is_many and draft.values:
        return [one_as_written(read, part, _plain(draft.values), known)]
    return None


def _plain(row: Row) -> dict[str, Any]:
    """Organizations may be handed over as such; a record keeps their ids."""
    return {
        name: [getattr(item, "pk", item) for item in value] if name == "providers" else value
        for name, value in row.items()
    }


def forget_member(proposal: Proposal, organization: "Organization", *, by: "User") -> None:
    """It provides no layer of this draft any more, and what it said is taken out of it. The caller
    holds the proposal.
    """
    writing = writing_of(proposal, proposal.consortium.anchor.pk, by)
    rows = [
        {"code": layer.code, "providers": [pk for pk in layer.providers if pk != organization.pk]}
        for layer in writing.content.layers
        if organization.pk in layer.providers
    ]
    write_rows(writing, parts()["layers"], rows)
    theirs = writing_of(proposal, organization.pk, by)
    for part in parts().values():
        # Markings stay: what was removed can still be read in its history.
        if part.is_of_each_member and not kind_of(part.of).is_apart:
            keep(theirs, part, [])
