"""What can happen to a proposal? Every transition, nothing else. `actions.advance` calls them."""

from django.db import models
from django_fsm import GET_STATE, FSMField, transition

from proposals.guards import (
    changes_something,
    is_answered,
    is_complete,
    is_fit_to_stand,
    is_led,
    is_list_current,
    is_ready,
    is_reviewed,
    was_not_reopened,
)
from proposals.permissions import (
    may_answer,
    may_ask,
    may_check_completeness,
    may_decide,
    may_lead,
    may_send_back,
    may_submit,
    may_supervise,
    may_suspend,
    may_withdraw,
)
from proposals.states import OPEN, UNDER_REVIEW
from proposals.states import ProposalState as State


class ProposalWorkflow(models.Model):
    """The life of a proposal."""

    state = FSMField(choices=State.choices, default=State.DRAFT, protected=True, db_index=True)
    # Where an information request interrupted the review, so that the answer leads back there.
    resume_state = models.CharField(
        max_length=50, choices=State.choices, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @transition(
        state,
        source=[State.DRAFT, State.RETURNED],
        target=State.SUBMITTED,
        permission=may_submit,
        conditions=[is_ready],
    )
    def submit(self) -> None:
        """The anchor signatory hands in the proposal; a version is frozen."""

    @transition(
        state,
        source=list(UNDER_REVIEW),
        target=None,
        permission=may_submit,
        conditions=[changes_something, is_ready],
    )
    def amend(self) -> None:
        """The anchor signatory hands in an amendment; the review goes on with the new version."""

    @transition(
        state,
        source=State.SUBMITTED,
        target=State.IN_REVIEW,
        permission=may_check_completeness,
        conditions=[is_complete],
    )
    def accept(self) -> None:
        """Completeness is confirmed; the review tracks open."""

    @transition(
        state, source=State.SUBMITTED, target=State.RETURNED, permission=may_check_completeness
    )
    def return_incomplete(self) -> None:
        """Something is missing: the applicant completes it and submits again."""

    @transition(
        state,
        source=[State.IN_REVIEW, State.IN_CONSULTATION],
        target=State.INFO_REQUESTED,
        permission=may_ask,
    )
    def ask(self) -> None:
        """The applicant is asked for information; the clock is paused."""

    @transition(
        state,
        source=State.INFO_REQUESTED,
        target=GET_STATE(
            lambda proposal: proposal.resume_state, states=[State.IN_REVIEW, State.IN_CONSULTATION]
        ),
        permission=may_answer,
        conditions=[is_answered],
    )
    def answer(self) -> None:
        """The applicant answered; the review goes on where it was."""

    @transition(state, source=State.IN_REVIEW, target=State.IN_CONSULTATION, permission=may_lead)
    def consult(self) -> None:
        """State, War, Energy and OSTP are consulted (E.O. 14320 sec. 3(d))."""

    @transition(
        state,
        source=State.IN_CONSULTATION,
        target=State.AWAITING_DETERMINATION,
        permission=may_lead,
        conditions=[is_reviewed],
    )
    def complete(self) -> None:
        """Review and consultation are complete; the case goes to the deciding official."""

    @transition(
        state, source=State.AWAITING_DETERMINATION, target=State.IN_REVIEW, permission=may_send_back
    )
    def send_back(self) -> None:
        """The review has to look at something again."""

    @transition(
        state,
        source=State.AWAITING_DETERMINATION,
        target=State.DESIGNATED,
        permission=may_decide,
        conditions=[is_reviewed],
    )
    def designate(self) -> None:
        """The package is designated, with or without conditions."""

    @transition(
        state,
        source=State.AWAITING_DETERMINATION,
        target=State.DECLINED,
        permission=may_decide,
        conditions=[is_led, is_list_current],
    )
    def decline(self) -> None:
        """The package is not designated."""

    @transition(
        state,
        source=State.DECLINED,
        target=State.AWAITING_DETERMINATION,
        permission=may_supervise,
        conditions=[was_not_reopened],
    )
    def reopen(self) -> None:
        """One discretionary reconsideration (program default, not published text)."""

    @transition(state, source=OPEN, target=State.WITHDRAWN, permission=may_withdraw)
    def withdraw(self) -> None:
        """The applicant withdraws the proposal."""

    @transition(state, source=State.DESIGNATED, target=State.SUSPENDED, permission=may_suspend)
    def suspend(self) -> None:
        """The designation is suspended; the catalog says so."""

    @transition(
        state,
        source=State.SUSPENDED,
        target=State.DESIGNATED,
        permission=may_supervise,
        conditions=[is_fit_to_stand],
    )
    def reinstate(self) -> None:
        """The suspension is lifted."""

    @transition(
        state,
        source=[State.DESIGNATED, State.SUSPENDED],
        target=State.TERMINATED,
        permission=may_supervise,
    )
    def terminate(self) -> None:
        """The designation ends."""

    @transition(state, source=State.DESIGNATED, target=State.LAPSED, permission=may_supervise)
    def lapse(self) -> None:
        """The designation's term ended without renewal."""
