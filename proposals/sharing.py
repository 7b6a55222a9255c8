"""What of a proposal may a member read that is not its anchor? The public half, and its own facts.

Pure. Everything else is the anchor's confidential business information: it is blanked out here, so
that a page or an answer of the API cannot show it by mistake.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from proposals.content import Layer, Market, Member, ProposalContent
from proposals.rules import Finding
from proposals.rules.places import Section, certifications_of, member

# What a finding says in these sections may repeat a confidential value.
GUARDED_SECTIONS = frozenset(
    {
        Section.MEMBERS,
        Section.HARDWARE,
        Section.MARKETS,
        Section.OPERATIONS,
        Section.PARTIES,
        Section.SUPPORT,
    }
)
# R36 names what is confidential: it says which public text repeats it.
GUARDED_RULES = frozenset({"R36"})
WITHHELD = "The anchor member sees what this finding says."


def as_member(content: ProposalContent, own: Collection[int]) -> ProposalContent:
    """The content for the people of `own`: what the catalog may copy, and their own facts."""
    return replace(
        content,
        confidential_summary="",
        national_interest_statement="",
        members=tuple(_member(found, own) for found in content.members),
        layers=tuple(_layer(layer) for layer in content.layers),
        components=(),
        content_justification="",
        markets=tuple(_market(market) for market in content.markets),
        operating_roles=(),
        involved_parties=(),
        support_requests=(),
        no_support_requested=False,
        certifications=tuple(c for c in content.certifications if c.organization_id in own),
    )


def findings_as_member(findings: Iterable[Finding], own: Collection[int]) -> list[Finding]:
    """Every rule and its outcome; the words only where they repeat nothing confidential."""
    theirs = {place(pk) for pk in own for place in (member, certifications_of)}
    return [
        replace(finding, message=WITHHELD, explanation="")
        if _is_guarded(finding) and finding.anchor not in theirs
        else finding
        for finding in findings
    ]


def _is_guarded(finding: Finding) -> bool:
    return finding.section in GUARDED_SECTIONS or finding.rule_id in GUARDED_RULES


def _member(found: Member, own: Collection[int]) -> Member:
    if found.organization_id in own:
        return found
    return Member(
        organization_id=found.organization_id,
        role=found.role,
        legal_name=found.legal_name,
        other_names=(),
        incorporation_country="",
        headquarters_country="",
        principal_place_country="",
        parent_name="",
        parent_country="",
        addresses=(),
        owners=(),
        officers=(),
    )


def _layer(layer: Layer) -> Layer:
    return replace(layer, confidential_detail="")


def _market(market: Market) -> Market:
    return replace(market, rationale="")
