"""What has happened in a case, in words?"""

from typing import Any

from django.db.models import QuerySet

from exports_portal.accounts.roles import Agency
from exports_portal.audit.models import AuditEvent
from exports_portal.web.components import Event
from proposals.models import Proposal
from reviews.states import (
    AdjudicationCode,
    AdjudicationOutcome,
    ConsultationResponse,
    ResolutionCode,
    Severity,
    TrackKind,
    TrackOutcome,
)
from reviews.views.step_pages import TITLES

# What an applicant does to a draft is nobody's business but the applicant's.
OF_THE_DRAFT = ("proposal.start", "proposal.edit", "proposal.certify")
WORDS = {
    "proposal.submit": "Submitted",
    "proposal.answer": "The applicant answered",
    "proposal.amend": "Amendment handed in",
    "amendment.open": "Amendment opened",
    "amendment.drop": "Amendment dropped",
    "proposal.withdraw": "Withdrawn by the applicant",
    "case.assign_lead": "Case lead named",
    "case.give_back": "Lead of the case given back",
    "track.assign": "Track assigned",
    "track.give_back": "Track given back",
    "track.conclude": "Track concluded",
    "track.reopen": "Track reopened",
    "finding.raise": "Finding raised",
    "finding.resolve": "Finding resolved",
    "finding.propose": "Finding: one person proposes to resolve it",
    "finding.close": "Finding closed by what changed",
    "finding.reopen": "Finding open again",
    "conflict.declare": "Declaration of interest",
    "screening.queue": "Screening asked for",
    "screening.finish": "Screening finished",
    "screening.alert": "Strong hit brought to the officers",
    "screening.adjudicate": "Screening hit adjudicated",
    "screening.evidence": "Evidence of an adjudication opened",
    "evidence.attach": "Evidence attached to the draft",
    "evidence.remove": "Evidence removed from the draft",
    "evidence.put_back": "Evidence put back into the draft",
    "evidence.open": "Evidence of the dossier opened",
    "consultation.answer": "Agency answered",
    "letter.issue": "Decision letter issued",
    "letter.download": "Decision letter opened",
} | {f"proposal.{step}": title for step, title in TITLES.items()}
LABELS: dict[Any, str] = {
    code: str(label)
    for kind in (
        TrackKind,
        TrackOutcome,
        Severity,
        AdjudicationOutcome,
        AdjudicationCode,
        ConsultationResponse,
        ResolutionCode,
        Agency,
    )
    for code, label in kind.choices
}
# What of an event's data is said, in this order, and under which name.
SAID = {
    "note": "",
    "track": "Track: ",
    "agency": "Agency: ",
    "severity": "Severity: ",
    "outcome": "Outcome: ",
    "code": "Because: ",
    "response": "Answer: ",
    "reason": "",
    "parties": "Parties: ",
    "hits": "Hits: ",
    "entry": "List entry: ",
}


def events_about(proposal: Proposal) -> QuerySet[AuditEvent]:
    """The newest first."""
    about = AuditEvent.objects.about(proposal).exclude(verb__in=OF_THE_DRAFT)
    return about.order_by("-id")


def in_words(event: AuditEvent) -> Event:
    what = WORDS.get(event.verb, event.verb.replace(".", ": ").replace("_", " ").capitalize())
    found = [(label, event.data[name]) for name, label in SAID.items() if event.data.get(name)]
    said = [f"{label}{LABELS.get(value, value)}" for label, value in found]
    summary = [event.summary] if event.summary else []
    return Event(event.at, what, event.actor_label, "\n".join([*summary, *said]))
