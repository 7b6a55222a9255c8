"""How do officers move a case, and what opens with each step?"""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.roles import Agency, Role
from exports_portal.audit.recording import record
from exports_portal.errors import InvalidInput, NotFound, StepRefused
from proposals.actions.advance import advance, move, write_down
from proposals.models import Proposal
from proposals.states import UNDER_REVIEW
from reviews.actions.case import hold
from reviews.actions.counting import recount
from reviews.consulting import silence_counts_from
from reviews.desk import latest_version
from reviews.leaks import leaks_to_applicant
from reviews.models import Consultation, ReviewTrack, Spokesperson
from reviews.permissions import require_agency, require_role
from reviews.states import ConsultationResponse, TrackKind

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

# What an agency may answer over: it does not bind itself for good, and nobody else binds it.
AGAIN = (ConsultationResponse.NON_CONCUR, ConsultationResponse.NO_COMMENT)


@transaction.atomic
def accept(proposal: Proposal, *, by: "User") -> Proposal:
    """Accept the proposal for review; every track opens."""
    moved = advance(proposal, "accept", by=by)
    version = latest_version(moved)
    for kind in TrackKind:
        ReviewTrack.objects.get_or_create(version=version, kind=kind, defaults={"proposal": moved})
    return moved


@transaction.atomic
def return_incomplete(proposal: Proposal, *, reason: str, by: "User") -> Proposal:
    """Send the proposal back to the applicant, who reads the reason."""
    require_text(reason, "reason", "Say what is missing: the applicant reads it.")
    require_nothing_internal(proposal, reason, "reason")
    return advance(proposal, "return_incomplete", by=by, note=reason)


@transaction.atomic
def consult(proposal: Proposal, *, due_on: date | None = None, by: "User") -> Proposal:
    """Consult State, War, Energy and OSTP. Who answered on this version is not asked twice."""
    taken = move(proposal, "consult", by=by)
    moved = taken.proposal
    version = latest_version(moved)
    for agency in Agency:
        Consultation.objects.get_or_create(
            version=version, agency=agency, defaults={"proposal": moved, "due_on": due_on}
        )
    recount(moved.pk)
    return write_down(taken)


@transaction.atomic
def answer_consultation(
    consultation: Consultation, *, response: ConsultationResponse, comment: str, by: "User"
) -> None:
    """An agency's own answer, at any time, by somebody who speaks for no other agency in the case.

    It may think better of not concurring, and answers over what the lead recorded for it.
    """
    _require_open(consultation, again=_may_think_again(consultation))
    require_agency(consultation.proposal, by, consultation.agency)
    if response != ConsultationResponse.NO_COMMENT:
        require_text(comment, "comment", "Give the reasons of your agency.")
    Spokesperson.objects.get_or_create(
        proposal=consultation.proposal, user=by, defaults={"agency": consultation.agency}
    )
    _write_answer(consultation, response, comment, by)


@transaction.atomic
def record_no_comment(consultation: Consultation, *, comment: str, by: "User") -> None:
    """The case lead records that an agency sent no comment, once its time to answer is over."""
    _require_open(consultation)
    require_role(consultation.proposal, by, Role.CASE_LEAD)
    if timezone.localdate() < (first := silence_counts_from(consultation)):
        raise StepRefused(
            f"The {consultation} may still answer: no comment can be recorded from "
            f"{first:%B} {first.day}, {first.year}."
        )
    require_text(comment, "comment", "Say how and when the agency was asked.")
    _write_answer(consultation, ConsultationResponse.NO_COMMENT, comment, by)


@transaction.atomic
def send_back(proposal: Proposal, *, reason: str, by: "User") -> Proposal:
    """Back to review: somebody has to look again, and reads why."""
    require_text(reason, "reason", "Say what has to be looked at again.")
    return advance(proposal, "send_back", by=by, note=reason)


def _may_think_again(consultation: Consultation) -> tuple[ConsultationResponse, ...]:
    """What an answer was given on before an amendment, an agency may answer anew."""
    return tuple(ConsultationResponse) if consultation.carried_from_id else AGAIN


def _require_open(
    consultation: Consultation, *, again: tuple[ConsultationResponse, ...] = ()
) -> None:
    held = hold(consultation.proposal)
    consultation.refresh_from_db()
    if held.state not in UNDER_REVIEW:
        raise StepRefused(f"This proposal is {held.get_state_display().lower()}.")
    if consultation.answered_at is not None and consultation.response not in again:
        raise StepRefused(f"{consultation} has answered already.")
    if latest_version(held) != consultation.version:
        raise NotFound("This consultation was about an earlier version.")


def _write_answer(
    consultation: Consultation, response: ConsultationResponse, comment: str, by: "User"
) -> None:
    before = {"response": consultation.response, "comment": consultation.comment}
    consultation.response = response
    consultation.comment = comment
    consultation.answered_by = by
    consultation.answered_at = timezone.now()
    consultation.save()
    recount(consultation.proposal_id)
    record(
        "consultation.answer",
        by=by,
        subject=consultation.proposal,
        agency=consultation.agency,
        response=str(response),
        before=before if before["response"] else None,
    )


def require_text(text: str, field: str, message: str) -> None:
    if not text.strip():
        raise InvalidInput(message, fields={field: [message]})


def require_nothing_internal(proposal: Proposal, text: str, field: str) -> None:
    """What agencies and officers wrote for each other does not reach the applicant."""
    version = latest_version(proposal)
    found = leaks_to_applicant(text, version) if version else []
    if found:
        raise InvalidInput(fields={field: [f"This text repeats {label}." for label in found]})
