"""Which security measures does the consortium claim, by which framework, and until when?

Domains, levels and assessors: domain.md 7.1, SecurityControlClaim.
"""

from enum import StrEnum

from proposals.content.meanings import Known
from proposals.content.saying import Audience, Record, kind, say
from proposals.content.sections import Section
from proposals.content.types import Day, Line, PartyName, Requirement, ShortNote, Statement


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


class AnswerStatus(StrEnum):
    """How a claim answers its requirement. What was not said is no answer."""

    NOT_STATED = "NOT_STATED"
    IN_PLACE = "IN_PLACE"
    PLANNED = "PLANNED"
    NOT_APPLICABLE = "NOT_APPLICABLE"

    @property
    def label(self) -> str:
        return ANSWER_LABELS[self]


ANSWER_LABELS = {
    AnswerStatus.NOT_STATED: "Not said yet",
    AnswerStatus.IN_PLACE: "In place",
    AnswerStatus.PLANNED: "Planned",
    AnswerStatus.NOT_APPLICABLE: "Does not apply",
}


@kind(Section.SECURITY, legend="Claim", plural="Security claims", unspoken=("domain",))
class SecurityClaim(Record):
    """What is claimed in one domain. Each member reads it; the public does not."""

    domain: ControlDomain = say("Domain", audience=Audience.CONSORTIUM)
    requirement: Requirement = say(
        "Requirement",
        help="The requirement of the catalog that this answers. It must be of the same domain.",
        audience=Audience.CONSORTIUM,
        source="The security control catalog, program default, not published text",
        default="",
    )
    status: AnswerStatus = say(
        "Answer", audience=Audience.CONSORTIUM, default=AnswerStatus.NOT_STATED
    )
    planned_for: Day | None = say(
        "In place by",
        help="For what is planned.",
        audience=Audience.CONSORTIUM,
        default=None,
    )
    not_applicable_reason: ShortNote = say(
        "Why it does not apply",
        help="For what does not apply. A person of the program office reads it.",
        called="why a requirement does not apply ({0.domain.label})",
        audience=Audience.CONSORTIUM,
        lines=2,
        default="",
    )
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
    assessor_name: PartyName = say(
        "Name of the assessor",
        help="The organization that wrote the report. It is screened.",
        called="the name of an assessor, “{0.assessor_name}”",
        is_name=True,
        audience=Audience.CONSORTIUM,
        default="",
    )
    report_date: Day | None = say("Date of the report", audience=Audience.CONSORTIUM, default=None)
    expires_on: Day | None = say(
        "The assessment ends on", audience=Audience.CONSORTIUM, default=None
    )

    def heading(self) -> str:
        return (
            f"{self.domain.label} ({self.requirement})" if self.requirement else self.domain.label
        )

    @property
    def is_planned(self) -> bool:
        return self.status is AnswerStatus.PLANNED

    def problems(self, known: Known) -> dict[str, str]:
        """What a status asks besides, and days that cannot be."""
        found = {}
        if self.requirement and self.requirement.partition(".")[0] != self.domain:
            found["requirement"] = f"Choose a requirement of the domain “{self.domain.label}”."
        if self.status is AnswerStatus.PLANNED and self.planned_for is None:
            found["planned_for"] = "Say by which day it will be in place."
        if self.status is AnswerStatus.NOT_APPLICABLE and not self.not_applicable_reason.strip():
            found["not_applicable_reason"] = "Say why it does not apply."
        if self.report_date and self.expires_on and self.expires_on < self.report_date:
            found["expires_on"] = "An assessment ends after its report was written."
        return found
