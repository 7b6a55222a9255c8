"""How does an officer take a step, and what is said when it is not possible?"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from exports_portal.accounts.models import User
from exports_portal.accounts.second_factor import step_up
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotFound, NotPermitted, StepRefused
from proposals.actions.advance import available_steps, refusals, transitions
from proposals.models import Proposal
from reviews.actions.determine import AVAILABILITY_AFTER
from reviews.forms.outcome import carried_out
from reviews.views.frame import SignedIn, case_page, full_case_for
from reviews.views.step_pages import FORWARD, ORDER, STEP_PAGES, TITLES

# What the deciding official does about a determination: it takes a second factor given lately.
DECIDED = (*AVAILABILITY_AFTER, "reopen")


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A step this person may take from here; `missing` says why not yet."""

    name: str
    title: str
    missing: tuple[str, ...]
    leads_on: bool


@require_http_methods(["GET", "POST"])
def take_step(request: SignedIn, public_id: str, step: str) -> HttpResponse:
    if step not in STEP_PAGES:
        raise NotFound
    view = step_up(_take) if step in DECIDED else _take
    return view(request, public_id, step)


def _take(request: SignedIn, public_id: str, step: str) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    require_possible(proposal, step, request.user)
    page = STEP_PAGES[step]
    form = page.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(form, page.carry_out, proposal, by=request.user):
        messages.success(request, page.done)
        return redirect("reviews:case", public_id)
    context = case_page(request, proposal, "case", form=form, step=page)
    return render(request, "reviews/step.html", context, status=422 if form.errors else 200)


def next_steps(proposal: Proposal, user: User) -> Iterator[NextStep]:
    """What this person may do next; what leads the case on comes first."""
    names = [name for name in available_steps(proposal, user) if name in TITLES]
    for name in sorted(names, key=ORDER.index):
        missing = tuple(refusals(proposal, name, user))
        yield NextStep(name=name, title=TITLES[name], missing=missing, leads_on=name in FORWARD)


def require_possible(proposal: Proposal, step: str, user: User) -> None:
    """Refuse before anything is filled in what the action would refuse after."""
    reasons = refusals(proposal, step, user)
    if not reasons:
        return
    if step in transitions(proposal) and step not in available_steps(proposal, user):
        raise NotPermitted(*reasons)
    raise StepRefused(*(_done_already(proposal, step) or reasons))


def _done_already(proposal: Proposal, step: str) -> list[str]:
    """Kind words for a second click: the step was taken, and nothing has to be done again."""
    event = AuditEvent.objects.about(proposal).filter(verb=f"proposal.{step}").last()
    if event is None or event.data.get("after") != proposal.state:
        return []
    when = f"{timezone.localtime(event.at):%d %B %Y, %H:%M}"
    return [
        f"“{TITLES[step]}” is done already: {event.actor_label} did it on {when}.",
        f"The case is {proposal.get_state_display().lower()} now; you need not do it again.",
    ]
