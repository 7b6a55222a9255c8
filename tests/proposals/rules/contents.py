"""What does a complete, plainly fictional proposal look like, and what is it judged against?"""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from proposals.content import (
    Address,
    Category,
    Certification,
    Component,
    Contribution,
    InvolvedParty,
    Layer,
    LayerCode,
    Market,
    MarketKind,
    Member,
    Officer,
    OperatingRole,
    Owner,
    PartyRole,
    ProposalContent,
    RoleCode,
    SupportRequest,
)
from proposals.content.packet import packet_digest
from tests.proposals.rules.models import the_other_layers
from tests.proposals.rules.nested import nested
from tests.proposals.rules.policy import GROUPS, REQUIRED, call, context, shipped
from tests.proposals.rules.sites import site

__all__ = ["GROUPS", "call", "context", "shipped"]
LUMEN, BRASS, QUILL = 101, 102, 103
TITLE = "General Counsel"
SIGNED_AT = datetime(2026, 5, 4, 15, 30, tzinfo=UTC)


def owner(**changes) -> Owner:
    """A person in the United States who holds everything."""
    whole = {
        "name": "Ada Marlowe",
        "kind": "PERSON",
        "country": "US",
        "percent": Decimal(100),
        "has_control": True,
        "holds_shares_in": "",
    }
    return Owner(**(whole | changes))


def officer(**changes) -> Officer:
    return Officer(**{"name": "Ada Marlowe", "title": TITLE, "nationality": "US"} | changes)


def member(**changes) -> Member:
    """The anchor member, a U.S. company in the hands of one person."""
    whole = {
        "organization_id": LUMEN,
        "role": "ANCHOR",
        "legal_name": "Lumen Harbor Systems",
        "other_names": ("Lumen Harbor",),
        "incorporation_country": "US",
        "headquarters_country": "US",
        "principal_place_country": "US",
        "parent_name": "",
        "parent_country": "",
        "addresses": (address(),),
        "owners": (owner(),),
        "officers": (officer(),),
    }
    return Member(**(whole | changes))


def address(**changes) -> Address:
    whole = {
        "street": "1 Lantern Pier",
        "city": "Harborview",
        "region": "OR",
        "postal_code": "97000",
        "country": "US",
    }
    return Address(**(whole | changes))


def members() -> tuple[Member, ...]:
    """The anchor member, a U.S. member and one from Norway."""
    return (
        member(),
        member(
            organization_id=BRASS, role="MEMBER", legal_name="Brass Lattice Works", other_names=()
        ),
        member(
            organization_id=QUILL,
            role="MEMBER",
            legal_name="Quill Fjord Data",
            other_names=("Quill Fjord Data AS", "Fjærpenn"),
            incorporation_country="NO",
            headquarters_country="NO",
            principal_place_country="NO",
            addresses=(address(street="Fjordgata 1", city="Nordvik", region="", country="NO"),),
            owners=(owner(name="Nordvik Fund", kind="GOVERNMENT", country="NO"),),
        ),
    )


def layer(code: LayerCode, **changes) -> Layer:
    whole = {
        "code": code,
        "description": f"{code.label}, delivered as one.",
        "confidential_detail": "Rack layout of the first site.",
        "us_manufacture_statement": "",
        "providers": (LUMEN,),
    }
    return Layer(**(whole | changes))


def layers() -> tuple[Layer, ...]:
    return (
        layer(
            LayerCode.L1_HARDWARE,
            us_manufacture_statement="Servers are assembled in Oregon, memory is imported.",
            providers=(BRASS,),
        ),
        layer(LayerCode.L2_DATA, providers=(QUILL,)),
        layer(LayerCode.L3_MODELS),
        layer(LayerCode.L4_SECURITY),
        layer(LayerCode.L5_APPLICATIONS, providers=(LUMEN, QUILL)),
    )


def contribution(code: LayerCode = LayerCode.L1_HARDWARE, **changes) -> Contribution:
    whole = {
        "contributor": BRASS,
        "layer": code,
        "value_usd": Decimal("360000.00"),
        "jurisdiction": "US",
        "exclusivity": False,
    }
    return Contribution(**(whole | changes))


def contributions() -> tuple[Contribution, ...]:
    """Of whoever provides a layer, as `layers` says; nobody from abroad in layers 1 and 3."""
    return (
        contribution(),
        contribution(LayerCode.L2_DATA, contributor=QUILL, jurisdiction="NO"),
        contribution(LayerCode.L3_MODELS, contributor=LUMEN),
        contribution(LayerCode.L4_SECURITY, contributor=LUMEN),
        contribution(LayerCode.L5_APPLICATIONS, contributor=LUMEN),
        contribution(LayerCode.L5_APPLICATIONS, contributor=QUILL, jurisdiction="NO"),
    )


