"""How does a person read a frozen version: names for codes, and what the rules said of it?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from exports_portal.policy import readers as policy
from exports_portal.policy.countries import country_name
from exports_portal.policy.shapes import CountryGroups
from proposals import rules
from proposals.content import Layer, Member, ProposalContent
from proposals.models import Component, OperatingRole, Proposal, ProposalVersion
from proposals.models.proposal import DeliveryMode
from proposals.rules.content_share import ContentShare, content_share
from proposals.snapshot import context_of
from proposals.views.parties import Pairs, address_line, officer_facts, owner_facts, party_facts

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
    sectors: str
    members: tuple[MemberView, ...]
    layers: tuple[tuple[Layer, str], ...]
    components: tuple[Pairs, ...]
    share: ContentShare
    markets: tuple[Pairs, ...]
    delivery_mode: str
    operating_roles: tuple[Pairs, ...]
    involved_parties: tuple[Pairs, ...]
    support: tuple[Pairs, ...]
    certifications: tuple[Pairs, ...]


def view_of(version: ProposalVersion) -> FrozenView:
    """Every section, with the policy of the day it was frozen."""
    content, on = version.content, timezone.localtime(version.frozen_at).date()
    titles = {sector.code: sector.title for sector in policy.sectors(on)}
    return FrozenView(
        content=content,
        sectors=", ".join(titles.get(code, code) for code in content.sectors),
        members=tuple(_member(member) for member in content.members),
        layers=tuple((layer, _providers(layer, content)) for layer in content.layers),
        components=tuple(_components(content)),
        share=content_share(content.components, policy.content_threshold(on)),
        markets=tuple(_markets(content, on)),
        delivery_mode=_label(dict(DeliveryMode.choices), content.delivery_mode),
        operating_roles=tuple(_operating_roles(content)),
        involved_parties=tuple(party_facts(party) for party in content.involved_parties),
        support=tuple(_support(content, on)),
        certifications=tuple(_certifications(content, on)),
    )


def readiness_of(proposal: Proposal, version: ProposalVersion) -> list[tuple[rules.Finding, str]]:
    """Every finding of the readiness rules on this version, with its tone; most serious first."""
    found = rules.evaluate(version.content, context_of(proposal, as_of=version.frozen_at))
    found.sort(key=lambda finding: (rules.WORST_FIRST.index(finding.outcome), finding.rule_id))
    return [(finding, TONES[finding.outcome]) for finding in found]


def dollars(amount: Decimal | None) -> str:
    return "" if amount is None else f"${amount:,.2f}"


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


def _providers(layer: Layer, content: ProposalContent) -> str:
    members = [content.member(organization) for organization in layer.providers]
    return ", ".join(member.legal_name for member in members if member)


def _components(content: ProposalContent) -> Iterator[Pairs]:
    categories = dict(Component.Category.choices)
    for row in content.components:
        share = row.us_origin_percent
        yield (
            ("Item", row.name),
            ("Category", _label(categories, row.category)),
            ("Manufacturer", row.manufacturer),
            ("Assembled in", country_name(row.origin_country)),
            ("ECCN", row.eccn),
            ("Quantity", f"{row.quantity:,}"),
            ("Value of one", dollars(row.unit_value)),
            ("Value", dollars(row.value)),
            ("U.S. share", "" if share is None else f"{share.normalize():f} %"),
        )


def _markets(content: ProposalContent, on: date) -> Iterator[Pairs]:
    blocs = {bloc.code: bloc for bloc in policy.blocs(on)}
    groups = policy.country_groups(on)
    for market in content.markets:
        bloc = blocs.get(market.code) if market.kind == "BLOC" else None
        members = ", ".join(_with_groups(code, groups) for code in bloc.members) if bloc else ""
        yield (
            ("Market", bloc.name if bloc else country_name(market.code)),
            ("Countries of the bloc", members),
            ("EAR country groups", "" if bloc else ", ".join(groups.groups_of(market.code))),
            ("Why this market", market.rationale),
        )


def _with_groups(code: str, groups: CountryGroups) -> str:
    """Of a bloc the groups are told of each member: Burma (D:1, D:3, D:5)."""
    found = ", ".join(groups.groups_of(code))
    return f"{country_name(code)} ({found})" if found else country_name(code)


def _operating_roles(content: ProposalContent) -> Iterator[Pairs]:
    words = dict(OperatingRole.Role.choices)
    for role in content.operating_roles:
        name = "To be decided" if role.to_be_decided else role.name
        yield (
            ("Part", _label(words, role.role)),
            ("Organization", name),
            ("Country", country_name(role.country)),
            ("Explanation", role.explanation),
        )


def _support(content: ProposalContent, on: date) -> Iterator[Pairs]:
    instruments = {item.code: item for item in policy.support_instruments(on)}
    for asked in content.support_requests:
        known = instruments.get(asked.code)
        yield (
            ("Instrument", known.title if known else asked.code),
            ("Agency", known.agency if known else ""),
            ("Amount", dollars(asked.amount)),
            ("Purpose", asked.purpose),
        )


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


def _label(choices: Mapping[str, str], code: str) -> str:
    return str(choices.get(code, code))
