"""What does a proposal say? One declaration for each field; everything else is derived from it.

Pure: the standard library and pydantic. `saying.py` is how a field is declared, `types.py` which
types there are, one file for each page what it says, and `whole.py` the list of all kinds.
"""

from proposals.content.applications import UseCase
from proposals.content.confidentiality import ConfidentialityMarking
from proposals.content.contributions import Contribution
from proposals.content.data import DataPipeline
from proposals.content.evidence import EvidenceDocument
from proposals.content.hardware import Category, Component, Hardware
from proposals.content.layers import LAYER_LABELS, Layer, LayerCode
from proposals.content.markets import Market, MarketKind
from proposals.content.material import material_digest
from proposals.content.members import Address, Certification, Member, Officer, Owner
from proposals.content.models import ModelRecord
from proposals.content.operations import DELIVERY_MODES, OperatingRole, Operations, RoleCode
from proposals.content.overview import Overview
from proposals.content.parties import PARTY_ROLE_LABELS, InvolvedParty, PartyRole
from proposals.content.questions import TheftProtection
from proposals.content.saying import Audience, Record
from proposals.content.sections import Section
from proposals.content.security import ControlDomain, SecurityClaim
from proposals.content.sites import Site
from proposals.content.support import Support, SupportRequest
from proposals.content.whole import CONTENT_FORMAT, ProposalContent

__all__ = [
    "CONTENT_FORMAT",
    "DELIVERY_MODES",
    "LAYER_LABELS",
    "PARTY_ROLE_LABELS",
    "Address",
    "Audience",
    "Category",
    "Certification",
    "Component",
    "ConfidentialityMarking",
    "Contribution",
    "ControlDomain",
    "DataPipeline",
    "EvidenceDocument",
    "Hardware",
    "InvolvedParty",
    "Layer",
    "LayerCode",
    "Market",
    "MarketKind",
    "Member",
    "ModelRecord",
    "Officer",
    "OperatingRole",
    "Operations",
    "Overview",
    "Owner",
    "PartyRole",
    "ProposalContent",
    "Record",
    "RoleCode",
    "Section",
    "SecurityClaim",
    "Site",
    "Support",
    "SupportRequest",
    "TheftProtection",
    "UseCase",
    "material_digest",
]
