"""Which model, pipeline, claim and use case does a complete proposal have?"""

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from exports_portal.policy.controls import parse_controls
from proposals.content import (
    ControlDomain,
    DataPipeline,
    EvidenceDocument,
    ModelRecord,
    SecurityClaim,
    TheftProtection,
    UseCase,
)
from proposals.content.models import Openness, ReasoningTraces
from proposals.content.questions import CustomerCheck, Practice
from proposals.content.security import AnswerStatus, SecurityLevel
from tests.proposals.rules.policy import shipped

CATALOG = shipped("controls-2025-07-23", parse_controls)
IDS = UUID("5b8c7a30-1111-4222-8333-944455566677")


def model(**changes) -> ModelRecord:
    """Trained from the start in the United States, closed, and below the threshold of 4E091."""
    whole = {
        "name": "Lantern 2",
        "developer": "Lumen Harbor Systems",
        "developer_country": "US",
        "openness": Openness.CLOSED,
        "training_ops_log10": Decimal("24.5"),
        "weight_access": "Nine engineers in Oregon, by two keys.",
        "weight_keys": "Two officers in Oregon hold one half each.",
        "weight_copies": "Two vaults in Oregon, one copy each.",
        "weight_egress": "An alarm goes off at one percent of a copy.",
        "weight_level": SecurityLevel.SL3,
        "reasoning_traces": ReasoningTraces.SUMMARY,
    }
    return ModelRecord(**(whole | changes))


def pipeline(**changes) -> DataPipeline:
    whole = {
        "name": "Clinic intake",
        "data_origin_countries": ("NO",),
        "labeling_countries": ("NO",),
    }
    return DataPipeline(**(whole | changes))


def claim(**changes) -> SecurityClaim:
    whole = {
        "domain": ControlDomain.WEIGHT_CUSTODY,
        "claim": "Weights leave the enclave encrypted only.",
        "expires_on": date(2027, 5, 1),
    }
    return SecurityClaim(**(whole | changes))


def claims() -> tuple[SecurityClaim, ...]:
    """One for each mandatory requirement of the catalog, in place."""
    return tuple(
        claim(
            id=uuid5(IDS, row.code),
            domain=ControlDomain(row.code.partition(".")[0]),
            requirement=row.code,
            status=AnswerStatus.IN_PLACE,
        )
        for row in CATALOG.requirements
        if row.mandatory
    )


def document(**changes) -> EvidenceDocument:
    whole = {
        "id": UUID(int=77),
        "title": "Pier Auditors report 2026",
        "issued_on": date(2026, 2, 1),
        "expires_on": date(2027, 2, 1),
        "file_name": "report.pdf",
        "size": 4096,
        "sha256": "a" * 64,
    }
    return EvidenceDocument(**(whole | changes))


def evidence() -> tuple[EvidenceDocument, ...]:
    """One for each claim."""
    return tuple(document(id=uuid5(IDS, str(row.id)), record=row.id) for row in claims())


def theft_protection(**changes) -> TheftProtection:
    whole = {
        "customer_check": CustomerCheck.OWNERS_AND_USE,
        "jailbreak_hours": 4,
        "incident_hours": 24,
        "distillation_response": "Accounts end, and the program office is told.",
        "incident_plan": "The officer on call tells the program office by phone.",
        **dict.fromkeys(
            (
                *("reseller_controls", "proxy_detection", "account_limits", "aggregate_limits"),
                *("geofencing", "jailbreak_monitoring", "distillation_detection"),
                *("distillation_terms", "insider_program", "threat_sharing"),
            ),
            Practice.YES,
        ),
    }
    return TheftProtection(**(whole | changes))


def use_case(**changes) -> UseCase:
    whole = {"name": "Triage of letters", "sector": "HEALTHCARE"}
    return UseCase(**(whole | changes))


def the_other_layers():
    """One record of each kind of the layers 2 to 5."""
    return {
        "pipelines": (pipeline(),),
        "models": (model(),),
        "theft_protection": theft_protection(),
        "security_claims": claims(),
        "evidence": evidence(),
        "use_cases": (use_case(),),
    }
