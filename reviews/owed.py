"""Who owes what to a case, since when, and by when?

What has no due date is owed as well, but nobody has said by when: it does not stand here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditEvent
from proposals.models import Proposal
from proposals.notifications import anchor_people
from proposals.states import UNDER_REVIEW, ProposalState
from reviews.due import open_consultations, open_questions, open_tracks
from reviews.models import Consultation, InformationRequest, ReviewTrack
from reviews.permissions import agencies_of, ties


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One thing that is open, in words that may stand in a mail, and where it is done.

    `kind` and `pk` name its row. No text of a question, an answer or a proposal is in here.
    """

    kind: str
    pk: int
    proposal: Proposal
    thing: str
    said: str
    since: datetime
    due_on: date
    path: str
    people: tuple[User, ...]


def owed_by(day: date) -> Iterator[Owed]:
    """What is due on this day or before it, of cases under review."""
    of_cases = {"proposal__state__in": UNDER_REVIEW, "due_on__lte": day}
    for question in open_questions().filter(
        due_on__lte=day, proposal__state=ProposalState.INFO_REQUESTED
    ):
        yield _answer(question, question.due_on)
    for consultation in open_consultations().filter(**of_cases):
        yield _consultation(consultation, consultation.due_on)
    for track in open_tracks().filter(**of_cases, assignee__is_active=True).order_by("pk"):
        yield _track(track, track.due_on)


def _answer(question: InformationRequest, due_on: date) -> Owed:
    proposal = question.proposal
    return Owed(
        kind="question",
        pk=question.pk,
        proposal=proposal,
        thing="your answer",
        said=f"The program office asked you a question on your proposal {proposal.public_id}. "
        "It is not answered, and the clock of the review stands until it is.",
        since=question.asked_at,
        due_on=due_on,
        path=reverse("cases:question", args=[proposal.pk, question.pk]),
        people=tuple(anchor_people(proposal)),
    )


def _consultation(consultation: Consultation, due_on: date) -> Owed:
    proposal = consultation.proposal
    return Owed(
        kind="consultation",
        pk=consultation.pk,
        proposal=proposal,
        thing="the answer of your agency",
        said=f"The {consultation} was consulted on {proposal.public_id} and has not answered.",
        since=consultation.requested_at,
        due_on=due_on,
        path=reverse("reviews:answer_consultation", args=[proposal.public_id, consultation.agency]),
        people=tuple(_who_answer(consultation)),
    )


def _track(track: ReviewTrack, due_on: date) -> Owed:
    proposal, person = track.proposal, track.assignee
    return Owed(
        kind="track",
        pk=track.pk,
        proposal=proposal,
        thing=f"the review track “{track}”",
        said=f"The review track “{track}” of {proposal.public_id} is assigned to you and not "
        "concluded.",
        since=_assigned_at(track),
        due_on=due_on,
        path=f"{reverse('reviews:tracks', args=[proposal.public_id])}#track-{track.kind}",
        people=(person,) if person and not ties(proposal, person) else (),
    )


def _who_answer(consultation: Consultation) -> Iterator[User]:
    """Its consultants who may answer in this case: no tie, and they spoke for no other agency."""
    people: QuerySet[User] = User.objects.filter(
        role_grants__role=Role.AGENCY_CONSULTANT,
        role_grants__agency=consultation.agency,
        is_active=True,
    )
    for person in people.distinct():
        speaks = consultation.agency in agencies_of(consultation.proposal, person)
        if speaks and not ties(consultation.proposal, person):
            yield person


def _assigned_at(track: ReviewTrack) -> datetime:
    """When it was assigned last, also if that was on an earlier version."""
    assigned = AuditEvent.objects.about(track.proposal).filter(
        verb="track.assign", data__track=track.kind
    )
    event = assigned.last()
    return event.at if event else track.version.frozen_at
