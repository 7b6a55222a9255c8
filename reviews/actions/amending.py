"""How does a review go on with the version of an amendment?

Named in `settings.REVIEW_INTAKE`, and called in the transaction that freezes the version: at no
moment is there a version with the conclusions of another (decision 30).
"""

from copy import copy

from django.utils import timezone

from exports_portal.audit.recording import record
from proposals.models import ProposalVersion
from proposals.rules import evaluate
from proposals.snapshot import context_of
from reviews.actions.counting import recount
from reviews.models import Consultation, Finding, ReviewTrack, TrackAnswer
from reviews.reopening import Reopening, reopening
from reviews.states import ConsultationResponse, TrackKind, TrackOutcome


def take_in(before: ProposalVersion, after: ProposalVersion) -> list[str]:
    """Tracks and agencies of the next version; what is open again, in words. The case is held.

    What the change does not touch keeps its conclusion. What says no stays a no, until whoever
    said it, or two people, say otherwise. Whoever is new is screened when the version is received.
    """
    found = _reopening(before, after)
    reopened = [one for track in before.tracks.all() if (one := _take_track(track, after, found))]
    asked = before.consultations.all()
    reopened += [one for each in asked if (one := _take_consultation(each, after, found))]
    recount(after.proposal_id)
    return reopened


def _reopening(before: ProposalVersion, after: ProposalVersion) -> Reopening:
    context = context_of(after.proposal, as_of=timezone.now())
    return reopening(
        before.content,
        after.content,
        found_before=evaluate(before.content, context),
        found_after=evaluate(after.content, context),
    )


def _take_track(track: ReviewTrack, after: ProposalVersion, found: Reopening) -> str:
    """The track of the next version; its name where it is open again."""
    fields = found.of(track.kind)
    taken = copy(track)
    taken.pk, taken.version, taken.carried_from = None, after, track
    taken._state = copy(track._state)
    taken._state.adding = True
    taken.reopened_for = "\n".join(fields)
    is_reopened = bool(fields) and track.is_concluded
    if is_reopened:
        _open(taken, track)
    taken.save(force_insert=True)
    _take_answers(track, taken)
    Finding.objects.filter(track=track).update(track=taken)
    if not is_reopened:
        return ""
    record(
        "track.reopen",
        by=None,
        subject=after.proposal,
        track=track.kind,
        reason=f"Version {after.number} changed: {'; '.join(fields)}",
    )
    return f"the track “{TrackKind(track.kind).label}”"


def _take_answers(track: ReviewTrack, taken: ReviewTrack) -> None:
    """They count where the same is computed of the new version."""
    answers = list(track.answers.last_given())
    for answer in answers:
        answer.pk, answer.track = None, taken
    TrackAnswer.objects.bulk_create(answers)


def _open(taken: ReviewTrack, before: ReviewTrack) -> None:
    """Whoever found it not satisfied is kept, as when somebody opens it by hand."""
    if before.outcome == TrackOutcome.NOT_SATISFIED and taken.objected_by is None:
        taken.objected_by = before.concluded_by
    taken.outcome, taken.concluded_by, taken.concluded_at = "", None, None
    taken.reopened_by = None


def _take_consultation(asked: Consultation, after: ProposalVersion, found: Reopening) -> str:
    """The question to the agency on the next version; its name where it is asked again."""
    fields = found.asks(asked.agency)
    taken = copy(asked)
    taken.pk, taken.version, taken.carried_from = None, after, asked
    taken._state = copy(asked._state)
    taken._state.adding = True
    taken.reopened_for = "\n".join(fields)
    is_asked_again = bool(fields) and asked.answered_at is not None
    if fields:
        # It has its whole time for what is new: nobody's silence on that counts before.
        taken.requested_at, taken.due_on = timezone.now(), None
    if is_asked_again and asked.response != ConsultationResponse.NON_CONCUR:
        taken.response, taken.comment = "", ""
        taken.answered_by, taken.answered_at = None, None
    taken.save(force_insert=True)
    return f"the question to the {asked}" if is_asked_again else ""
