"""How does a deciding official designate or decline, having seen what will be said in public?"""

from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from catalog.actions import public_fields
from exports_portal.accounts.second_factor import step_up
from exports_portal.web.formsets import wants_another_row, with_another_row
from proposals.models import Proposal
from reviews.actions.determine import (
    ConditionText,
    as_read,
    decline,
    designate,
    require_public_text,
    require_true_basis,
)
from reviews.desk import watch_note
from reviews.documents import CONTENT_SENTENCES, public_findings
from reviews.forms.decision import ConditionSet, DeterminationForm, NoConditions, conditions_of
from reviews.forms.outcome import carried_out
from reviews.models import Determination, TrackAnswer
from reviews.states import ContentBasis
from reviews.views.frame import SignedIn, case_page, full_case_for, version_of
from reviews.views.step_pages import DECISIONS
from reviews.views.steps import require_possible

PREFIX = "conditions"
BUTTONS = ("csrfmiddlewaretoken", "confirm", "change", "add_row")


@require_http_methods(["GET", "POST"])
@step_up
def decide(request: SignedIn, public_id: str, step: str) -> HttpResponse:
    """Three stages on one address: write, look at what will be said, decide."""
    proposal = full_case_for(request, public_id)
    require_possible(proposal, step, request.user)
    form, rows = _forms(request, step)
    if request.method != "POST" or wants_another_row(request, prefix=PREFIX):
        return _writing_page(request, proposal, step, form, rows)
    if not _can_be_said(proposal, step, form, rows) or "change" in request.POST:
        return _writing_page(request, proposal, step, form, rows)
    if "confirm" not in request.POST:
        return _confirmation_page(request, proposal, step, form, rows)
    if not carried_out(form, _action(request, step, rows), proposal, by=request.user):
        return _writing_page(request, proposal, step, form, rows)
    messages.success(request, f"{public_id} is decided. The letter is being made.")
    return redirect("reviews:case", public_id)


def _forms(request: SignedIn, step: str) -> tuple[forms.BaseForm, forms.BaseFormSet]:
    kind = ConditionSet if step == "designate" else NoConditions
    if request.method != "POST":
        return DeterminationForm(), kind(prefix=PREFIX)
    if wants_another_row(request, prefix=PREFIX):
        rows = with_another_row(kind, request.POST, prefix=PREFIX)
        return DeterminationForm(initial=request.POST.dict()), rows
    if step == "decline":
        return DeterminationForm(request.POST), kind(prefix=PREFIX)
    return DeterminationForm(request.POST), kind(request.POST, prefix=PREFIX)


def _can_be_said(
    proposal: Proposal, step: str, form: forms.BaseForm, rows: forms.BaseFormSet
) -> bool:
    """The answers are complete, and neither rationale nor conditions repeat a confidential text."""
    are_filled_in = form.is_valid()
    if (rows.is_bound and not rows.is_valid()) or not are_filled_in:
        return False
    texts = _conditions(rows)
    version = version_of(proposal)

    def require_sayable(rationale: str, content_basis: ContentBasis) -> None:
        require_public_text(version, rationale, texts)
        require_true_basis(version, content_basis, designated=step == "designate")

    return carried_out(form, require_sayable)


def _conditions(rows: forms.BaseFormSet) -> list[ConditionText]:
    return conditions_of(rows) if rows.is_bound else []


def _action(request: SignedIn, step: str, rows: forms.BaseFormSet) -> Callable[..., Determination]:
    decides = partial(designate, conditions=_conditions(rows)) if step == "designate" else decline
    return partial(as_read, decides, version=request.POST.get("version", ""))


def _answers(proposal: Proposal) -> QuerySet[TrackAnswer]:
    """What reviewers found, and answered where a criterion is not met."""
    answers = TrackAnswer.objects.filter(track__version=version_of(proposal)).that_count()
    return answers.select_related("by").order_by("track", "pk")


def _writing_page(
    request: SignedIn,
    proposal: Proposal,
    step: str,
    form: forms.BaseForm,
    rows: forms.BaseFormSet,
) -> HttpResponse:
    answers = list(_answers(proposal))
    context = case_page(
        request,
        proposal,
        "case",
        form=form,
        rows=rows,
        step=step,
        title_of_step=DECISIONS[step],
        watch_note=watch_note(proposal),
        answers=answers,
        on_condition=step == "designate" and any(one.is_on_condition for one in answers),
    )
    has_errors = form.errors or (rows.is_bound and rows.total_error_count())
    return render(request, "reviews/decide.html", context, status=422 if has_errors else 200)


def _confirmation_page(
    request: SignedIn,
    proposal: Proposal,
    step: str,
    form: forms.BaseForm,
    rows: forms.BaseFormSet,
) -> HttpResponse:
    version = version_of(proposal)
    context = case_page(
        request,
        proposal,
        "case",
        step=step,
        title_of_step=DECISIONS[step],
        typed=[pair for pair in _pairs(request) if pair[0] not in BUTTONS],
        rationale=form.cleaned_data["rationale"],
        content_sentence=CONTENT_SENTENCES[form.cleaned_data["content_basis"]],
        conditions=_conditions(rows),
        findings=() if step == "designate" else public_findings(proposal, at=timezone.now()),
        watch_note=watch_note(proposal),
        public=public_fields(version.content, timezone.localdate()),
    )
    return render(request, "reviews/confirm_decision.html", context)


def _pairs(request: SignedIn) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() for value in values]
