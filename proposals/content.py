"""What does a proposal say? Plain values, the same for a draft, a version, a rule and a reader.

A draft is read into `ProposalContent` (snapshot.py), a submitted version is its canonical JSON,
rules judge it, screening takes its parties from it. Money is in U.S. dollars, shares in percent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from exports_portal.canonical import digest, read_as

CONTENT_FORMAT = 1


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
    """`percent` is None when the share is not known."""

    name: str
    kind: str
    country: str
    percent: Decimal | None
    has_control: bool


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


def material_digest(content: ProposalContent) -> str:
    """What a certification is signed on. A change of it makes the signature stale (rule R34)."""
    return digest(
        {
            "members": content.members,
            "layers": content.layers,
            "components": content.components,
            "operating_roles": content.operating_roles,
        }
    )


def content_from_json(data: Mapping[str, Any]) -> ProposalContent:
    """The content of a frozen version. Raises KeyError or ValueError when it is not one."""
    if data.get("content_format") != CONTENT_FORMAT:
        raise ValueError(f"unknown content format {data.get('content_format')!r}")
    return read_as(ProposalContent, data)
