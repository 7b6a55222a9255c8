"""What does the page of each step say, ask for and do?"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms

from proposals.actions.advance import advance
from reviews.actions import asking, determine, steps
from reviews.forms.steps import (
    ConsultForm,
    NothingToSay,
    QuestionForm,
    ReasonForApplicantForm,
    ReasonForm,
    TwoReasonsForm,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """`carry_out` takes the proposal, the values of the form, and `by=`."""

    title: str
    consequence: str
    done: str
    form: type[forms.Form] = NothingToSay
    carry_out: Callable[..., object]
    cannot_be_undone: bool = False


def _complete(proposal: Any, *, by: Any) -> object:
    return advance(proposal, "complete", by=by)


def _supervise(step: str, proposal: Any, **given: Any) -> object:
    return determine.supervise(proposal, step, **given)


STEP_PAGES = {
    "accept": StepPage(
        title="Accept for review",
        consequence="Every review track opens. The applicant sees that the proposal is under "
        "review.",
        done="The proposal is accepted for review.",
        carry_out=steps.accept,
    ),
    "return_incomplete": StepPage(
        title="Return as incomplete",
        consequence="The proposal goes back to the applicant, who reads your reason, completes the "
        "proposal and submits it again. The review clock stands until then.",
        done="The proposal is returned to the applicant.",
        form=ReasonForApplicantForm,
        carry_out=steps.return_incomplete,
        cannot_be_undone=True,
    ),
    "ask": StepPage(
        title="Ask the applicant",
        consequence="The applicant gets your question by mail. The review clock stands until the "
        "answer, and the review then goes on where it is now.",
        done="The applicant is asked.",
        form=QuestionForm,
        carry_out=asking.ask,
    ),
    "consult": StepPage(
        title="Consult the agencies",
        consequence="State, War, Energy and OSTP are asked for their answer (E.O. 14320 sec. "
        "3(d)). An agency that answered on this version already is not asked again.",
        done="The agencies are consulted.",
        form=ConsultForm,
        carry_out=steps.consult,
    ),
    "complete": StepPage(
        title="Complete the review",
        consequence="The case goes to a deciding official. Tracks can still be reopened until the "
        "decision, and the case can be sent back to review.",
        done="The case awaits a determination.",
        carry_out=_complete,
    ),
    "send_back": StepPage(
        title="Send back to review",
        consequence="The case goes back to the reviewers, who read your reason.",
        done="The case is back in review.",
        form=ReasonForm,
        carry_out=steps.send_back,
    ),
    "reopen": StepPage(
        title="Reopen the decision",
        consequence="A declined proposal can be reconsidered once. It will await a determination "
        "again; a second decline is final.",
        done="The case awaits a determination again.",
        form=ReasonForm,
        carry_out=determine.reopen,
        cannot_be_undone=True,
    ),
    "suspend": StepPage(
        title="Suspend the designation",
        consequence="The public catalog says at once that this package is suspended, and the "
        "applicant is told. The designation can be reinstated.",
        done="The designation is suspended.",
        form=TwoReasonsForm,
        carry_out=partial(_supervise, "suspend"),
    ),
    "reinstate": StepPage(
        title="Reinstate the designation",
        consequence="The public catalog shows the package as available again, and the applicant "
        "is told.",
        done="The designation is reinstated.",
        form=TwoReasonsForm,
        carry_out=partial(_supervise, "reinstate"),
    ),
    "terminate": StepPage(
        title="Terminate the designation",
        consequence="The designation ends for good: no step leads back. The public catalog says "
        "that the package is no longer designated, and the applicant is told.",
        done="The designation is terminated.",
        form=TwoReasonsForm,
        carry_out=partial(_supervise, "terminate"),
        cannot_be_undone=True,
    ),
    "lapse": StepPage(
        title="Let the designation lapse",
        consequence="The term of the designation ends without renewal: no step leads back. The "
        "public catalog says that the package is no longer designated.",
        done="The designation has lapsed.",
        form=TwoReasonsForm,
        carry_out=partial(_supervise, "lapse"),
        cannot_be_undone=True,
    ),
}
DECISIONS = {"designate": "Designate", "decline": "Decline"}
TITLES = {name: page.title for name, page in STEP_PAGES.items()} | DECISIONS
# The steps that lead a case on; every other step stops it, takes it back or ends it.
FORWARD = ("accept", "consult", "complete", "designate", "reinstate")
# In which order the steps are offered.
ORDER = (
    *FORWARD,
    "ask",
    "decline",
    "send_back",
    "return_incomplete",
    "reopen",
    "suspend",
    "lapse",
    "terminate",
)
