"""Which security requirements does the catalog ask of this package, and which are answered how?"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from exports_portal.policy.controls import ControlArea, ControlCatalog, Requirement, Situation
from exports_portal.policy.countries import is_united_states
from proposals.content import Category, ModelRecord, ProposalContent, SecurityClaim
from proposals.content.models import FrontierStatus
from proposals.content.security import AnswerStatus
from proposals.content.sites import RemoteAccess
from proposals.rules.r29_frontier_model import CONTROLLED_FROM

CHIP_CATEGORIES = {Category.CHIP, Category.ACCELERATOR, Category.SERVER, Category.CLOUD}
CHIP_ECCNS = ("3A090", "4A090")


class Standing(StrEnum):
    """How a requirement stands, from nothing said to what a document supports."""

    NO_CLAIM = "NO_CLAIM"
    UNSUPPORTED = "UNSUPPORTED"
    PLANNED = "PLANNED"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    SUPPORTED = "SUPPORTED"

    @property
    def label(self) -> str:
        return STANDING_LABELS[self]


STANDING_LABELS = {
    Standing.NO_CLAIM: "No claim yet",
    Standing.UNSUPPORTED: "Claimed, without evidence that holds",
    Standing.PLANNED: "Planned",
    Standing.NOT_APPLICABLE: "Said not to apply",
    Standing.SUPPORTED: "Claimed, with evidence",
}


TONES = {
    Standing.NO_CLAIM: "warning",
    Standing.UNSUPPORTED: "warning",
    Standing.PLANNED: "info",
    Standing.NOT_APPLICABLE: "info",
    Standing.SUPPORTED: "good",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A requirement, and the best that any claim says of it."""

    requirement: Requirement
    standing: Standing

    @property
    def tone(self) -> str:
        return TONES[self.standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCoverage:
    """The requirements of one domain that are asked of this package."""

    area: ControlArea
    lines: tuple[Line, ...]

    def codes(self, *standings: Standing) -> list[str]:
        """Of the mandatory requirements those that stand so."""
        return [
            line.requirement.code
            for line in self.lines
            if line.requirement.mandatory and line.standing in standings
        ]


def coverage(
    content: ProposalContent,
    catalog: ControlCatalog,
    today: date,
    unread: Container[UUID] = frozenset(),
) -> list[AreaCoverage]:
    """Domain by domain, in the order of the catalog; a domain that asks nothing is left out.

    `unread`: documents that nobody can open, which prove nothing.
    """
    situations = situations_of(content)
    proven = frozenset(
        document.record
        for document in content.evidence
        if not document.has_ended(today) and document.id not in unread
    )
    found = []
    for area in catalog.areas:
        lines = tuple(
            Line(requirement=row, standing=_standing(row, content, proven, today))
            for row in area.requirements
            if row.situation in situations
        )
        if lines:
            found.append(AreaCoverage(area=area, lines=lines))
    return found


def situations_of(content: ProposalContent) -> frozenset[Situation]:
    """What the package is like. What is not stated counts as if it were so."""
    return frozenset({Situation.ALWAYS, *_of_models(content), *_of_operation(content)})


def _of_models(content: ProposalContent) -> Iterator[Situation]:
    closed = [model for model in content.models if model.is_closed]
    if closed or not content.models:
        yield Situation.CLOSED_WEIGHTS
    if not content.models or any(_may_be_frontier(model) for model in closed):
        yield Situation.CLOSED_FRONTIER
    if not content.pipelines or any(row.bulk_us_sensitive_data for row in content.pipelines):
        yield Situation.BULK_DATA


def _may_be_frontier(model: ModelRecord) -> bool:
    """Unless it was assessed and is none, or is known to be smaller than 4E091 begins."""
    operations = model.training_ops_log10
    if model.covered_frontier_status is FrontierStatus.YES:
        return True
    if model.covered_frontier_status is FrontierStatus.NO:
        return operations is not None and operations >= CONTROLLED_FROM
    return operations is None or operations >= CONTROLLED_FROM


def _of_operation(content: ProposalContent) -> Iterator[Situation]:
    mode = content.operations.delivery_mode
    if mode != "US_HOSTED_REMOTE" or any(not is_united_states(s.country) for s in content.sites):
        yield Situation.ABROAD
    if mode != "HARDWARE_EXPORT" or any(
        site.remote_access is not RemoteAccess.NONE for site in content.sites
    ):
        yield Situation.REMOTE
    if not content.components or any(
        row.category in CHIP_CATEGORIES or row.eccn.upper().startswith(CHIP_ECCNS)
        for row in content.components
    ):
        yield Situation.CHIPS


def _standing(
    row: Requirement, content: ProposalContent, proven: frozenset[UUID], today: date
) -> Standing:
    """The best that any claim says of it."""
    found = [
        _of_claim(claim, is_proven=claim.id in proven, today=today)
        for claim in content.security_claims
        if claim.requirement == row.code
    ]
    order = list(Standing)
    return max(found, key=order.index, default=Standing.NO_CLAIM)


def _of_claim(claim: SecurityClaim, *, is_proven: bool, today: date) -> Standing:
    match claim.status:
        case AnswerStatus.PLANNED:
            return Standing.PLANNED
        case AnswerStatus.NOT_APPLICABLE:
            return Standing.NOT_APPLICABLE
        case AnswerStatus.NOT_STATED:
            return Standing.UNSUPPORTED
    has_ended = claim.expires_on is not None and claim.expires_on < today
    return Standing.SUPPORTED if is_proven and not has_ended else Standing.UNSUPPORTED
