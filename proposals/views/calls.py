"""Which calls are there, who may apply, and could we? For everybody, without an account."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from exports_portal.policy import readers as policy
from exports_portal.policy.readers import NoPolicyInForce
from exports_portal.web.pagination import page_of
from proposals.content.sections import Section
from proposals.forms.eligibility import EligibilityForm
from proposals.models import CallForProposals
from proposals.rules import Outcome
from proposals.rules.eligibility import judged, open_questions
from proposals.snapshot import context_of_call
from proposals.views.navigation import TONES


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a call stands now: in a word, with its tone, and what that means for an applicant."""

    label: str
    tone: str
    sentence: str
    takes_proposals: bool

    @classmethod
    def of(cls, call: CallForProposals, now: datetime) -> "Standing":
        if now < call.opens_at:
            sentence = f"It opens in {time_left(call.opens_at - now)}."
            return cls("Not open yet", "info", sentence, takes_proposals=False)
        if now <= call.closes_at:
            sentence = f"{time_left(call.closes_at - now)} left to submit.".capitalize()
            return cls("Open", "good", sentence, takes_proposals=True)
        if call.allow_late:
            sentence = "It still takes proposals, and marks them as late."
            return cls("Closed, late proposals taken", "warning", sentence, takes_proposals=True)
        sentence = "It takes no proposals any more."
        return cls("Closed", "neutral", sentence, takes_proposals=False)


def time_left(left: timedelta) -> str:
    """As people count: days and hours, then hours and minutes, then minutes."""
    minutes = int(left.total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return _joined((days, "day"), (hours, "hour"))
    if hours:
        return _joined((hours, "hour"), (rest, "minute"))
    return _joined((rest, "minute")) if rest else "less than a minute"


def _joined(*counts: tuple[int, str]) -> str:
    said = [f"{count} {unit}{'s' if count != 1 else ''}" for count, unit in counts if count]
    return " and ".join(said)


@login_not_required
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Every call, the newest first."""
    now = timezone.now()
    page = page_of(request, CallForProposals.objects.all())
    rows = [(call, Standing.of(call, now)) for call in page]
    return render(request, "proposals/calls.html", {"page": page, "rows": rows})


@login_not_required
@require_safe
def call_page(request: HttpRequest, code: str) -> HttpResponse:
    """Who may apply, what to prepare, how it is judged, and until when."""
    call = get_object_or_404(CallForProposals.objects.all(), code=code)
    context = {
        "call": call,
        "standing": Standing.of(call, timezone.now()),
        "sections": [each for each in Section if each is not Section.SUBMIT],
        "statements": _statements(),
    }
    return render(request, "proposals/call.html", context)


def _statements() -> list[Any]:
    """What each member states and signs, by the policy of today."""
    try:
        items = policy.certifications(timezone.localdate())
    except NoPolicyInForce:
        return []
    return [item for item in items if item.required]


@login_not_required
@require_safe
def eligibility(request: HttpRequest, code: str) -> HttpResponse:
    """A few questions, judged by the readiness rules. The answers stand in the address alone."""
    call = get_object_or_404(CallForProposals.objects.all(), code=code)
    form = EligibilityForm(request.GET or None)
    context: dict[str, Any] = {"call": call, "form": form}
    if form.is_valid():
        answers = form.answers()
        found = judged(answers, context_of_call(call, as_of=timezone.now()))
        context |= {
            "findings": [(each, TONES[each.outcome]) for each in found],
            "open": open_questions(answers),
            "stands_against": any(each.outcome is Outcome.BLOCK for each in found),
        }
    return render(request, "proposals/eligibility.html", context)
