"""Is everybody screened whom a proposal can name, also in a field that is added tomorrow?

The tree of `ProposalContent` is built with another text in every text field. Each field is
classified here by hand: a new one fails until somebody says whether it names a party.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from exports_portal.canonical import canonical_json
from proposals.content import PartyRole, ProposalContent
from proposals.content.reading import Reader, for_reader
from reviews.models import ScreenedParty
from reviews.parties import parties_of

NAMES = {
    "Member.legal_name",
    "Member.other_names",
    "Member.parent_name",
    "Owner.name",
    "Officer.name",
    "Component.manufacturer",
    "OperatingRole.name",
    "Certification.signer_name",
    "InvolvedParty.name",
    "InvolvedParty.majority_owner_name",
    "ModelRecord.developer",
    *(f"Site.{part}" for part in ("name", "builder", "owner", "operator", "landlord")),
    "SecurityClaim.assessor_name",
    "EvidenceDocument.issuer",
}
PLACES = {
    f"{kind}.{part}"
    for kind in ("Address", "InvolvedParty", "Site")
    for part in ("street", "city", "region", "postal_code")
}
COUNTRIES = {
    "Address.country",
    "Member.incorporation_country",
    "Member.headquarters_country",
    "Member.principal_place_country",
    "Member.parent_country",
    "Owner.country",
    "Officer.nationality",
    "OperatingRole.country",
    "InvolvedParty.country",
    "InvolvedParty.address_country",
    "InvolvedParty.majority_owner_country",
    "ModelRecord.developer_country",
    "Site.country",
    *(f"Site.{part}_country" for part in ("builder", "owner", "operator", "landlord")),
}
NO_PARTY = {
    # A consortium needs no legal form: it is its members, and each of them is screened.
    "ProposalContent.consortium_name",
    # Repeats the name of another owner of the same member, which the form checks.
    "Owner.holds_shares_in",
    # Codes.
    "ProposalContent.call_code",
    "Overview.sectors",
    "Operations.delivery_mode",
    "Member.role",
    "Owner.kind",
    "Component.origin_country",
    "Component.origin_country_fab",
    "Component.origin_method",
    "Component.license_exception_claimed",
    "Component.eccn",
    "Component.model_no",
    "Market.code",
    "SupportRequest.code",
    "Certification.code",
    "Certification.text_version",
    "Certification.signed_digest",
    "ModelRecord.base_model_origin_country",
    "DataPipeline.data_origin_countries",
    "DataPipeline.labeling_countries",
    "UseCase.sector",
    "Market.buyer_types",
    "Layer.sub_elements",
    # Screened as numbers of the party, see tests/reviews/test_parties.py.
    *(f"InvolvedParty.{n}" for n in ("registration_no", "tax_id", "lei", "imo", "tail_number")),
    "Contribution.jurisdiction",
    "Site.markets",
    "Site.jurisdiction",
    "SecurityClaim.requirement",
    "EvidenceDocument.sha256",
    "ConfidentialityMarking.value",
    # Texts for people to read.
    "DataPipeline.name",
    "DataPipeline.description",
    "DataPipeline.residency_options",
    "ModelRecord.name",
    "ModelRecord.base_model",
    "ModelRecord.hosting_location",
    "ModelRecord.weight_access",
    "ModelRecord.weight_keys",
    "ModelRecord.fallback_model",
    "ModelRecord.availability_risk",
    "SecurityClaim.claim",
    "SecurityClaim.framework_ref",
    "SecurityClaim.not_applicable_reason",
    "ModelRecord.weight_copies",
    "ModelRecord.weight_egress",
    "TheftProtection.accounts_detail",
    "TheftProtection.distillation_response",
    "TheftProtection.incident_plan",
    "EvidenceDocument.title",
    "ConfidentialityMarking.justification",
    "ConfidentialityMarking.public_substitute",
    "EvidenceDocument.proves",
    "EvidenceDocument.file_name",
    "UseCase.name",
    "UseCase.description",
    "Overview.title",
    "Overview.executive_summary",
    "Overview.confidential_summary",
    "Overview.additionality_statement",
    "Overview.national_interest_statement",
    "Hardware.content_justification",
    "Hardware.content_factors",
    "Hardware.jobs_plan",
    "Layer.description",
    "Layer.confidential_detail",
    "Layer.us_manufacture_statement",
    "Officer.title",
    "Market.us_interest_case",
    "Market.incumbent_competition",
    "Layer.standards_claimed",
    *(f"SupportRequest.{n}" for n in ("tenor", "justification", "prerequisites", "license_record")),
    "Contribution.description",
    # Whom a promise binds, and nobody who takes part here.
    "Contribution.exclusive_with",
    "Site.to_be_decided",
    "Component.name",
    "Market.rationale",
    "OperatingRole.explanation",
    "InvolvedParty.note",
    "SupportRequest.purpose",
    "Certification.signer_title",
}
# What the public may read: what the catalog may copy, and what is read instead of what is marked.
PUBLIC = {
    "ProposalContent.call_code",
    "ProposalContent.consortium_name",
    "Overview.title",
    "Overview.executive_summary",
    "Overview.sectors",
    "Operations.delivery_mode",
    "Member.legal_name",
    "Layer.description",
    "Layer.us_manufacture_statement",
    "Market.code",
    "ConfidentialityMarking.value",
    "ConfidentialityMarking.public_substitute",
}
MEANT = {"Member.role": "ANCHOR"}
SAMPLES = {int: 7, bool: False, Decimal: Decimal(3), datetime: datetime(2026, 5, 4, tzinfo=UTC)}
SAMPLES |= {UUID: UUID(int=1), date: date(2026, 5, 4)}
ANCHOR = 1  # contributes the records, and is another organization than the member


def whole(kind: Any, path: str = "") -> Any:
    """A value of this type, with its own path as the text in each of its text fields."""
    hints = get_type_hints(kind)
    return kind(
        **{
            field.name: sample(hints[field.name], f"{kind.__name__}.{field.name}", path)
            for field in fields(kind)
        }
    )


def sample(hint: Any, name: str, path: str) -> Any:
    here = f"{path}/{name}"
    if name.endswith(".contributor"):
        return ANCHOR
    if get_origin(hint) is tuple:
        return tuple(several(get_args(hint)[0], name, path))
    if get_origin(hint) in (Union, UnionType):
        return sample(get_args(hint)[0], name, path)
    if is_dataclass(hint):
        return whole(hint, here)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next((role for role in hint if f"={role}" in path), next(iter(hint)))
    return SAMPLES[hint] if hint in SAMPLES else MEANT.get(name, f"Sentinel {here}")


def several(hint: Any, name: str, path: str) -> Iterator[Any]:
    """One, or one of each role where the items have an enumeration of them."""
    roles = get_type_hints(hint).get("role") if is_dataclass(hint) else None
    if isinstance(roles, type) and issubclass(roles, StrEnum):
        yield from (sample(hint, f"{name}={role}", path) for role in roles)
    else:
        yield sample(hint, name, path)


def texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """(class and field, the text) of everything that is a text."""
    if is_dataclass(value):
        for field in fields(value):
            kind = type(value).__name__
            yield from texts(getattr(value, field.name), f"{kind}.{field.name}")
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item, name)
    elif isinstance(value, str) and not isinstance(value, StrEnum):
        yield name, value


CONTENT = whole(ProposalContent)
TEXTS = list(texts(CONTENT))


def test_every_text_of_a_proposal_is_classified_once():
    classified = [*NAMES, *PLACES, *COUNTRIES, *NO_PARTY]
    assert len(classified) == len(set(classified))
    assert {name for name, _ in TEXTS} == set(classified)


@pytest.mark.parametrize("text", [text for name, text in TEXTS if name in NAMES])
def test_everybody_who_is_named_is_screened(text):
    screened = {
        name
        for party in parties_of(CONTENT)
        for name in (party.query.name, *party.query.other_names)
    }
    assert text in screened


@pytest.mark.parametrize("text", [text for name, text in TEXTS if name in PLACES])
def test_every_address_is_screened_in_full_and_as_a_party_of_its_own(text):
    addresses = [p.query.address for p in parties_of(CONTENT) if p.kind == "ADDRESS"]
    assert sum(text in address for address in addresses) == 1


@pytest.mark.parametrize("text", [text for name, text in TEXTS if name in COUNTRIES])
def test_every_country_of_a_party_is_evidence(text):
    assert text in {country for party in parties_of(CONTENT) for country in party.query.countries}


def test_each_part_in_the_transaction_is_a_kind_of_party():
    names = {party.name: party.role.value for party in CONTENT.involved_parties}
    kinds = {p.query.name: p.kind for p in parties_of(CONTENT) if p.query.name in names}
    assert kinds == names
    assert set(PartyRole) <= set(ScreenedParty.Kind.values)


def test_the_public_reads_nothing_of_it_but_what_is_public():
    shared = canonical_json(for_reader(CONTENT, Reader()))
    assert {name for name, text in TEXTS if text in shared and name not in MEANT} == PUBLIC


def test_a_member_reads_its_own_owners_and_officers_and_no_party_of_the_transaction():
    own = for_reader(CONTENT, Reader(organizations=frozenset({SAMPLES[int]})))
    assert own.members == CONTENT.members
    assert own.involved_parties == own.operating_roles == own.components == ()
