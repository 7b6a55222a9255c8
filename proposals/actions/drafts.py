"""How is a draft written, section by section?

Every save locks the proposal, replaces one section as a whole, and refuses when somebody else saved
that section since the writer read it (`read_digest`), so that nobody's work is overwritten unseen.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from exports_portal.accounts.roles import Part
from exports_portal.audit.recording import record
from exports_portal.canonical import digest
from exports_portal.errors import EditConflict, InvalidInput, NotFound, NotPermitted, StepRefused
from proposals.content import LayerCode, ProposalContent
from proposals.models import CallForProposals, Consortium, Proposal
from proposals.permissions import has_part_in_anchor, may_edit
from proposals.snapshot import content_of

if TYPE_CHECKING:
    from django.db.models import Manager

    from exports_portal.accounts.models import User

Row = Mapping[str, Any]

# section -> what of the content it shows; the digest of it is what a form was filled in on
SECTIONS: dict[str, Callable[[ProposalContent], object]] = {
    "overview": lambda c: (
        c.title,
        c.executive_summary,
        c.confidential_summary,
        c.national_interest_statement,
        c.sectors,
    ),
    "layers": lambda c: c.layers,
    "hardware": lambda c: (c.components, c.content_justification),
    "markets": lambda c: c.markets,
    "operations": lambda c: (c.delivery_mode, c.operating_roles),
    "parties": lambda c: c.involved_parties,
    "support": lambda c: (c.support_requests, c.no_support_requested),
}


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
    proposal.layers.bulk_create(
        [proposal.layers.model(proposal=proposal, code=c) for c in LayerCode]
    )
    record("proposal.start", by=by, subject=proposal, call=call.code)
    return proposal


def section_digest(proposal: Proposal, section: str) -> str:
    """What a form of this section is filled in on; hand it back when saving."""
    return digest_of(content_of(proposal), section)


def digest_of(content: ProposalContent, section: str) -> str:
    """The same, of a content that is at hand."""
    return digest(SECTIONS[section](content))


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
    if section not in SECTIONS:
        raise NotFound(f"A proposal has no section “{section}”.")
    locked = Proposal.objects.held(proposal.pk)
    _require_edit(locked, by)
    before = section_digest(locked, section)
    if read_digest is not None and read_digest != before:
        raise EditConflict(
            "Somebody else saved this section after you opened it. Your text is still in the form: "
            "compare it with the saved one, then save again."
        )
    for name, value in draft.values.items():
        setattr(locked, name, value)
    locked.save()
    if draft.rows is not None:
        _WRITE_ROWS[section](locked, draft.rows)
    record("proposal.edit", by=by, subject=locked, section=section, before=before)
    return locked


def _require_edit(proposal: Proposal, by: "User") -> None:
    if not proposal.is_editable:
        raise StepRefused(
            f"This proposal is {proposal.get_state_display().lower()}; it cannot be edited now."
        )
    if not may_edit(proposal, by):
        raise NotPermitted("Only an administrator or contributor of the anchor member can edit it.")


def _replace(manager: "Manager[Any]", rows: Sequence[Row]) -> None:
    manager.all().delete()
    for row in rows:
        manager.create(**row)


def _refuse_twice(rows: Sequence[Row], *names: str) -> None:
    """Before anything is written: a constraint of the database would say it to nobody."""
    keys = [tuple(row.get(name) for name in names) for row in rows]
    if repeated := {key for key in keys if keys.count(key) > 1}:
        raise InvalidInput(*(f"{' '.join(map(str, key))} stands here twice." for key in repeated))


def _write_layers(proposal: Proposal, rows: Sequence[Row]) -> None:
    """Layers are five and stay; only their answers change, and only those that are given."""
    _refuse_strangers(proposal, rows)
    for row in rows:
        values = {name: value for name, value in row.items() if name not in ("code", "providers")}
        layer, _ = proposal.layers.update_or_create(code=row["code"], defaults=values)
        if "providers" in row:
            layer.providers.set(row["providers"])


def _refuse_strangers(proposal: Proposal, rows: Sequence[Row]) -> None:
    """A layer that is none of the five, or a provider that is not in the consortium now."""
    if unknown := [str(row["code"]) for row in rows if row["code"] not in set(LayerCode)]:
        raise InvalidInput(f"There is no layer called {', '.join(unknown)}.")
    members = set(proposal.consortium.current_members().values_list("organization", flat=True))
    named = {getattr(p, "pk", p) for row in rows for p in row.get("providers", ())}
    if not named <= members:
        message = "A provider of a layer must be a member of the consortium."
        raise InvalidInput(message, fields={"providers": [message]})


def _write_components(proposal: Proposal, rows: Sequence[Row]) -> None:
    _replace(proposal.components, _in_order(rows))


def _in_order(rows: Sequence[Row]) -> list[Row]:
    return [{**row, "position": number} for number, row in enumerate(rows)]


def _write_markets(proposal: Proposal, rows: Sequence[Row]) -> None:
    _refuse_twice(rows, "kind", "code")
    _replace(proposal.markets, rows)


def _write_operating_roles(proposal: Proposal, rows: Sequence[Row]) -> None:
    _refuse_twice(rows, "role")
    _replace(proposal.operating_roles, rows)


def _write_involved_parties(proposal: Proposal, rows: Sequence[Row]) -> None:
    _replace(proposal.involved_parties, _in_order(rows))


def _write_support_requests(proposal: Proposal, rows: Sequence[Row]) -> None:
    _refuse_twice(rows, "code")
    _replace(proposal.support_requests, rows)


_WRITE_ROWS: dict[str, Callable[[Proposal, Sequence[Row]], None]] = {
    "layers": _write_layers,
    "hardware": _write_components,
    "markets": _write_markets,
    "operations": _write_operating_roles,
    "parties": _write_involved_parties,
    "support": _write_support_requests,
}
