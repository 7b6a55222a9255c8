"""What follows when a proposal took a step, a screening waits, or a letter is made?"""

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from proposals.signals import proposal_advanced
from reviews.desk import latest_version
from reviews.signals import letter_issued, screening_queued
from reviews.tasks import make_letter, receive_version, screen_run, tell_about_letter

if TYPE_CHECKING:
    from proposals.models import Proposal
    from reviews.models import DecisionLetter, ScreeningRun


@receiver(proposal_advanced)
def follow_up(proposal: "Proposal", step: str, **_: Any) -> None:
    match step:
        case "submit":
            if version := latest_version(proposal):
                receive_version.delay(version.pk)
        case "designate" | "decline":
            for determination in proposal.determinations.without_letter():
                make_letter.delay(determination.pk)


@receiver(screening_queued)
def start_screening(run: "ScreeningRun", **_: Any) -> None:
    screen_run.delay(run.pk)


@receiver(letter_issued)
def tell_applicant(letter: "DecisionLetter", **_: Any) -> None:
    tell_about_letter.delay(letter.pk)