def component(**changes) -> Component:
    """Twelve servers of $30,000.00, 60 percent of U.S. origin, below 3A090 and 4A090."""
    whole = {
        "name": "Lantern rack server",
        "category": "SERVER",
        "manufacturer": "Brass Lattice Works",
        "quantity": 12,
        "unit_value": Decimal("30000.00"),
        "us_origin_percent": Decimal("60.00"),
        "origin_country": "US",
        "origin_country_fab": "US",
        "eccn": "4A994",
        "tpp": Decimal(900),
    }
    whole |= changes
    return Component(**whole | {"category": Category(whole["category"])})


def market(**changes) -> Market:
    reason = "Hospitals asked for local inference."
    whole = {"kind": "COUNTRY", "code": "BR", "rationale": reason} | changes
    return Market(**whole | {"kind": MarketKind(whole["kind"])})


def operating_role(role: str, **changes) -> OperatingRole:
    whole = {
        "role": RoleCode(role),
        "name": "Brass Lattice Works",
        "country": "US",
        "to_be_decided": False,
        "explanation": "",
    }
    return OperatingRole(**(whole | changes))


def involved_party(role: PartyRole, **changes) -> InvolvedParty:
    whole = {
        "role": role,
        "name": f"Tideway {role.label.title()} Co",
        "country": "BR",
        "street": "Cais 4",
        "city": "Porto Claro",
        "region": "",
        "postal_code": "97000",
        "address_country": "BR",
        "majority_owner_name": "",
        "majority_owner_country": "",
        "note": "",
    }
    return InvolvedParty(**(whole | at(changes.pop("address", None)) | changes))


def at(address: Address | None) -> dict[str, str]:
    """The fields of a party that is at this address."""
    return (
        {}
        if address is None
        else {
            "street": address.street,
            "city": address.city,
            "region": address.region,
            "postal_code": address.postal_code,
            "address_country": address.country,
        }
    )


def support_request(**changes) -> SupportRequest:
    whole = {"code": "ITA_ADVOCACY", "purpose": "Advocacy in the public tender."}
    return SupportRequest(**(whole | changes))


def signatures(content: ProposalContent, **changes) -> tuple[Certification, ...]:
    """Every member signs every required certification on the content as it stands."""
    whole = {
        "signer_name": "Ada Marlowe",
        "signer_title": TITLE,
        "signed_at": SIGNED_AT,
    }
    return tuple(
        Certification(
            organization_id=each.organization_id,
            code=code,
            text_version=text,
            signed_digest=packet_digest(content, each.organization_id),
            **(whole | changes),
        )
        for each in content.members
        for code, text in REQUIRED
    )


def complete_content(**changes) -> ProposalContent:
    """A proposal on which every rule passes, then the changes; signed on what results from them."""
    whole = {
        "call_code": "AAEP-2026-PRESET-1",
        "consortium_name": "Lantern Coast Consortium",
        "title": "Lantern: full-stack AI for regional hospitals",
        "executive_summary": "Servers, data pipelines, models and safeguards for hospitals.",
        "confidential_summary": "First buyer is in negotiation.",
        "national_interest_statement": "Hospitals abroad adopt U.S. technology and standards.",
        "sectors": ("HEALTHCARE",),
        "members": members(),
        "layers": layers(),
        "components": (
            component(),
            component(name="Beacon accelerator", category="ACCELERATOR", quantity=24),
            component(name="Tide switch", category="NETWORK", quantity=2, origin_country="NO"),
        ),
        **the_other_layers(),
        "content_justification": "",
        "markets": (market(), market(kind="BLOC", code="EU")),
        "delivery_mode": "IN_COUNTRY_US_OPERATED",
        "operating_roles": tuple(operating_role(role) for role in RoleCode),
        "contributions": contributions(),
        "sites": (site(),),
        "support_requests": (
            support_request(),
            support_request(code="EXIM_GUARANTEE", amount=Decimal("25000000.00")),
        ),
        "no_support_requested": False,
        "involved_parties": (
            involved_party(PartyRole.FACILITY),
            involved_party(PartyRole.BUYER, note="Letter of intent signed."),
        ),
        "certifications": (),
    }
    content = ProposalContent(**nested(whole | changes))
    if "certifications" in changes:
        return content
    return replace(content, certifications=signatures(content))


def outcomes(findings) -> list[str]:
    return [finding.outcome.value for finding in findings]
