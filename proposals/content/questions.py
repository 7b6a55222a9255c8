"""What does the consortium do against theft of its models? Structured questions.

Recommended disclosures (domain.md 5): no text that was read asks them of an applicant. "Not known
yet" is an answer that a draft may have; no rule takes it for a good one.
"""

from enum import StrEnum
from typing import Annotated

from proposals.content.meanings import Count
from proposals.content.saying import Record, kind, say
from proposals.content.sections import Section
from proposals.content.types import Note

NOT_ASKED_BY_LAW = "recommended disclosure, program default, not published text"
NSTM_4 = f"after NSTM-4, 2026-04-23; {NOT_ASKED_BY_LAW}"
NSPM_11 = f"after NSPM-11 sec. 4(c), 2026-06-05; {NOT_ASKED_BY_LAW}"
VEU = f"after the topics of 89 FR 80080, 2024-10-02; {NOT_ASKED_BY_LAW}"
RAND = f"after RAND RRA2849-1, 2024-05-30; {NOT_ASKED_BY_LAW}"
PORTAL = NOT_ASKED_BY_LAW
Hours = Annotated[int, Count(0, 8_760)]


class Practice(StrEnum):
    """Whether something is done."""

    UNKNOWN = "UNKNOWN"
    YES = "YES"
    PARTLY = "PARTLY"
    NO = "NO"
    NOT_APPLICABLE = "NOT_APPLICABLE"

    @property
    def label(self) -> str:
        return PRACTICE_LABELS[self]


PRACTICE_LABELS = {
    Practice.UNKNOWN: "Not known yet",
    Practice.YES: "Yes",
    Practice.PARTLY: "Partly",
    Practice.NO: "No",
    Practice.NOT_APPLICABLE: "Does not apply",
}


class CustomerCheck(StrEnum):
    """How well a customer is known before it gets access."""

    UNKNOWN = "UNKNOWN"
    NONE = "NONE"
    CONTACT = "CONTACT"
    IDENTITY = "IDENTITY"
    OWNERS_AND_USE = "OWNERS_AND_USE"
    NOT_APPLICABLE = "NOT_APPLICABLE"

    @property
    def label(self) -> str:
        return CHECK_LABELS[self]


CHECK_LABELS = {
    CustomerCheck.UNKNOWN: "Not known yet",
    CustomerCheck.NONE: "Not checked",
    CustomerCheck.CONTACT: "An e-mail address or a card is checked",
    CustomerCheck.IDENTITY: "The person or company is identified",
    CustomerCheck.OWNERS_AND_USE: "Identity, owners and end use are checked",
    CustomerCheck.NOT_APPLICABLE: "Does not apply: there is no remote access",
}


@kind(Section.SECURITY)
class TheftProtection(Record):
    """One record. What is asked of each model stands at the model (`ModelRecord`)."""

    customer_check: CustomerCheck = say(
        "How customers are known before they get access",
        source=VEU,
        default=CustomerCheck.UNKNOWN,
    )
    reseller_controls: Practice = say(
        "Resellers make the same checks", source=NSTM_4, default=Practice.UNKNOWN
    )
    proxy_detection: Practice = say(
        "Proxy accounts, and accounts that act together, are recognized",
        source=NSTM_4,
        default=Practice.UNKNOWN,
    )
    accounts_detail: Note = say(
        "How customers are checked and proxy accounts are found",
        called="how customers are checked and proxy accounts are found",
        source=NSTM_4,
        default="",
    )
    account_limits: Practice = say(
        "The use of one account is limited", source=PORTAL, default=Practice.UNKNOWN
    )
    aggregate_limits: Practice = say(
        "The use of all accounts of a customer together is limited",
        source=PORTAL,
        default=Practice.UNKNOWN,
    )
    geofencing: Practice = say(
        "Access from barred countries is refused, also through a proxy",
        source=f"after BIS guidance of 2025-05-13; {NOT_ASKED_BY_LAW}",
        default=Practice.UNKNOWN,
    )
    jailbreak_monitoring: Practice = say(
        "Attempts to get around the safeguards are watched for",
        source=NSTM_4,
        default=Practice.UNKNOWN,
    )
    jailbreak_hours: Hours | None = say(
        "Hours until such an attempt is answered",
        help="Leave empty if it is not known yet.",
        unit="hours",
        source=NSTM_4,
        default=None,
    )
    distillation_detection: Practice = say(
        "Copying by distillation is looked for", source=NSTM_4, default=Practice.UNKNOWN
    )
    distillation_terms: Practice = say(
        "The terms of service forbid it, and say how that is enforced",
        source=NSTM_4,
        default=Practice.UNKNOWN,
    )
    distillation_response: Note = say(
        "What follows when it is found",
        help="Limits, ended accounts, notices, takedowns, whom you tell.",
        called="what follows when distillation is found",
        source=NSTM_4,
        default="",
    )
    insider_program: Practice = say(
        "There is a program against threats from inside", source=RAND, default=Practice.UNKNOWN
    )
    incident_hours: Hours | None = say(
        "Hours until the program office is told of an incident",
        help="Leave empty if it is not known yet.",
        unit="hours",
        source=NSPM_11,
        default=None,
    )
    incident_plan: Note = say(
        "Who is told of an incident, and how",
        called="who is told of an incident",
        source=NSPM_11,
        default="",
    )
    threat_sharing: Practice = say(
        "Signs of attacks are shared",
        help="For example with the Frontier Model Forum, CAISI, or the NSA AI Security Center.",
        source=NSPM_11,
        default=Practice.UNKNOWN,
    )

    def open_questions(self) -> list[str]:
        """What is not known yet, by the names of the fields."""
        return [
            name
            for name in QUESTIONS
            if getattr(self, name) in (Practice.UNKNOWN, CustomerCheck.UNKNOWN, None, "")
        ]


# What is asked of every package; a note explains an answer and is none by itself.
QUESTIONS = (
    "customer_check",
    "reseller_controls",
    "proxy_detection",
    "account_limits",
    "aggregate_limits",
    "geofencing",
    "jailbreak_monitoring",
    "jailbreak_hours",
    "distillation_detection",
    "distillation_terms",
    "distillation_response",
    "insider_program",
    "incident_hours",
    "incident_plan",
    "threat_sharing",
)
