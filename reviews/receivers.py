"""What follows when a proposal took a step, a screening waits, or a letter is made?"""

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from proposals.signals import proposal_advanced
from reviews.actions.rescreening import queue_list_change
from reviews.desk import latest_version
from reviews.notifications import tell_given_back, tell_policy_decided, tell_policy_proposed
from reviews.signals import (
    letter_issued,
    list_activated,
    list_wanted,
    policy_decided,
    policy_proposed,
    policy_trial_wanted,
    rescreening_queued,
    screening_finished,
    screening_queued,
    work_given_back,
)
from reviews.tasks import (
    alert_officers,
    make_letter,
    receive_version,
    rescreen,
    screen_run,
    sync_screening_lists,
    tell_about_amendment,
    tell_about_answer,
    tell_about_letter,
    try_policy,
)
from reviews.watched import hits_to_tell

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from exports_portal.audit.models import AuditEvent
    from proposals.models import Proposal
    from reviews.models import DecisionLetter, PolicyProposal, Rescreening, ScreeningRun


@receiver(proposal_advanced)
def follow_up(proposal: "Proposal", step: str, **_: Any) -> None:
    match step:
        case "submit" | "amend":
            if version := latest_version(proposal):
                receive_version.delay(version.pk)
                if amendment := getattr(version, "amendment", None):
                    tell_about_amendment.delay(amendment.pk)
        case "answer":
            for question in proposal.information_requests.filter(told_at=None):
                tell_about_answer.delay(question.pk)
        case "designate" | "decline":
            for determination in proposal.determinations.without_letter():
                make_letter.delay(determination.pk)


@receiver(screening_queued)
def start_screening(run: "ScreeningRun", **_: Any) -> None:
    screen_run.delay(run.pk)


@receiver(list_activated)
def look_at_what_the_list_changed(**_: Any) -> None:
    queue_list_change()


@receiver(rescreening_queued)
def start_rescreening(rescreening: "Rescreening", **_: Any) -> None:
    rescreen.delay(rescreening.pk)


@receiver(screening_finished)
def tell_what_came_up(run: "ScreeningRun", **_: Any) -> None:
    if hits_to_tell().filter(party__run=run).exists():
        alert_officers.delay(run.pk)


@receiver(policy_trial_wanted)
def start_policy_trial(proposed: "PolicyProposal", **_: Any) -> None:
    try_policy.delay(proposed.pk)


@receiver(policy_proposed)
def ask_for_decision(proposed: "PolicyProposal", **_: Any) -> None:
    tell_policy_proposed(proposed)


@receiver(policy_decided)
def tell_proposer(proposed: "PolicyProposal", **_: Any) -> None:
    tell_policy_decided(proposed)


@receiver(work_given_back)
def tell_who_assigns(proposal: "Proposal", event: "AuditEvent", **_: Any) -> None:
    tell_given_back(proposal, event)


@receiver(list_wanted)
def look_for_list(by: "User", **_: Any) -> None:
    sync_screening_lists.delay(by.pk)


@receiver(letter_issued)
def tell_applicant(letter: "DecisionLetter", **_: Any) -> None:
    tell_about_letter.delay(letter.pk)
