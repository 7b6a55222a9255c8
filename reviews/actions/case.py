"""How does a case open, and how do officers work on its tracks and findings?"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.roles import CASE_WORKERS, Role
from exports_portal.audit.recording import record
from exports_portal.errors import EditConflict, InvalidInput, NotPermitted, StepRefused
from proposals.models import Proposal, ProposalVersion
from proposals.states import UNDER_REVIEW
from reviews.actions.answers import Given, take_answers
from reviews.actions.counting import recount
from reviews.actions.screening import queue_screening
from reviews.desk import latest_version, objections
from reviews.models import ConflictDeclaration, Finding, ReviewCase, ReviewTrack, ScreeningRun
from reviews.permissions import ASSIGNERS, TRACK_ROLES, require_case_worker, require_role
from reviews.states import Severity, TrackKind, TrackOutcome

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


@transaction.atomic
def receive(version: ProposalVersion) -> ScreeningRun:
    """Begin the review of a submitted version: completeness track and screening. Twice is once.

    The row of the case is there already: the database makes it with the proposal's number.
    """
    hold(version.proposal)
    ReviewTrack.objects.get_or_create(
        version=version, kind=TrackKind.COMPLETENESS, defaults={"proposal": version.proposal}
    )
    existing = ScreeningRun.objects.latest_of(version)
    return existing or queue_screening(version, basis=_screening_before(version))


def _screening_before(version: ProposalVersion) -> ScreeningRun | None:
    """The last finished one of an earlier version: whoever did not change is not screened anew."""
    earlier = ScreeningRun.objects.filter(version__proposal=version.proposal)
    return earlier.exclude(finished_at=None).order_by("-pk").first()


@transaction.atomic
def assign_track(track: ReviewTrack, *, to: "User | None", due_on: date | None, by: "User") -> None:
    """Say who examines a track, and until when. `to=None` takes it back."""
    hold(track.proposal)
    require_role(track.proposal, by, *ASSIGNERS)
    if to is not None and not to.has_role(*TRACK_ROLES[track.kind]):
        raise InvalidInput(fields={"assignee": [f"{to} does not have the role for this track."]})
    track.assignee = to
    track.due_on = due_on
    track.save(update_fields=["assignee", "due_on"])
    recount(track.proposal_id)
    record(
        "track.assign", by=by, subject=track.proposal, track=track.kind, to=to.pk if to else None
    )


@transaction.atomic
def assign_lead(proposal: Proposal, *, to: "User", by: "User") -> None:
    """Name the case lead."""
    hold(proposal)
    require_role(proposal, by, *ASSIGNERS)
    if not to.has_role(Role.CASE_LEAD):
        raise InvalidInput(fields={"lead": [f"{to} is not a case lead."]})
    if not ReviewCase.objects.filter(proposal=proposal).update(lead=to):
        raise StepRefused("The case of this proposal is not open yet.")
    record("case.assign_lead", by=by, subject=proposal, to=to.pk)


@transaction.atomic
def conclude_track(
    track: ReviewTrack,
    *,
    outcome: TrackOutcome,
    comment: str,
    by: "User",
    answers: Mapping[str, Given] | None = None,
    version: int | None = None,
) -> None:
    """Conclude a track, with the reason.

    `answers`: why it is satisfied over what stands against it, and what was found in the evidence,
    by the digest of each row.
    `version`: the number of the version that the page was about; EditConflict where it is another.
    """
    proposal = _require_open_track(track, by)
    _require_read(track, version)
    if not comment.strip():
        raise InvalidInput(fields={"comment": ["Say what you examined and why you conclude so."]})
    if outcome == TrackOutcome.SATISFIED:
        take_answers(track, answers or {}, by=by)
    _note_objection(track, outcome, by)
    track.outcome, track.comment = outcome, comment
    track.concluded_by, track.concluded_at = by, timezone.now()
    track.save()
    recount(proposal.pk)
    _record_conclusion(track, by)


def _require_open_track(track: ReviewTrack, by: "User") -> Proposal:
    proposal = hold(track.proposal)
    require_under_review(proposal)
    require_latest(track, proposal)
    require_role(proposal, by, *TRACK_ROLES[track.kind])
    track.refresh_from_db()
    if track.is_concluded:
        raise StepRefused(f"The track “{track}” is concluded already; reopen it to change it.")
    return proposal


def _require_read(track: ReviewTrack, version: int | None) -> None:
    number = track.version.number
    if version is not None and version != number:
        raise EditConflict(
            f"The page was about another version: the case is about version {number} now. Read "
            "what changed, then conclude the track."
        )


def _record_conclusion(track: ReviewTrack, by: "User") -> None:
    record(
        "track.conclude",
        by=by,
        subject=track.proposal,
        track=track.kind,
        outcome=str(track.outcome),
        comment=track.comment,
        answered=[str(answer) for answer in track.answers.that_count()],
    )


@transaction.atomic
def reopen_track(track: ReviewTrack, *, by: "User") -> None:
    """Undo a conclusion while the case is under review. The comment stays for the next one.

    Who found a track not satisfied is kept: it takes them, or a second person, to find otherwise.
    """
    proposal = hold(track.proposal)
    require_under_review(proposal)
    require_latest(track, proposal)
    require_role(proposal, by, *TRACK_ROLES[track.kind])
    track.refresh_from_db()
    if not track.is_concluded:
        raise StepRefused(f"The track “{track}” is open already.")
    if track.outcome == TrackOutcome.NOT_SATISFIED and track.objected_by is None:
        track.objected_by = track.concluded_by
    track.outcome, track.concluded_by, track.concluded_at = "", None, None
    track.reopened_by = by
    track.save()
    recount(proposal.pk)
    record("track.reopen", by=by, subject=proposal, track=track.kind)


@transaction.atomic
def raise_finding(
    proposal: Proposal,
    *,
    track: ReviewTrack | None,
    severity: Severity,
    text_public: str,
    text_internal: str,
    by: "User",
) -> Finding:
    """Note something that was found. A blocking finding stops the decision until it is resolved."""
    hold(proposal)
    require_case_worker(proposal, by)
    if not (text_public.strip() or text_internal.strip()):
        raise InvalidInput(fields={"text_internal": ["Say what you found."]})
    finding = Finding.objects.create(
        proposal=proposal,
        track=track,
        severity=severity,
        text_public=text_public,
        text_internal=text_internal,
        raised_by=by,
    )
    record("finding.raise", by=by, subject=proposal, finding=finding.pk, severity=str(severity))
    return finding


@transaction.atomic
def declare_conflict(
    proposal: Proposal, *, has_conflict: bool, note: str, by: "User"
) -> ConflictDeclaration:
    """Declare whether one has an interest in the case.

    To say that a declared conflict is gone takes a note and lifts nothing: `lift_conflict` does.
    """
    hold(proposal)
    if not by.has_role(*CASE_WORKERS, Role.AGENCY_CONSULTANT):
        raise NotPermitted("Only those who work on cases declare conflicts.")
    if has_conflict and not note.strip():
        raise InvalidInput(fields={"note": ["Say what the conflict is."]})
    if not has_conflict and not note.strip() and objections(proposal, by):
        raise InvalidInput(fields={"note": ["Say why the conflict you declared is gone."]})
    declaration = ConflictDeclaration.objects.create(
        proposal=proposal, user=by, has_conflict=has_conflict, note=note
    )
    record("conflict.declare", by=by, subject=proposal, has_conflict=has_conflict)
    return declaration


@transaction.atomic
def lift_conflict(declaration: ConflictDeclaration, *, note: str, by: "User") -> None:
    """Let somebody work on the case again who has said why their conflict is gone.

    Lifts every conflict that they declared in it. Never by themselves: it takes a case lead.
    """
    proposal = hold(declaration.proposal)
    require_role(proposal, by, Role.CASE_LEAD)
    declared = ConflictDeclaration.objects.filter(proposal=proposal, user=declaration.user)
    latest, standing = declared.first(), declared.filter(has_conflict=True, lifted_at=None)
    if latest is None or not standing:
        raise StepRefused(f"{declaration.user} has no conflict in this case that could be lifted.")
    if latest.has_conflict:
        raise StepRefused(f"{declaration.user} has not said that the conflict is gone, and why.")
    if not note.strip():
        raise InvalidInput(fields={"note": ["Say what you checked, and why it is gone."]})
    standing.update(lifted_by=by, lifted_at=timezone.now(), lifted_note=note)
    record("conflict.lift", by=by, subject=proposal, of=declaration.user.pk)


def hold(proposal: Proposal) -> Proposal:
    """Lock the proposal, so that what the guards of the review read cannot change under them.

    Whatever changes what a guard or `objections` reads does this first. Only then, and only to
    hand in or to issue, are other rows locked (consortium and members, a determination); the audit
    trail comes last. A worker that screens locks its run and its party, and never waits for a case.
    """
    return Proposal.objects.held(proposal.pk)


def _note_objection(track: ReviewTrack, outcome: TrackOutcome, by: "User") -> None:
    """ "Not satisfied" is taken back by whoever said it, or by two people who open and conclude."""
    if outcome == TrackOutcome.NOT_SATISFIED:
        return
    objector, opener = track.objected_by_id, track.reopened_by_id
    if objector not in (None, by.pk) and opener is None:
        raise StepRefused(
            f"{track.objected_by} found this track not satisfied before the proposal was amended: "
            "they have to conclude it as satisfied. Or one person confirms that it is not "
            "satisfied, another opens it again, and not that one concludes it."
        )
    if objector not in (None, by.pk) and by.pk == opener:
        raise StepRefused(
            f"{track.objected_by} found this track not satisfied and you opened it again: they, or "
            "a third person, have to conclude it as satisfied."
        )
    track.objected_by = None


def require_latest(track: ReviewTrack, proposal: Proposal) -> None:
    if latest_version(proposal) != track.version:
        raise StepRefused(f"The track “{track}” was about an earlier version.")


def require_under_review(proposal: Proposal) -> None:
    if proposal.state not in UNDER_REVIEW:
        raise StepRefused(
            f"This proposal is {proposal.get_state_display().lower()}: its tracks are not open."
        )
