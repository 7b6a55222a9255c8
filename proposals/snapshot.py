"""What does this proposal say right now, and is it ready? Reads the draft into plain values.

Works on instances through their relations and imports no model, so the state table can stand on it.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from exports_portal.policy import readers as policy
from exports_portal.policy.countries import country_choices
from exports_portal.policy.models import Kind
from proposals import rules
from proposals.content import (
    Address,
    Certification,
    Component,
    InvolvedParty,
    Layer,
    LayerCode,
    Market,
    Member,
    Officer,
    OperatingRole,
    Owner,
    PartyRole,
    ProposalContent,
    SupportRequest,
)
from proposals.rules.context import CallWindow, RuleContext

if TYPE_CHECKING:
    from exports_portal.accounts.models import Organization
    from proposals import models
    from proposals.models import CallForProposals, ConsortiumMember, LayerOffering, Proposal

# The kinds of policy that a readiness rule reads.
JUDGED_AGAINST = (
    Kind.COUNTRIES_OF_CONCERN,
    Kind.COUNTRY_GROUPS,
    Kind.DESTINATIONS,
    Kind.BLOCS,
    Kind.SUPPORT_INSTRUMENTS,
    Kind.CONTENT,
    Kind.CERTIFICATIONS,
)


def content_of(proposal: "Proposal") -> ProposalContent:
    """The draft as it is saved now."""
    return ProposalContent(
        call_code=proposal.call.code,
        consortium_name=proposal.consortium.name,
        title=proposal.title,
        executive_summary=proposal.executive_summary,
        confidential_summary=proposal.confidential_summary,
        national_interest_statement=proposal.national_interest_statement,
        sectors=tuple(proposal.sectors),
        members=_members(proposal),
        layers=tuple(_layer(layer) for layer in proposal.layers.prefetch_related("providers")),
        components=_components(proposal),
        content_justification=proposal.content_justification,
        markets=tuple(
            Market(kind=m.kind, code=m.code, rationale=m.rationale) for m in proposal.markets.all()
        ),
        delivery_mode=proposal.delivery_mode,
        operating_roles=_operating_roles(proposal),
        involved_parties=tuple(_involved_party(p) for p in proposal.involved_parties.all()),
        support_requests=_support_requests(proposal),
        no_support_requested=proposal.no_support_requested,
        certifications=_certifications(proposal),
    )


def context_of(proposal: "Proposal", *, as_of: datetime) -> RuleContext:
    """What the rules are judged against: the call and the policy in force on that day.

    The day of the program's own time zone: the one whose policy a frozen version names.
    """
    on = timezone.localdate(as_of)
    says = policy.all_in_force(on, *JUDGED_AGAINST)
    concern, groups = says[Kind.COUNTRIES_OF_CONCERN], says[Kind.COUNTRY_GROUPS]
    countries = dict(country_choices())
    return RuleContext(
        as_of=as_of,
        call=_window(proposal.call),
        countries=countries,
        country_groups={code: groups.groups_of(code) for code in countries},
        destinations=says[Kind.DESTINATIONS],
        countries_of_concern=frozenset(concern.concern),
        warn_countries=frozenset(concern.warn),
        blocs={bloc.code: bloc.members for bloc in says[Kind.BLOCS]},
        support_codes=frozenset(item.code for item in says[Kind.SUPPORT_INSTRUMENTS]),
        content_threshold=says[Kind.CONTENT],
        required_certifications=tuple(
            (item.code, item.text_version) for item in says[Kind.CERTIFICATIONS] if item.required
        ),
    )


def findings_of(proposal: "Proposal", *, as_of: datetime) -> list[rules.Finding]:
    """The result of every readiness rule on the draft."""
    return rules.evaluate(content_of(proposal), context_of(proposal, as_of=as_of))


def blocking_findings(proposal: "Proposal", *, as_of: datetime) -> list[rules.Finding]:
    """The findings that keep the draft from being submitted."""
    found = findings_of(proposal, as_of=as_of)
    return [finding for finding in found if finding.outcome is rules.Outcome.BLOCK]


def _window(call: "CallForProposals") -> CallWindow:
    return CallWindow(
        code=call.code, opens_at=call.opens_at, closes_at=call.closes_at, allow_late=call.allow_late
    )


def _members(proposal: "Proposal") -> tuple[Member, ...]:
    members = proposal.consortium.current_members().prefetch_related(
        "organization__addresses", "organization__owners", "organization__officers"
    )
    return tuple(_member(member) for member in members)


def _member(member: "ConsortiumMember") -> Member:
    organization = member.organization
    return Member(
        organization_id=organization.pk,
        role=member.role,
        legal_name=organization.legal_name,
        other_names=tuple(organization.other_names),
        incorporation_country=organization.incorporation_country,
        headquarters_country=organization.headquarters_country,
        principal_place_country=organization.principal_place_country,
        parent_name=organization.parent_name,
        parent_country=organization.parent_country,
        addresses=_addresses(organization),
        owners=_owners(organization),
        officers=tuple(
            Officer(name=o.name, title=o.title, nationality=o.nationality)
            for o in organization.officers.all()
        ),
    )


def _addresses(organization: "Organization") -> tuple[Address, ...]:
    return tuple(
        Address(
            street=a.street,
            city=a.city,
            region=a.region,
            postal_code=a.postal_code,
            country=a.country,
        )
        for a in organization.addresses.all()
    )


def _owners(organization: "Organization") -> tuple[Owner, ...]:
    return tuple(
        Owner(
            name=o.name,
            kind=o.kind,
            country=o.country,
            percent=o.percent,
            has_control=o.has_control,
            holds_shares_in=o.holds_shares_in,
        )
        for o in organization.owners.all()
    )


def _layer(layer: "LayerOffering") -> Layer:
    return Layer(
        code=LayerCode(layer.code),
        description=layer.description,
        confidential_detail=layer.confidential_detail,
        us_manufacture_statement=layer.us_manufacture_statement,
        providers=tuple(sorted(provider.pk for provider in layer.providers.all())),
    )


def _components(proposal: "Proposal") -> tuple[Component, ...]:
    return tuple(
        Component(
            name=row.name,
            category=row.category,
            manufacturer=row.manufacturer,
            quantity=row.quantity,
            unit_value=row.unit_value,
            us_origin_percent=row.us_origin_percent,
            origin_country=row.origin_country,
            eccn=row.eccn,
        )
        for row in proposal.components.all()
    )


def _operating_roles(proposal: "Proposal") -> tuple[OperatingRole, ...]:
    return tuple(
        OperatingRole(
            role=row.role,
            name=row.name,
            country=row.country,
            to_be_decided=row.to_be_decided,
            explanation=row.explanation,
        )
        for row in proposal.operating_roles.all()
    )


def _involved_party(row: "models.InvolvedParty") -> InvolvedParty:
    return InvolvedParty(
        role=PartyRole(row.role),
        name=row.name,
        country=row.country,
        address=Address(
            street=row.street,
            city=row.city,
            region=row.region,
            postal_code=row.postal_code,
            country=row.address_country,
        ),
        majority_owner_name=row.majority_owner_name,
        majority_owner_country=row.majority_owner_country,
        note=row.note,
    )


def _support_requests(proposal: "Proposal") -> tuple[SupportRequest, ...]:
    return tuple(
        SupportRequest(code=s.code, amount=s.amount, purpose=s.purpose)
        for s in proposal.support_requests.all()
    )


def _certifications(proposal: "Proposal") -> tuple[Certification, ...]:
    return tuple(
        Certification(
            organization_id=row.organization_id,
            code=row.code,
            text_version=row.text_version,
            signer_name=row.signer_name,
            signer_title=row.signer_title,
            signed_at=row.signed_at,
            signed_digest=row.signed_digest,
        )
        for row in proposal.certifications.all()
    )
