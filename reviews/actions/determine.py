"""How is a case decided, and what follows from it in the same moment?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from catalog.actions import publish, set_availability
from catalog.models import Availability
from exports_portal.errors import EditConflict, InvalidInput, StepRefused
from exports_portal.policy.readers import content_threshold, snapshots_in_force
from proposals.actions.advance import advance, move, write_down
from proposals.actions.numbering import next_number
from proposals.models import Proposal, ProposalVersion
from proposals.rules.content_share import Presumption, content_share
from reviews.actions.case import hold
from reviews.actions.steps import require_nothing_internal
from reviews.answering import assessed_now
from reviews.desk import latest_version
from reviews.documents import public_findings
from reviews.freshness import list_standing
from reviews.leaks import leaks_to_public
from reviews.models import Condition, Determination, ReviewTrack, ScreeningRun
from reviews.states import (
    ConditionCategory,
    ContentBasis,
    DeterminationOutcome,
    TrackKind,
    TrackOutcome,
)

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionText:
    """A condition as the deciding official words it."""

    category: ConditionCategory
    text: str
    due_on: date | None = None


@transaction.atomic
def as_read(
    decide: Callable[..., Determination],
    proposal: Proposal,
    *,
    version: str,
    by: "User",
    **said: Any,
) -> Determination:
    """Decide on the version whose number stood on the page; `decide` is one of the two below.

    EditConflict where an amendment has taken its place since, however far the review came with it.
    """
    latest = latest_version(hold(proposal))
    if latest is None or version != str(latest.number):
        number = latest.number if latest else 0
        raise EditConflict(
            f"The page was about another version: the case is about version {number} now. Read "
            "what changed, then write the decision again."
        )
    return decide(proposal, by=by, **said)


@transaction.atomic
def designate(
    proposal: Proposal,
    *,
    rationale: str,
    content_basis: ContentBasis,
    conditions: Sequence[ConditionText] = (),
    by: "User",
) -> Determination:
    """Designate the package and copy its public half to the catalog: both, or neither.

    Raises StepRefused with everything that is missing, or when a public text is confidential.
    """
    taken = move(proposal, "designate", by=by)
    determination = _determine(
        taken.proposal, DeterminationOutcome.DESIGNATED, rationale, content_basis, conditions, by
    )
    assert determination.designation_number is not None  # noqa: S101  every designation has one
    publish(
        determination.version,
        designation_number=determination.designation_number,
        conditions=[{"category": c.category.label, "text": c.text} for c in conditions],
        by=by,
    )
    write_down(taken)
    return determination


@transaction.atomic
def decline(
    proposal: Proposal, *, rationale: str, content_basis: ContentBasis, by: "User"
) -> Determination:
    """Decline to designate the package, with the rationale that stands in the letter."""
    moved = advance(proposal, "decline", by=by)
    return _determine(moved, DeterminationOutcome.DECLINED, rationale, content_basis, (), by)


# What the catalog says after each step that follows a designation.
AVAILABILITY_AFTER = {
    "suspend": Availability.SUSPENDED,
    "reinstate": Availability.AVAILABLE,
    "terminate": Availability.WITHDRAWN,
    "lapse": Availability.WITHDRAWN,
}


@transaction.atomic
def supervise(
    proposal: Proposal,
    step: str,
    *,
    reason: str,
    for_applicant: str = "",
    by: "User | None",
) -> Proposal:
    """Suspend, reinstate, terminate or let lapse; the catalog says so in the same moment.

    `reason` is for officers; the applicant reads `for_applicant` and nothing else. `by=None`: the
    portal itself suspends, where the screening policy says so.
    """
    if not reason.strip():
        raise InvalidInput(fields={"reason": ["Give the reason: officers read it."]})
    if step not in AVAILABILITY_AFTER:
        raise StepRefused(f"“{step}” is not a step that follows a designation.")
    require_nothing_internal(proposal, for_applicant, "for_applicant")
    moved = advance(proposal, step, by=by, note=for_applicant.strip(), reason=reason)
    set_availability(moved.catalog_entry, AVAILABILITY_AFTER[step], by=by)
    return moved


@transaction.atomic
def reopen(proposal: Proposal, *, reason: str, by: "User") -> Proposal:
    """Reconsider a declined proposal, once."""
    if not reason.strip():
        raise InvalidInput(fields={"reason": ["Give the reason: officers read it."]})
    return advance(proposal, "reopen", by=by, note=reason)


def _determine(
    proposal: Proposal,
    outcome: DeterminationOutcome,
    rationale: str,
    content_basis: ContentBasis,
    conditions: Sequence[ConditionText],
    by: "User",
) -> Determination:
    version = _version_to_decide(proposal, outcome, rationale, content_basis, conditions)
    determination = Determination.objects.create(
        proposal=proposal,
        version=version,
        outcome=outcome,
        designation_number=_number_of(outcome),
        rationale=rationale,
        content_basis=content_basis,
        screening_run=ScreeningRun.objects.latest_of(version),
        list_in_force=list_standing().in_force,
        policy_snapshots=_policy_of_today(),
        assessed=assessed_now(version),
        decided_by=by,
    )
    _write_conditions(determination, conditions)
    return determination


def _version_to_decide(
    proposal: Proposal,
    outcome: DeterminationOutcome,
    rationale: str,
    content_basis: ContentBasis,
    conditions: Sequence[ConditionText],
) -> ProposalVersion:
    """The version that is decided, when all that will be said of it may be said."""
    version = latest_version(proposal)
    if version is None:
        raise StepRefused("Nothing has been submitted.")
    require_public_text(version, rationale, conditions)
    designated = outcome == DeterminationOutcome.DESIGNATED
    require_true_basis(version, content_basis, designated=designated)
    if outcome == DeterminationOutcome.DECLINED:
        _require_public_findings(version)
    return version


def _number_of(outcome: DeterminationOutcome) -> str | None:
    designated = outcome == DeterminationOutcome.DESIGNATED
    return next_number("AAEP-D", at=timezone.localtime()) if designated else None


def _policy_of_today() -> list[dict[str, str | int]]:
    return [
        {"kind": ref.kind, "id": ref.id, "sha256": ref.sha256, "source_date": f"{ref.source_date}"}
        for ref in snapshots_in_force(timezone.localdate())
    ]


def _write_conditions(determination: Determination, conditions: Sequence[ConditionText]) -> None:
    Condition.objects.bulk_create(
        Condition(
            determination=determination,
            position=n,
            category=c.category,
            text=c.text,
            due_on=c.due_on,
        )
        for n, c in enumerate(conditions)
    )


def require_true_basis(version: ProposalVersion, basis: ContentBasis, *, designated: bool) -> None:
    """What the letter says of the U.S. content must hold, by the frozen figures too (R13)."""
    if designated and basis == ContentBasis.NOT_MET:
        message = "A package is designated on the presumption or on other factors: choose one."
        raise InvalidInput(message, fields={"content_basis": [message]})
    threshold = content_threshold(timezone.localdate())
    share = content_share(version.content.components, threshold)
    if basis == ContentBasis.PRESUMPTION and share.presumption is not Presumption.MET:
        message = (
            "The hardware of this version does not reach the threshold, so nothing is presumed: "
            "choose another basis."
        )
        raise InvalidInput(message, fields={"content_basis": [message]})
    if basis == ContentBasis.NOT_MET and share.presumption is Presumption.MET:
        _require_content_found_wanting(version)


def _require_content_found_wanting(version: ProposalVersion) -> None:
    """Figures that reach the threshold are contradicted by a reviewer, not by a choice alone."""
    track = ReviewTrack.objects.filter(version=version, kind=TrackKind.US_CONTENT)
    if not track.filter(outcome=TrackOutcome.NOT_SATISFIED).exists():
        message = (
            "The hardware of this version reaches the threshold, and the track “U.S. content” did "
            "not find otherwise: choose another basis, or have the track say so first."
        )
        raise InvalidInput(message, fields={"content_basis": [message]})


def _require_public_findings(version: ProposalVersion) -> None:
    """A letter that declines repeats the open findings' texts for the applicant (R36)."""
    text = "\n".join(public_findings(version.proposal, at=timezone.now()))
    if found := leaks_to_public(text, version):
        raise StepRefused(*(f"The public text of a finding repeats {label}." for label in found))


def require_public_text(
    version: ProposalVersion, rationale: str, conditions: Sequence[ConditionText]
) -> None:
    """The rationale and the conditions are read outside the Government (R36)."""
    if not rationale.strip():
        raise InvalidInput(fields={"rationale": ["Give the rationale: it stands in the letter."]})
    text = "\n".join([rationale, *(condition.text for condition in conditions)])
    if found := leaks_to_public(text, version):
        raise InvalidInput(
            fields={"rationale": [f"This text or a condition repeats {label}." for label in found]}
        )
