"""Which policy is in force, what would a proposed one change, and who brings it into force?"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exports_portal.accounts.models import User
from exports_portal.accounts.second_factor import step_up
from exports_portal.errors import NotPermitted
from exports_portal.policy.models import PolicySnapshot
from exports_portal.web.pagination import page_of
from proposals.models import Proposal
from proposals.queries import without_own
from reviews.actions.policies import (
    activate_policy,
    ask_for_trial,
    is_tried_now,
    propose_policy,
    refuse_policy,
    require_may_decide,
    require_own,
    withdraw_policy,
)
from reviews.forms.outcome import carried_out
from reviews.forms.policies import DecideOnPolicyForm, ProposePolicyForm
from reviews.models import PolicyProposal
from reviews.permissions import POLICY_DECIDERS, POLICY_PROPOSERS
from reviews.policy_trials import CaseTrial, from_data
from reviews.views.frame import SignedIn

ACTIVATE: dict[str, Any] = {
    "action": activate_policy,
    "require": require_may_decide,
    "heading": "Activate a policy",
    "consequence": (
        "From the day that it names, every case is judged by it. Conclusions that rest on "
        "something else must be made again. It cannot be taken back: another policy has to "
        "replace it."
    ),
    "submit_label": "Activate it",
    "done": "The policy is activated.",
}
REFUSE: dict[str, Any] = {
    "action": refuse_policy,
    "require": require_may_decide,
    "heading": "Refuse a policy",
    "consequence": "It does not come into force, and stays in the list with your reason.",
    "submit_label": "Refuse it",
    "done": "The policy is refused.",
}
WITHDRAW: dict[str, Any] = {
    "action": withdraw_policy,
    "require": require_own,
    "heading": "Take a policy back",
    "consequence": "It does not come into force, and stays in the list with your reason.",
    "submit_label": "Take it back",
    "done": "The policy is taken back.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedCase:
    """A case with what the policy would change. A title and the name of a party are not told."""

    number: str
    state: str
    trial: CaseTrial


@require_safe
def policies(request: SignedIn) -> HttpResponse:
    """What is in force today, kind by kind, and what was proposed, the newest first."""
    _require_reader(request.user)
    proposed = PolicyProposal.objects.select_related("proposed_by").defer("text", "trial")
    context = {
        "in_force": PolicySnapshot.objects.in_force(timezone.localdate()).defer("payload"),
        "page": page_of(request, proposed),
        "may_propose": request.user.has_role(*POLICY_PROPOSERS),
    }
    return render(request, "reviews/policies.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: SignedIn) -> HttpResponse:
    if not request.user.has_role(*POLICY_PROPOSERS):
        raise NotPermitted("Only a policy steward proposes a policy.")
    form = ProposePolicyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and carried_out(form, propose_policy, by=request.user):
        messages.success(request, "It is proposed, and being tried on every case.")
        return redirect("reviews:policies")
    status = 422 if form.errors else 200
    return render(request, "reviews/policy_form.html", {"form": form}, status=status)


@require_safe
def policy(request: SignedIn, pk: int) -> HttpResponse:
    """One proposed policy, with what it would change, case by case."""
    proposed = _proposed(request, pk)
    may_decide = request.user.has_role(*POLICY_DECIDERS) and proposed.is_waiting
    is_own = proposed.proposed_by_id == request.user.pk
    trial = [from_data(one) for one in proposed.trial or ()]
    context = {
        "proposed": proposed,
        "says": proposed.says,
        "is_tried_now": is_tried_now(proposed),
        "tried": len(trial),
        "counts": _counts(trial),
        "cases": list(_cases(trial, request.user)),
        "changed": sum(bool(one.changes) or not one.is_computed for one in trial),
        "reads_cases": request.user.is_case_reader,
        "may_decide": may_decide and not is_own,
        "may_try": may_decide,
        "may_withdraw": is_own and proposed.is_waiting,
    }
    return render(request, "reviews/policy.html", context)


@require_POST
def try_again(request: SignedIn, pk: int) -> HttpResponse:
    ask_for_trial(_proposed(request, pk), by=request.user)
    messages.success(request, "It is being tried. Load this page again in a moment.")
    return redirect("reviews:policy", pk)


@require_http_methods(["GET", "POST"])
@step_up
def decide(request: SignedIn, pk: int, decision: dict[str, Any]) -> HttpResponse:
    proposed = _proposed(request, pk)
    decision["require"](proposed, request.user)
    form = DecideOnPolicyForm(request.POST or None)
    action = decision["action"]
    if request.method == "POST" and carried_out(form, action, proposed, by=request.user):
        messages.success(request, decision["done"])
        return redirect("reviews:policy", pk)
    context = decision | {
        "form": form,
        "summary": [
            ("Policy", proposed.title),
            ("Kind", proposed.get_kind_display()),
            ("In force from", f"{proposed.says.effective_from:%B %-d, %Y}"),
            ("Proposed by", proposed.proposed_by),
        ],
        "cancel_url": reverse("reviews:policy", args=[pk]),
    }
    status = 422 if form.errors else 200
    return render(request, "components/confirm_page.html", context, status=status)


def _proposed(request: SignedIn, pk: int) -> PolicyProposal:
    _require_reader(request.user)
    rows = PolicyProposal.objects.select_related("proposed_by", "decided_by")
    return get_object_or_404(rows, pk=pk)


def _require_reader(user: User) -> None:
    """Consultants of an agency do not: the numbers of cases are not theirs to read."""
    if not (user.is_case_reader or user.has_role(*POLICY_PROPOSERS)):
        raise NotPermitted("This page is for officers of the program.")


def _counts(trial: list[CaseTrial]) -> list[tuple[str, str, str, int]]:
    """By criterion and by what becomes of it, in how many cases: the same for every reader."""
    counted = Counter(
        (change.criterion.question, change.before_label, change.after_label)
        for one in trial
        for change in {(c.criterion.code, c.before, c.after): c for c in one.changes}.values()
    )
    return [(*words, number) for words, number in counted.most_common()]


def _cases(trial: list[CaseTrial], user: User) -> list[TriedCase]:
    """Those that it changes. Cases that bar this reader stand in the counts alone."""
    changed = {one.proposal: one for one in trial if one.changes or not one.is_computed}
    rows = without_own(Proposal.objects.filter(pk__in=changed), user).order_by("public_id")
    return [
        TriedCase(number=row.public_id or "", state=row.get_state_display(), trial=changed[row.pk])
        for row in rows
    ]
