"""What is a confidential value called, without saying it?"""

from collections.abc import Mapping
from types import MappingProxyType

from proposals.audiences import Confidential
from proposals.content import (
    Address,
    Certification,
    Component,
    InvolvedParty,
    Layer,
    Market,
    Member,
    Officer,
    OperatingRole,
    Owner,
    ProposalContent,
    SupportRequest,
)

PARTY_NAME = "the name of a party to the transaction, “{0.name}”"
LABELS: Mapping[tuple[type, str], str] = MappingProxyType(
    {
        (ProposalContent, "confidential_summary"): "the confidential summary",
        (ProposalContent, "content_justification"): "the U.S.-content justification",
        (ProposalContent, "national_interest_statement"): "the national interest statement",
        (Layer, "confidential_detail"): "the confidential detail of layer “{0.code.label}”",
        (Component, "unit_value"): "the value of “{0.name}”",
        (Component, "quantity"): "the quantity of “{0.name}”",
        (Component, "manufacturer"): "the manufacturer of “{0.name}”",
        (Market, "rationale"): "the reasons for the market {0.code}",
        (OperatingRole, "name"): "the name of who has the role {0.role}",
        (OperatingRole, "explanation"): "the explanation of the role {0.role}",
        (SupportRequest, "purpose"): "the purpose of the support {0.code}",
        (SupportRequest, "amount"): "the amount of the support {0.code}",
        (InvolvedParty, "name"): PARTY_NAME,
        (InvolvedParty, "majority_owner_name"): PARTY_NAME,
        (InvolvedParty, "note"): "the note on “{0.name}”",
        (Address, "street"): "the address of “{1}”",
        (Member, "parent_name"): "the parent of “{0.legal_name}”",
        (Owner, "name"): "the name of an owner, “{0.name}”",
        (Owner, "holds_shares_in"): "the name of an owner, “{0.holds_shares_in}”",
        (Officer, "name"): "the name of an officer, “{0.name}”",
        (Certification, "signer_name"): "the name of a signer, “{0.signer_name}”",
    }
)


def label_of(found: Confidential) -> str:
    """In words for an officer or the anchor, who may read the value itself."""
    label = LABELS.get((type(found.record), found.field))
    if label is None:
        return f"the {found.field.replace('_', ' ')} of {_name_of(found.record)}"
    return label.format(found.record, _name_of(found.owner))


def _name_of(record: object) -> str:
    names = (getattr(record, field, "") for field in ("legal_name", "name", "title", "role"))
    return next((str(name) for name in names if name), type(record).__name__)
