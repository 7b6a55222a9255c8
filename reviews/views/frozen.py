"""How does a person read a frozen version: names for codes, and what the rules said of it?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from exports_portal.policy import readers as policy
from exports_portal.policy.countries import country_name
from exports_portal.policy.country_groups import CountryGroups
from proposals import rules
from proposals.content import Member, ProposalContent, Section
from proposals.content.reading import PROGRAM_OFFICE
from proposals.content.sheet import Block, sheet
from proposals.content.whole import written_sections
from proposals.models import Proposal, ProposalVersion
from proposals.rules.content_share import ContentShare, content_share
from proposals.snapshot import context_of, elsewhere, known_codes
from proposals.views.parties import Pairs, address_line, officer_facts, owner_facts

TONES = {
    rules.Outcome.PASS: "good",
    rules.Outcome.WARN: "warning",
    rules.Outcome.BLOCK: "bad",
    rules.Outcome.NEEDS_HUMAN: "info",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """A member with its facts, and a row for each of its owners and officers."""

    member: Member
    facts: Pairs
    owners: tuple[Pairs, ...]
    officers: tuple[Pairs, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenView:
    """A version as it is shown. What is confidential is named so by the page, not left out."""

    content: ProposalContent
    members: tuple[MemberView, ...]
    sections: tuple[tuple[Section, list[Block]], ...]
    share: ContentShare
    groups: tuple[Pairs, ...]
    certifications: tuple[Pairs, ...]


def view_of(version: ProposalVersion) -> FrozenView:
    """Every section, with the policy of the day it was frozen."""
    content, on = version.content, timezone.localtime(version.frozen_at).date()
    known = known_codes(content, on)
    return FrozenView(
        content=content,
        members=tuple(_member(member) for member in content.members),
        sections=tuple(
            (section, sheet(content, section, PROGRAM_OFFICE, known))
            for section in written_sections()
        ),
        share=content_share(content.components, policy.content_threshold(on)),
        groups=tuple(_groups(content, on)),
        certifications=tuple(_certifications(content, on)),
    )


def readiness_of(proposal: Proposal, version: ProposalVersion) -> list[tuple[rules.Finding, str]]:
    """Every finding of the readiness rules on this version, with its tone; most serious first."""
    context = replace(
        context_of(proposal, as_of=version.frozen_at),
        elsewhere=elsewhere(proposal),
        handed_in_at=proposal.submitted_at if hasattr(version, "amendment") else None,
    )
    found = rules.evaluate(version.content, context)
    found.sort(key=lambda finding: (rules.WORST_FIRST.index(finding.outcome), finding.rule_id))
    return [(finding, TONES[finding.outcome]) for finding in found]


def _member(member: Member) -> MemberView:
    return MemberView(
        member=member,
        facts=_facts(member),
        owners=tuple(owner_facts(owner, member) for owner in member.owners),
        officers=tuple(officer_facts(officer) for officer in member.officers),
    )


def _facts(member: Member) -> Pairs:
    parent = member.parent_name and f"{member.parent_name} ({country_name(member.parent_country)})"
    return (
        ("Other names", ", ".join(member.other_names)),
        ("Incorporated in", country_name(member.incorporation_country)),
        ("Headquarters in", country_name(member.headquarters_country)),
        ("Principal place of business in", country_name(member.principal_place_country)),
        ("Ultimate parent", parent),
        ("Addresses", "; ".join(address_line(address) for address in member.addresses)),
    )


def _groups(content: ProposalContent, on: date) -> Iterator[Pairs]:
    blocs = {bloc.code: bloc for bloc in policy.blocs(on)}
    groups = policy.country_groups(on)
    for market in content.markets:
        bloc = blocs.get(market.code) if market.kind == "BLOC" else None
        members = ", ".join(_with_groups(code, groups) for code in bloc.members) if bloc else ""
        yield (
            ("Market", bloc.name if bloc else country_name(market.code)),
            ("Countries of the bloc", members),
            ("EAR country groups", "" if bloc else ", ".join(groups.groups_of(market.code))),
        )


def _with_groups(code: str, groups: CountryGroups) -> str:
    """Of a bloc the groups are told of each member: Burma (D:1, D:3, D:5)."""
    found = ", ".join(groups.groups_of(code))
    return f"{country_name(code)} ({found})" if found else country_name(code)


def _certifications(content: ProposalContent, on: date) -> Iterator[Pairs]:
    titles = {item.code: item.title for item in policy.certifications(on)}
    for signed in content.certifications:
        member = content.member(signed.organization_id)
        yield (
            ("Statement", titles.get(signed.code, signed.code)),
            ("Member", member.legal_name if member else ""),
            ("Signed by", f"{signed.signer_name}, {signed.signer_title}"),
            ("On", f"{timezone.localtime(signed.signed_at):%B %d, %Y}"),
        )
