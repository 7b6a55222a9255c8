"""What must hold before a proposal may take a step, and what is missing when it does not?

What the review knows is asked through `settings.REVIEW_DESK`: `proposals` stands below `reviews`
and may not import it, yet the guard belongs on the transition.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from django.conf import settings
from django.utils import timezone

from proposals.content.changes import changes
from proposals.content.known import Known
from proposals.content.reading import PROGRAM_OFFICE
from proposals.snapshot import blocking_findings, content_of

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from proposals.models import Proposal, ProposalVersion


class ReviewDesk(Protocol):
    """What the review must be able to say about a proposal: sentences, none when all is well."""

    def completeness_gaps(self, proposal: "Proposal") -> list[str]: ...

    def decision_gaps(self, proposal: "Proposal") -> list[str]: ...

    def lead_gaps(self, proposal: "Proposal") -> list[str]: ...

    def list_gaps(self) -> list[str]: ...

    def standing_gaps(self, proposal: "Proposal") -> list[str]: ...

    def open_questions(self, proposal: "Proposal") -> list[str]: ...

    def objections(self, proposal: "Proposal", user: "User") -> list[str]: ...

    def decider_objections(self, proposal: "Proposal", user: "User") -> list[str]: ...


def review_desk() -> ReviewDesk:
    """The desk that answers for the review of proposals."""
    return cast("ReviewDesk", import_module(settings.REVIEW_DESK))


class ReviewIntake(Protocol):
    """What the review does with a version that takes the place of another, in one transaction."""

    def take_in(self, before: "ProposalVersion", after: "ProposalVersion") -> list[str]: ...


def review_intake() -> ReviewIntake:
    """Who carries a review over to the next version (decision 3)."""
    return cast("ReviewIntake", import_module(settings.REVIEW_INTAKE))


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition of a transition. `missing` gives a sentence for each thing that is missing."""

    summary: str
    missing: Callable[["Proposal"], list[str]]

    def __call__(self, proposal: "Proposal") -> bool:
        return (proposal.pk, self.summary) in _passed.get() or not self.missing(proposal)


# (proposal, guard) that were asked a moment ago, in the same transaction and under its lock.
_passed: ContextVar[frozenset[tuple[int, str]]] = ContextVar("passed", default=frozenset())


@contextmanager
def asked_already(proposal: "Proposal", guards: Iterable[Guard]) -> Iterator[None]:
    """These had nothing missing: the transition takes their word instead of asking again."""
    token = _passed.set(frozenset((proposal.pk, guard.summary) for guard in guards))
    try:
        yield
    finally:
        _passed.reset(token)


def _unready(proposal: "Proposal") -> list[str]:
    return [finding.message for finding in blocking_findings(proposal, as_of=timezone.now())]


def _unchanged(proposal: "Proposal") -> list[str]:
    """Why what is written is no amendment that could be handed in."""
    before = proposal.versions.first()
    if not proposal.is_amended or before is None:
        return ["No amendment is open: say first why the proposal is amended."]
    if not changes(before.content, content_of(proposal), PROGRAM_OFFICE, Known()):
        return [f"Nothing is different from version {before.number} yet."]
    return []


def _reopened_before(proposal: "Proposal") -> list[str]:
    if proposal.was_reopened:
        return ["A declined proposal can be reopened once, and this one has been."]
    return []


changes_something = Guard("an amendment is open and changes something", _unchanged)
is_ready = Guard("no readiness rule blocks", _unready)
is_complete = Guard(
    "the completeness track is concluded as satisfied, every party is screened",
    lambda proposal: review_desk().completeness_gaps(proposal),
)
is_reviewed = Guard(
    "somebody leads the case, no rule on destinations and members blocks by today's policy, no "
    "open blocking finding, every result on ownership resolved, every party screened, the list "
    "current, no unadjudicated screening hit, every track satisfied, every mandatory agency "
    "answered and none that does not concur",
    lambda proposal: review_desk().decision_gaps(proposal),
)
is_led = Guard("somebody leads the case", lambda proposal: review_desk().lead_gaps(proposal))
is_list_current = Guard(
    "a screening list is in force, confirmed within 24 h and published within 30 days or accepted "
    "for its age with a reason, no newer one waits in quarantine",
    lambda proposal: review_desk().list_gaps(),
)
is_fit_to_stand = Guard(
    "no rule on destinations and members blocks by today's policy, no open blocking finding, "
    "every result on ownership resolved, every party screened, the list current, no unadjudicated "
    "screening hit",
    lambda proposal: review_desk().standing_gaps(proposal),
)
is_answered = Guard(
    "every open question is answered", lambda proposal: review_desk().open_questions(proposal)
)
was_not_reopened = Guard("not reopened before", _reopened_before)
