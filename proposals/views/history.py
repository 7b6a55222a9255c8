"""What happened to a proposal, in the applicant's words?

Only what is named here is shown: the trail also holds what officers found, screened and heard.
"""

from collections.abc import Iterable, Iterator

from exports_portal.audit.models import AuditEvent
from exports_portal.audit.recording import THE_PORTAL
from exports_portal.web.components import Event
from proposals.models import Proposal
from proposals.rules.places import Section
from proposals.views.navigation import TITLES

PROGRAM_OFFICE = "Program office"
SHOWN_EVENTS = 60

BY_APPLICANT = {
    "proposal.start": "Draft started",
    "proposal.edit": "Section saved",
    "proposal.import": "File imported",
    "proposal.ask_to_sign": "Members asked to sign",
    "proposal.certify": "Certifications signed",
    "evidence.attach": "Evidence attached",
    "evidence.remove": "Evidence removed",
    "evidence.put_back": "Evidence put back",
    "proposal.submit": "Submitted",
    "amendment.open": "Amendment opened",
    "amendment.drop": "Amendment dropped",
    "proposal.amend": "Amendment handed in",
    "proposal.answer": "Question answered",
    "proposal.withdraw": "Withdrawn",
}
BY_PROGRAM_OFFICE = {
    "proposal.accept": "Accepted for review",
    "proposal.return_incomplete": "Returned to you as incomplete",
    "proposal.ask": "Information requested",
    "proposal.complete": "Review finished, awaiting determination",
    "proposal.designate": "Designated",
    "proposal.decline": "Not designated",
    "proposal.reopen": "Determination reopened",
    "proposal.suspend": "Designation suspended",
    "proposal.reinstate": "Suspension lifted",
    "proposal.terminate": "Designation terminated",
    "proposal.lapse": "Designation lapsed",
    "letter.issue": "Determination letter issued",
}
# Steps whose note was written for the applicant, and is mailed to them.
NOTES_FOR_APPLICANT = frozenset(
    {
        "proposal.return_incomplete",
        "proposal.withdraw",
        "amendment.open",
        "proposal.suspend",
        "proposal.reinstate",
        "proposal.terminate",
        "proposal.lapse",
    }
)
WITH_A_REASON = NOTES_FOR_APPLICANT - {
    *("proposal.return_incomplete", "proposal.withdraw", "amendment.open")
}


def history(proposal: Proposal, *, with_notes: bool) -> list[Event]:
    """Newest first; a section saved again and again by one person is one line."""
    events = (
        AuditEvent.objects.about(proposal)
        .filter(verb__in=[*BY_APPLICANT, *BY_PROGRAM_OFFICE])
        .select_related("actor")
        .order_by("-id")[:SHOWN_EVENTS]
    )
    return [_event(event, with_notes=with_notes) for event in _without_repeats(events)]


def last_note(proposal: Proposal, verb: str) -> str:
    """What was written to the applicant with the latest step of this kind."""
    event = AuditEvent.objects.about(proposal).filter(verb=verb).order_by("-id").first()
    return str(event.data.get("note", "")) if event else ""


def last_saved(proposal: Proposal, section: Section) -> Event | None:
    """Who saved this section last, and when."""
    saved = AuditEvent.objects.about(proposal).filter(verb="proposal.edit")
    event = (
        saved.filter(data__section=section.value).select_related("actor").order_by("-id").first()
    )
    return _event(event, with_notes=False) if event else None


def _without_repeats(events: Iterable[AuditEvent]) -> Iterator[AuditEvent]:
    previous: tuple[object, ...] = ()
    for event in events:
        described = (event.verb, event.actor_id, event.data.get("section"))
        if event.verb != "proposal.edit" or described != previous:
            yield event
        previous = described


def _event(event: AuditEvent, *, with_notes: bool) -> Event:
    by_applicant = event.verb in BY_APPLICANT and event.actor_label != THE_PORTAL
    shows_note = with_notes and event.verb in NOTES_FOR_APPLICANT and not _is_for_officers(event)
    return Event(
        at=event.at,
        what=_words(event),
        who=str(event.actor or event.actor_label) if by_applicant else PROGRAM_OFFICE,
        note=str(event.data.get("note", "")) if shows_note else "",
    )


def _is_for_officers(event: AuditEvent) -> bool:
    """Before reasons were kept apart from notes, the note of such a step was the reason itself."""
    return event.verb in WITH_A_REASON and "reason" not in event.data


def _words(event: AuditEvent) -> str:
    words = (BY_APPLICANT | BY_PROGRAM_OFFICE)[event.verb]
    section = event.data.get("section")
    return f"{words}: {TITLES[Section(section)]}" if section else words
