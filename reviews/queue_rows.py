"""What does a line of the queue say?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.fields.json import KT, KeyTransform
from django.db.models.functions import Coalesce

from proposals.models import Proposal, ProposalVersion
from reviews.due import open_tracks


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A line of the queue. Title, anchor and markets are those of the frozen version."""

    proposal: Proposal
    title: str
    anchor: str
    markets: tuple[tuple[str, str], ...]
    assignees: tuple[str, ...]
    open_hits: int
    due_on: date | None


def rows_of(page: Iterable[int]) -> list[CaseRow]:
    """The lines of a page of the queue, in one query; `page` are proposal ids in their order.

    Looking up only these keeps a page as quick with many cases as with few.
    """
    order = {pk: place for place, pk in enumerate(page)}
    version = ProposalVersion.objects.filter(proposal=OuterRef("pk")).order_by("-number")
    assigned = open_tracks().filter(proposal=OuterRef("pk"))
    found = (
        Proposal.objects.filter(pk__in=order)
        .select_related("case__lead")
        .annotate(
            # Format 3 has the title in its overview; in earlier ones it stood for itself.
            frozen_title=version.values(
                text=Coalesce(KT("document__overview__title"), KT("document__title"))
            )[:1],
            frozen_members=version.values(part=KeyTransform("members", "document"))[:1],
            frozen_markets=version.values(part=KeyTransform("markets", "document"))[:1],
            assignees=ArraySubquery(assigned.values("assignee__full_name").distinct()),
        )
    )
    return [_row(proposal) for proposal in sorted(found, key=lambda p: order[p.pk])]


def _row(proposal: Any) -> CaseRow:
    anchors = [m["legal_name"] for m in proposal.frozen_members or () if m["role"] == "ANCHOR"]
    return CaseRow(
        proposal=proposal,
        title=proposal.frozen_title or proposal.title,
        anchor=", ".join(anchors),
        markets=tuple((m["kind"], m["code"]) for m in proposal.frozen_markets or ()),
        assignees=tuple(name for name in proposal.assignees if name),
        open_hits=proposal.case.open_hits or 0,
        due_on=proposal.case.due_on,
    )
