"""What does a proposal say? Plain values, the same for a draft, a version, a rule and a reader.

A draft is read into `ProposalContent` (snapshot.py), a submitted version is its canonical JSON,
rules judge it, screening takes its parties from it. Money is in U.S. dollars, shares in percent.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from exports_portal.canonical import digest, plain

CONTENT_FORMAT = 2


class LayerCode(StrEnum):
    """The five layers as the Government names them (NSPM-11 sec. 6(d); E.O. 14320 sec. 3(b)(i))."""

    L1_HARDWARE = "L1_HARDWARE"
    L2_DATA = "L2_DATA"
    L3_MODELS = "L3_MODELS"
    L4_SECURITY = "L4_SECURITY"
    L5_APPLICATIONS = "L5_APPLICATIONS"

    @property
    def label(self) -> str:
        return LAYER_LABELS[self]


LAYER_LABELS = {
    LayerCode.L1_HARDWARE: "AI-optimized hardware and related infrastructure",
    LayerCode.L2_DATA: "Data pipelines and labeling systems",
    LayerCode.L3_MODELS: "AI models and systems",
    LayerCode.L4_SECURITY: "Security and cybersecurity measures",
    LayerCode.L5_APPLICATIONS: "AI applications for specific use cases",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    street: str
    city: str
    region: str
    postal_code: str
    country: str

    def __str__(self) -> str:
        parts = (self.street, self.city, self.region, self.postal_code, self.country)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """`percent` is None when the share is not known.

    `holds_shares_in` is "" for the member itself, else the name of another owner of the same
    member: `percent` and `has_control` are of that body, so that a chain can be written down.
    """

    name: str
    kind: str
    country: str
    percent: Decimal | None
    has_control: bool
    holds_shares_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A director or officer of a member. `nationality` is a country, "" when it is not known."""

    name: str
    title: str
    nationality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An organization in its part in the consortium. `role` is ANCHOR or MEMBER."""

    organization_id: int
    role: str
    legal_name: str
    other_names: tuple[str, ...]
    incorporation_country: str
    headquarters_country: str
    principal_place_country: str
    parent_name: str
    parent_country: str
    addresses: tuple[Address, ...]
    owners: tuple[Owner, ...]
    officers: tuple[Officer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """`description` is public, `confidential_detail` is not. `providers` are organization ids."""

    code: LayerCode
    description: str
    confidential_detail: str
    us_manufacture_statement: str
    providers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A row of the hardware bill of materials. Confidential as a whole."""

    name: str
    category: str
    manufacturer: str
    quantity: int
    unit_value: Decimal | None
    us_origin_percent: Decimal | None
    origin_country: str
    eccn: str

    @property
    def value(self) -> Decimal | None:
        """Value of the row in U.S. dollars."""
        return None if self.unit_value is None else self.unit_value * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """`kind` is COUNTRY (code: ISO 3166-1 alpha-2) or BLOC (code: see the BLOCS policy)."""

    kind: str
    code: str
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatingRole:
    """Who builds, owns or operates. "To be decided" is an answer if it is explained."""

    role: str
    name: str
    country: str
    to_be_decided: bool
    explanation: str


class PartyRole(StrEnum):
    """What a party that is no member does in the transaction (domain.md R22, OperatingModel)."""

    SUPPLIER = "SUPPLIER"
    FACILITY = "FACILITY"
    LANDLORD = "LANDLORD"
    OPERATOR = "OPERATOR"
    FORWARDER = "FORWARDER"
    FINANCIER = "FINANCIER"
    BUYER = "BUYER"
    END_USER = "END_USER"

    @property
    def label(self) -> str:
        return PARTY_ROLE_LABELS[self]


PARTY_ROLE_LABELS = {
    PartyRole.SUPPLIER: "Supplier",
    PartyRole.FACILITY: "Facility",
    PartyRole.LANDLORD: "Landlord",
    PartyRole.OPERATOR: "Operator",
    PartyRole.FORWARDER: "Freight forwarder",
    PartyRole.FINANCIER: "Lender or investor",
    PartyRole.BUYER: "Buyer",
    PartyRole.END_USER: "End user",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InvolvedParty:
    """A party to the transaction that is no member. Confidential as a whole.

    Every text may be blank but the name, and the address of a facility. The majority owner is a
    parent, or whoever owns 50 percent or more.
    """

    role: PartyRole
    name: str
    country: str
    address: Address
    majority_owner_name: str
    majority_owner_country: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportRequest:
    """A Federal instrument asked for; `amount` in U.S. dollars, None when no amount applies."""

    code: str
    amount: Decimal | None
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """A statement signed by a member. `signed_digest` is what the statement was signed on."""

    organization_id: int
    code: str
    text_version: str
    signer_name: str
    signer_title: str
    signed_at: datetime
    signed_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalContent:
    """Everything a proposal says. Only the fields named in `catalog` ever become public."""

    call_code: str
    consortium_name: str
    title: str
    executive_summary: str
    confidential_summary: str
    national_interest_statement: str
    sectors: tuple[str, ...]
    members: tuple[Member, ...]
    layers: tuple[Layer, ...]
    components: tuple[Component, ...]
    content_justification: str
    markets: tuple[Market, ...]
    delivery_mode: str
    operating_roles: tuple[OperatingRole, ...]
    support_requests: tuple[SupportRequest, ...]
    no_support_requested: bool
    certifications: tuple[Certification, ...]
    involved_parties: tuple[InvolvedParty, ...] = ()
    content_format: int = CONTENT_FORMAT

    @property
    def anchor(self) -> Member | None:
        """The anchor member, or None while there is not exactly one (rule R01)."""
        anchors = [member for member in self.members if member.role == "ANCHOR"]
        return anchors[0] if len(anchors) == 1 else None

    def member(self, organization_id: int) -> Member | None:
        return next((m for m in self.members if m.organization_id == organization_id), None)

    def layer(self, code: LayerCode) -> Layer | None:
        return next((layer for layer in self.layers if layer.code == code), None)


# What a later format asks besides, and a signature on an older draft could not know of.
_ASKED_LATER = frozenset({"officers", "holds_shares_in", "involved_parties"})


def material_digest(content: ProposalContent) -> str:
    """What a certification is signed on. A change of it makes the signature stale (rule R34).

    What a later format asks counts from the moment it is answered, so that a signature from before
    holds for as long as nothing was added.
    """
    material = {
        "members": content.members,
        "layers": content.layers,
        "components": content.components,
        "operating_roles": content.operating_roles,
        "involved_parties": content.involved_parties,
    }
    return digest(_answered(plain(material)))


def _answered(value: Any) -> Any:
    if isinstance(value, list):
        return [_answered(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _answered(item) for name, item in value.items() if item or name not in _ASKED_LATER
    }
