"""Which security measures does the consortium claim, by which framework, and until when?

Domains, levels and assessors: domain.md 7.1, SecurityControlClaim.
"""

from enum import StrEnum

from proposals.content.saying import Audience, Record, kind, say
from proposals.content.sections import Section
from proposals.content.types import Day, Line, Statement


class ControlDomain(StrEnum):
    GOVERNANCE = "GOVERNANCE"
    PHYSICAL = "PHYSICAL"
    NETWORK = "NETWORK"
    IDENTITY = "IDENTITY"
    WEIGHT_CUSTODY = "WEIGHT_CUSTODY"
    SUPPLY_CHAIN = "SUPPLY_CHAIN"
    PERSONNEL = "PERSONNEL"
    KYC_ENDUSER = "KYC_ENDUSER"
    REMOTE_ACCESS = "REMOTE_ACCESS"
    ANTI_DISTILLATION = "ANTI_DISTILLATION"
    LOGGING = "LOGGING"
    INCIDENT_RESPONSE = "INCIDENT_RESPONSE"
    RESIDENCY = "RESIDENCY"
    ATTESTATION = "ATTESTATION"
    CHIP_LOCATION = "CHIP_LOCATION"

    @property
    def label(self) -> str:
        return DOMAIN_LABELS[self]


DOMAIN_LABELS = {
    ControlDomain.GOVERNANCE: "Governance",
    ControlDomain.PHYSICAL: "Physical security",
    ControlDomain.NETWORK: "Network security",
    ControlDomain.IDENTITY: "Identity and access",
    ControlDomain.WEIGHT_CUSTODY: "Custody of model weights",
    ControlDomain.SUPPLY_CHAIN: "Supply chain",
    ControlDomain.PERSONNEL: "Personnel",
    ControlDomain.KYC_ENDUSER: "Know your customer and end users",
    ControlDomain.REMOTE_ACCESS: "Remote access",
    ControlDomain.ANTI_DISTILLATION: "Protection against distillation",
    ControlDomain.LOGGING: "Logging and monitoring",
    ControlDomain.INCIDENT_RESPONSE: "Incident response",
    ControlDomain.RESIDENCY: "Data residency",
    ControlDomain.ATTESTATION: "Attestation",
    ControlDomain.CHIP_LOCATION: "Location of chips",
}


class SecurityLevel(StrEnum):
    """Security levels for model weights (RAND, Securing AI Model Weights, 2024)."""

    SL1 = "SL1"
    SL2 = "SL2"
    SL3 = "SL3"
    SL4 = "SL4"
    SL5 = "SL5"
    NONE = "NONE"

    @property
    def label(self) -> str:
        return "No level is claimed" if self is SecurityLevel.NONE else self.value


class Assessor(StrEnum):
    SELF = "SELF"
    THIRD_PARTY = "THIRD_PARTY"
    GOVERNMENT = "GOVERNMENT"

    @property
    def label(self) -> str:
        return {"SELF": "The claimant", "THIRD_PARTY": "A third party"}.get(
            self.value, "A government"
        )


@kind(Section.SECURITY, legend="Claim", plural="Security claims", unspoken=("domain",))
class SecurityClaim(Record):
    """What is claimed in one domain. Each member reads it; the public does not."""

    domain: ControlDomain = say("Domain", audience=Audience.CONSORTIUM)
    claim: Statement = say(
        "What is done",
        help="What is in place, where, and how it is checked.",
        called="a security claim ({0.domain.label})",
        audience=Audience.CONSORTIUM,
    )
    framework_ref: Line = say(
        "Framework",
        help="For example ISO/IEC 27001:2022 A.8.3, NIST SP 800-53 AC-3.",
        audience=Audience.CONSORTIUM,
        default="",
    )
    target_level: SecurityLevel = say(
        "Level that it aims at", audience=Audience.CONSORTIUM, default=SecurityLevel.NONE
    )
    assessor: Assessor = say("Assessed by", audience=Audience.CONSORTIUM, default=Assessor.SELF)
    expires_on: Day | None = say(
        "The assessment ends on", audience=Audience.CONSORTIUM, default=None
    )

    def heading(self) -> str:
        return self.domain.label
