"""How do people of the consortium change what is under review, and take that back?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from exports_portal.accounts.roles import Part
from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import InvalidInput, LostUpdate, NotPermitted, StepRefused
from proposals.actions.amending import (
    NO_AMENDMENT,
    amendment_digest,
    changes_of_amendment,
    drop_amendment,
    open_amendment,
)
from proposals.content.changes import Change
from proposals.content.naming import label, named
from proposals.forms.steps import AmendForm
from proposals.permissions import WRITING, has_part_in_anchor
from proposals.rules import Outcome
from proposals.states import UNDER_REVIEW
from proposals.views.navigation import panel, section_url, steps
from proposals.views.reading import Reading, read


@require_http_methods(["GET", "POST"])
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why, then write; or how far it is: what changes, what is missing, who has to sign."""
    reading = read(request, pk)
    if request.method == "POST":
        return _open(request, reading)
    return _page(request, reading, AmendForm())


def _open(request: HttpRequest, reading: Reading) -> HttpResponse:
    form = AmendForm(request.POST)
    could = reading.proposal.state in UNDER_REVIEW and not reading.proposal.is_amended
    if not form.is_valid() and could and may_amend(reading):
        return _page(request, reading, form, status=422)
    reason = form.cleaned_data.get("reason", "")
    try:
        open_amendment(reading.proposal, reason=reason, by=signed_in(request))
    except InvalidInput as refusal:
        form.add_error("reason", list(refusal.fields["reason"]))
        return _page(request, reading, form, status=422)
    messages.success(request, "The amendment is open. Write on the pages of the proposal.")
    return redirect("proposals:amendment", reading.proposal.pk)


def _page(
    request: HttpRequest, reading: Reading, form: AmendForm, *, status: int = 200
) -> HttpResponse:
    proposal = reading.proposal
    context: dict[str, Any] = {
        "reading": reading,
        "proposal": proposal,
        "title": "Amendment",
        "steps": steps(reading),
        "form": form,
        "may_amend": may_amend(reading),
        "is_under_review": proposal.state in UNDER_REVIEW,
        "opened_by": _opened_by(reading),
    }
    if proposal.is_amended:
        blocking = [one for one in reading.findings if one.outcome is Outcome.BLOCK]
        context |= {
            "changes": so_far(reading),
            "asked_about": asked_about(reading),
            "lines": panel(proposal.pk, blocking),
        }
    return render(request, "proposals/amendment.html", context, status=status)


def so_far(reading: Reading) -> list[Change]:
    """What the amendment changes, as this person may know it."""
    proposal = reading.proposal
    of = ("amendment", str(proposal.amendment_id))
    return reading.follows(lambda: changes_of_amendment(proposal, reading.reader), *of)


def asked_about(reading: Reading) -> list[tuple[str, str]]:
    """What the open question names, as this person may know it, with the page of each. The words of
    the question are for the anchor member, and on its own page.
    """
    asked = reading.proposal.information_requests.filter(answered_at=None).first()
    if asked is None or asked.asked_on is None:
        return []
    content = asked.asked_on.content
    pk, known = reading.proposal.pk, reading.known
    return [
        (label(one, content, reading.reader, known), section_url(pk, one.section))
        for one in (named(text, content) for text in asked.about)
    ]


def may_amend(reading: Reading) -> bool:
    """Do they open and drop amendments?"""
    return has_part_in_anchor(reading.proposal, reading.user, *WRITING)


def _opened_by(reading: Reading) -> str:
    amended = reading.proposal.amendment
    return str(amended.opened_by or "the program office") if amended else ""


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """The confirmation, then the draft says again what is under review."""
    reading = read(request, pk)
    if not may_amend(reading):
        names = " or ".join(part.label.lower() for part in map(Part, WRITING))
        raise NotPermitted(f"Only an anchor {names} can do this.")
    if not reading.proposal.is_amended:
        raise StepRefused(NO_AMENDMENT)
    if request.method == "POST":
        return _drop(request, reading)
    return render(request, "components/confirm_page.html", _dropping(reading))


def _drop(request: HttpRequest, reading: Reading) -> HttpResponse:
    proposal, read_digest = reading.proposal, request.POST.get("read_digest", "")
    try:
        drop_amendment(proposal, by=signed_in(request), read_digest=read_digest)
    except LostUpdate as late:
        messages.error(request, f"{late} Nothing was dropped.")
        return redirect("proposals:amendment", proposal.pk)
    messages.success(request, "The amendment is dropped: the draft says what is under review.")
    return redirect("proposals:detail", proposal.pk)


def _dropping(reading: Reading) -> dict[str, Any]:
    found, pk = so_far(reading), reading.proposal.pk
    base = reading.proposal.amendment.base if reading.proposal.amendment else None
    return {
        "heading": "Drop the amendment",
        "consequence": (
            f"Everything that was written since is put back to {base or 'what is under review'}"
            ", also what other members wrote. Signatures that were given on it do not hold. The "
            "history of each page keeps every revision: another amendment can bring them back."
        ),
        "summary": [
            ("Why it was opened", str(reading.proposal.amendment)),
            ("Changes that you may read", str(len(found))),
        ],
        "hidden": {"read_digest": amendment_digest(reading.proposal)},
        "submit_label": "Drop the amendment",
        "cancel_url": reverse("proposals:amendment", args=[pk]),
    }


def read_digest_of(reading: Reading) -> str:
    """For the form that hands the amendment in; "" for any other draft."""
    return amendment_digest(reading.proposal) if reading.proposal.is_amended else ""
