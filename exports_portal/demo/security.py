"""How do the packages of the demonstration keep models from being stolen? All invented."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from exports_portal.files.kinds import checked
from exports_portal.files.uploads import NewFile
from proposals.actions.drafts import SectionDraft
from proposals.actions.evidence import attach
from proposals.models import Proposal

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

KIND = "security_claims"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file of evidence and what is said of it."""

    name: str
    title: str
    issuer: str
    proves: str
    text: str


PLAN = Document(
    name="security-plan.txt",
    title="Security plan of the Lumen stack",
    issuer="Lumen Harbor Systems, Inc.",
    proves="The plan that covers every layer, with the person who answers for it.",
    text="Who answers for what, which networks are apart, who may enter, and what is logged.",
)
TEST = Document(
    name="custody-test.txt",
    title="Report of a test of the custody of weights",
    issuer="Pier Nine Assurance, LLC",
    proves="Two people, an encrypted store, and an alarm before a copy could leave.",
    text="Two testers tried for ten days to copy weights alone. The alarm came after 40 MB.",
)
RECORDS = Document(
    name="registers.txt",
    title="Extract of the registers",
    issuer="Lumen Harbor Systems, Inc.",
    proves="The registers are kept: serial numbers, customers, who was let in, who left.",
    text="One line for each accelerator, customer and visitor of the last quarter, without names.",
)
# Requirement of the control catalog -> what is done, and the document that proves it.
CLAIMS: dict[str, tuple[str, Document]] = {
    "GOVERNANCE.1": ("The head of security answers for the plan and reports each quarter.", PLAN),
    "PHYSICAL.1": (
        "A guarded door with a list; each entry is in a register.",
        RECORDS,
    ),
    "NETWORK.1": ("Weights lie in a network of their own, behind a gateway that logs.", TEST),
    "NETWORK.2": ("At most 1 GB a day leaves that network; an alarm comes at 40 MB.", TEST),
    "IDENTITY.1": ("Administrators sign in with a hardware key, everywhere.", PLAN),
    "IDENTITY.2": (
        "Access is given for 90 days and ends with the last day of work.",
        RECORDS,
    ),
    "WEIGHT_CUSTODY.1": ("Four copies are listed, each with a place and a person.", RECORDS),
    "WEIGHT_CUSTODY.2": ("Each copy is encrypted; the keys are in modules of the buyer.", TEST),
    "WEIGHT_CUSTODY.3": ("Two of nine engineers must agree; both are recorded.", TEST),
    "SUPPLY_CHAIN.1": ("Software and models have a bill of materials with each release.", PLAN),
    "PERSONNEL.1": ("Vetted before they begin, and again every two years.", RECORDS),
    "PERSONNEL.2": ("Odd access is looked for each night; reports are taken without a name.", PLAN),
    "KYC_ENDUSER.1": ("Customers and their owners are screened before and every 90 days.", RECORDS),
    "KYC_ENDUSER.2": ("There are no resellers; the contract forbids them.", PLAN),
    "KYC_ENDUSER.3": ("A checklist of red flags is filled in and kept for each shipment.", RECORDS),
    "KYC_ENDUSER.4": ("The headquarters of each customer and parent are in the register.", RECORDS),
    "REMOTE_ACCESS.1": ("Addresses are matched with countries; barred ones are refused.", TEST),
    "REMOTE_ACCESS.3": ("Administrators come in through one gateway that records them.", PLAN),
    "ANTI_DISTILLATION.1": (
        "Accounts with one card, network or rhythm count as one.",
        TEST,
    ),
    "ANTI_DISTILLATION.2": ("Limits a minute and a day, for an account and for a customer.", PLAN),
    "ANTI_DISTILLATION.3": ("Attempts are scored; somebody looks within four hours.", TEST),
    "LOGGING.1": ("Logs go to a store that administrators can read and not change.", PLAN),
    "INCIDENT_RESPONSE.1": ("The buyer and the program office are told within 24 hours.", PLAN),
    "RESIDENCY.1": ("Records stay in the country of the site; the contract says so.", PLAN),
    "RESIDENCY.2": ("The package holds no bulk data of U.S. persons; the intake refuses it.", PLAN),
    "CHIP_LOCATION.1": ("Serial numbers are read by machine each month, site by site.", RECORDS),
}
THEFT: dict[str, Any] = {
    "customer_check": "OWNERS_AND_USE",
    "reseller_controls": "NOT_APPLICABLE",
    "proxy_detection": "YES",
    "accounts_detail": "Card, network, device and rhythm of use are compared each hour.",
    "account_limits": "YES",
    "aggregate_limits": "YES",
    "geofencing": "YES",
    "jailbreak_monitoring": "YES",
    "jailbreak_hours": 4,
    "distillation_detection": "PARTLY",
    "distillation_terms": "YES",
    "distillation_response": "Limits at once, the account ends within a day, a notice follows.",
    "insider_program": "YES",
    "incident_hours": 24,
    "incident_plan": "The duty officer tells the buyer, then the program office.",
    "threat_sharing": "PARTLY",
}
DAYS_AGO, DAYS_VALID = 60, 500


def security_section(gaps: Collection[str] = ()) -> SectionDraft:
    """The answers and the claims, without those on the requirements in `gaps`."""
    rows = [
        {
            "domain": code.partition(".")[0],
            "requirement": code,
            "status": "IN_PLACE",
            "claim": what,
            "target_level": "SL3",
            "assessor": "THIRD_PARTY" if document is TEST else "SELF",
            "assessor_name": TEST.issuer if document is TEST else "",
        }
        for code, (what, document) in CLAIMS.items()
        if code not in gaps
    ]
    return SectionDraft(values=THEFT, rows=rows)


def attach_evidence(proposal: Proposal, *, by: "User") -> None:
    """Each claim gets the document that proves it."""
    for claim in proposal.records.filter(kind=KIND, removed_at=None):
        _, document = CLAIMS[claim.data["requirement"]]
        attach(proposal, claim.pk, file=_file(document), stated=_stated(document), by=by)


def _file(document: Document) -> Any:
    lines = (document.title, document.issuer, document.text, "Invented for a demonstration.", "")
    return checked(NewFile(name=document.name, content="\n".join(lines).encode()))


def _stated(document: Document) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "title": document.title,
        "proves": document.proves,
        "issuer": document.issuer,
        "issued_on": today - timedelta(days=DAYS_AGO),
        "expires_on": today + timedelta(days=DAYS_VALID),
    }
