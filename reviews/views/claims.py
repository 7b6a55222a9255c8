"""What is claimed in each security domain, with the evidence beside it, for who has to judge it?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from proposals.content import EvidenceDocument, SecurityClaim
from proposals.models import ProposalVersion
from proposals.rules.coverage import AreaCoverage, Line
from reviews.case_facts import facts_of
from reviews.criteria.criterion import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A claim with its documents."""

    claim: SecurityClaim
    documents: Sequence[EvidenceDocument]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A requirement, how it stands, and what answers it."""

    line: Line
    claims: Sequence[Claimed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """A domain of the catalog. `others`: claims that name none of its requirements."""

    label: str
    asked: Sequence[Asked]
    others: Sequence[Claimed]


def claims_of(version: ProposalVersion, rows: Iterable[Row]) -> list[Domain]:
    """The domains that these rows are about, in their order."""
    facts = facts_of(version)
    codes = {row.criterion.code for row in rows}
    claims = [
        Claimed(claim=claim, documents=[d for d in facts.content.evidence if d.record == claim.id])
        for claim in facts.content.security_claims
    ]
    return [
        _domain(area, [one for one in claims if one.claim.domain == domain])
        for domain, area in facts.areas.items()
        if f"SEC.{domain}" in codes
    ]


def _domain(found: AreaCoverage, claims: Sequence[Claimed]) -> Domain:
    named = {line.requirement.code for line in found.lines}
    return Domain(
        label=found.area.title,
        asked=[
            Asked(
                line=line,
                claims=[one for one in claims if one.claim.requirement == line.requirement.code],
            )
            for line in found.lines
        ],
        others=[one for one in claims if one.claim.requirement not in named],
    )
