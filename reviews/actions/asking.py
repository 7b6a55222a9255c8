"""How is the applicant asked, about what exactly, and how does an answer change the proposal?"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from exports_portal.bounds import MOST_CODES
from exports_portal.errors import InvalidInput, NotPermitted
from proposals.actions.advance import advance, move, write_down
from proposals.actions.amending import amend, begin, close, is_changed
from proposals.content.naming import NoSuchPlace, named
from proposals.models import Proposal, ProposalVersion
from proposals.permissions import may_submit
from reviews.actions.case import hold
from reviews.actions.counting import recount
from reviews.actions.steps import require_nothing_internal, require_text
from reviews.desk import latest_version
from reviews.models import InformationRequest

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

FOR_THE_ANSWER = "The program office asks about named fields"


@transaction.atomic
def ask(
    proposal: Proposal,
    *,
    question: str,
    due_on: date | None,
    about: Sequence[str] = (),
    by: "User",
) -> InformationRequest:
    """Ask the applicant; the clock of the review stands until the answer.

    `about` names pages, kinds, records and fields of the latest version, open to be changed: an
    amendment is opened for the answer, unless one is open.
    """
    _require_sayable(proposal, question)
    taken = move(proposal, "ask", by=by)
    version = latest_version(taken.proposal)
    places = _checked(about, version)
    asked = InformationRequest.objects.create(
        proposal=taken.proposal,
        question=question,
        about=places,
        asked_on=version,
        due_on=due_on,
        asked_by=by,
    )
    if places:
        begin(taken.proposal, reason=FOR_THE_ANSWER, by=None)
    recount(proposal.pk)
    write_down(taken)
    return asked


@transaction.atomic
def answer(
    proposal: Proposal, *, text: str, by: "User", read_digest: str | None = None
) -> Proposal:
    """Answer the open question; the review goes on where it was.

    Where the question names fields, what the amendment changes is part of the answer: it is handed
    in with it, as it was read (`amendment_digest`), or neither is.
    """
    require_text(text, "answer", "Write your answer.")
    held = hold(proposal)
    waiting = held.information_requests.filter(answered_at=None)
    if held.is_amended and any(question.about for question in waiting):
        held = _hand_in(held, by, read_digest)
    waiting.update(
        answer=text,
        answered_by=by,
        answered_at=timezone.now(),
        answered_on=latest_version(held),
    )
    recount(held.pk)
    return advance(held, "answer", by=by)


def _hand_in(held: Proposal, by: "User", read_digest: str | None) -> Proposal:
    """What is changed becomes the next version; an amendment in which nothing is, ends."""
    if not is_changed(held):
        close(held, by=by)
        return held
    if refused := may_submit.refusals(held, by):
        raise NotPermitted(
            *refused,
            "The answer goes with what was changed: a signatory of the anchor member sends both.",
        )
    amend(held, by=by, read_digest=read_digest)
    return hold(held)


def _require_sayable(proposal: Proposal, question: str) -> None:
    require_text(question, "question", "Write the question: the applicant reads it.")
    require_nothing_internal(proposal, question, "question")


def _checked(about: Sequence[str], version: ProposalVersion | None) -> list[str]:
    """Each once, in the order in which they were named; a 422 for what is not in the version."""
    if version is None or not about:
        return []
    try:
        found = [str(named(text, version.content)) for text in about]
    except NoSuchPlace as error:
        message = f"Version {version.number} has nothing called “{error}”."
        raise InvalidInput(message, fields={"about": [message]}) from error
    once = list(dict.fromkeys(found))
    if len(once) > MOST_CODES:
        message = f"Name at most {MOST_CODES} places, or a whole page."
        raise InvalidInput(message, fields={"about": [message]})
    return once
