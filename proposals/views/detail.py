"""Where does a proposal stand, what happens next, and what was submitted when?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from proposals.models import Proposal
from proposals.rules import Outcome
from proposals.states import UNDER_REVIEW, ProposalState
from proposals.views.amending import may_amend
from proposals.views.history import history, last_note
from proposals.views.navigation import steps
from proposals.views.reading import Reading, read
from proposals.views.threads import counted, open_threads
from proposals.views.wording import WHAT_HAPPENS_NEXT, tone


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    reading = read(request, pk)
    proposal = reading.proposal
    context = {
        "reading": reading,
        "proposal": proposal,
        "tone": tone(proposal.state),
        "next": WHAT_HAPPENS_NEXT[ProposalState(proposal.state)],
        "note": _note(reading),
        "steps": steps(reading),
        "counts": _counts(reading),
        "versions": proposal.versions.select_related("frozen_by"),
        "letters": _letters(proposal),
        "may_open_amendment": proposal.state in UNDER_REVIEW
        and not proposal.is_amended
        and may_amend(reading),
        "comments": counted(len(open_threads(reading))),
        "history": history(proposal, with_notes=reading.is_anchor),
    }
    return render(request, "proposals/detail.html", context | _from_the_review(reading))


def _note(reading: Reading) -> str:
    """Why the proposal came back, for those who can mend it."""
    is_returned = reading.proposal.state == ProposalState.RETURNED
    if not (is_returned and reading.is_anchor):
        return ""
    return last_note(reading.proposal, "proposal.return_incomplete")


def _counts(reading: Reading) -> list[tuple[str, int]]:
    if not reading.proposal.is_editable:
        return []
    return [(outcome.label, reading.counts[outcome]) for outcome in Outcome]


def _letters(proposal: Proposal) -> list[Any]:
    """Newest first. What the review keeps is reached through its relations, never imported."""
    determinations = proposal.determinations.prefetch_related("letters")
    return [letter for found in determinations for letter in found.letters.all()]


def _from_the_review(reading: Reading) -> dict[str, Any]:
    """Questions and findings are for the anchor: they may speak of what is confidential."""
    if not reading.is_anchor:
        return {"questions": [], "noted": []}
    proposal = reading.proposal
    noted = proposal.findings.filter(resolved_at=None).exclude(text_public="")
    return {
        "questions": proposal.information_requests.all(),
        "noted": noted.values_list("text_public", flat=True),
    }
