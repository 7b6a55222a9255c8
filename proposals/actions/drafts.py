"""How is a draft written, section by section?

Every save locks the proposal, replaces one section as a whole, and refuses when somebody else saved
that section since the writer read it (`read_digest`), so that nobody's work is overwritten unseen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.roles import Part
from exports_portal.audit.recording import record
from exports_portal.errors import EditConflict, NotFound, NotPermitted, StepRefused
from proposals.actions.records import Row, Writing, write_one, write_rows
from proposals.content import LayerCode, whole
from proposals.content.sections import Section
from proposals.content.whole import parts, parts_of, written_sections
from proposals.models import CallForProposals, Consortium, Proposal
from proposals.permissions import has_part_in_anchor, may_edit
from proposals.snapshot import content_of, known_codes

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
    writing = _writing(proposal, by)
    write_one(writing, parts()["overview"], {"title": title})
    write_rows(writing, parts()["layers"], [{"code": code} for code in LayerCode])
    record("proposal.start", by=by, subject=proposal, call=call.code)
    return proposal


def section_digest(proposal: Proposal, section: str) -> str:
    """What a form of this section is filled in on; hand it back when saving."""
    return whole.section_digest(content_of(proposal), Section(section))


@transaction.atomic
def save_section(
    proposal: Proposal,
    section: str,
    draft: SectionDraft,
    *,
    by: "User",
    read_digest: str | None = None,
) -> Proposal:
    """Replace a section.

    StepRefused, NotPermitted, NotFound (no such section), EditConflict or InvalidInput (a row that
    stands there twice, a provider that is no member): nothing is changed then.
    """
    if section not in written_sections():
        raise NotFound(f"A proposal has no section “{section}”.")
    locked = Proposal.objects.held(proposal.pk)
    _require_edit(locked, by)
    writing = _writing(locked, by)
    before = whole.section_digest(writing.content, Section(section))
    if read_digest is not None and read_digest != before:
        raise EditConflict(
            "Somebody else saved this section after you opened it. Your text is still in the form: "
            "compare it with the saved one, then save again."
        )
    _write(writing, Section(section), draft)
    _project(locked)
    record("proposal.edit", by=by, subject=locked, section=section, before=before)
    return locked


def _write(writing: Writing, section: Section, draft: SectionDraft) -> None:
    for part in parts_of(section):
        if part.is_many and draft.rows is not None:
            write_rows(writing, part, [_plain(row) for row in draft.rows])
        elif not part.is_many and draft.values:
            write_one(writing, part, _plain(draft.values))


def _writing(proposal: Proposal, by: "User") -> Writing:
    content = content_of(proposal)
    known = known_codes(content, timezone.localdate())
    return Writing(proposal=proposal, content=content, known=known, by=by)


def _plain(row: Row) -> dict[str, Any]:
    """Organizations may be handed over as such; a record keeps their ids."""
    return {
        name: [getattr(item, "pk", item) for item in value] if name == "providers" else value
        for name, value in row.items()
    }


def _project(proposal: Proposal) -> None:
    """What lists search and sort by stands in columns as well (content.md 2)."""
    proposal.title = content_of(proposal).title
    proposal.save(update_fields=["title"])


def forget_provider(proposal: Proposal, organization: "Organization", *, by: "User") -> None:
    """It provides no layer of this draft any more. The caller holds the proposal."""
    writing = _writing(proposal, by)
    rows = [
        {"code": layer.code, "providers": [pk for pk in layer.providers if pk != organization.pk]}
        for layer in writing.content.layers
        if organization.pk in layer.providers
    ]
    write_rows(writing, parts()["layers"], rows)


def _require_edit(proposal: Proposal, by: "User") -> None:
    if not proposal.is_editable:
        raise StepRefused(
            f"This proposal is {proposal.get_state_display().lower()}; it cannot be edited now."
        )
    if not may_edit(proposal, by):
        raise NotPermitted("Only an administrator or contributor of the anchor member can edit it.")
