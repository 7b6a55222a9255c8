"""Has somebody who works on a case an interest in it?"""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from exports_portal.accounts.roles import CASE_WORKERS, Role
from reviews.actions.case import declare_conflict, lift_conflict
from reviews.forms.desk import ConflictForm, LiftConflictForm
from reviews.forms.outcome import carried_out
from reviews.models import ConflictDeclaration
from reviews.permissions import require_role
from reviews.views.frame import SignedIn, case_for, case_page, form_page, full_case_for


@require_http_methods(["GET", "POST"])
def declaration(request: SignedIn, public_id: str) -> HttpResponse:
    """Officers read every declaration on the case, a consultant reads their own."""
    proposal = case_for(request, public_id)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(form, declare_conflict, proposal, by=request.user):
        messages.success(request, "Your declaration is recorded.")
        return redirect("reviews:declaration", public_id)
    declared = proposal.conflict_declarations.select_related("user", "lifted_by")
    if not request.user.is_case_reader:
        declared = declared.filter(user=request.user)
    context = case_page(
        request,
        proposal,
        "declaration",
        form=form,
        declarations=declared,
        may_declare=request.user.has_role(*CASE_WORKERS, Role.AGENCY_CONSULTANT),
    )
    return render(request, "reviews/declaration.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def lift(request: SignedIn, public_id: str, declaration_id: int) -> HttpResponse:
    """A case lead lets somebody else work on the case again."""
    proposal = full_case_for(request, public_id)
    standing = proposal.conflict_declarations.filter(has_conflict=True, lifted_at=None)
    declared = get_object_or_404(standing.select_related("user"), pk=declaration_id)
    require_role(proposal, request.user, Role.CASE_LEAD)
    form = LiftConflictForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(form, lift_conflict, declared, by=request.user):
        messages.success(request, f"{declared.user} may work on this case again.")
        return redirect("reviews:declaration", public_id)
    return form_page(
        request,
        proposal,
        "declaration",
        form,
        heading=f"Lift the conflict of {declared.user}",
        submit="Lift the conflict",
        facts=list(_said_by(declared)),
    )


def _said_by(declared: ConflictDeclaration) -> Iterator[tuple[str, str]]:
    """What the person declared in this case, the latest first."""
    said = declared.proposal.conflict_declarations.filter(user=declared.user)
    for one in said:
        yield f"{timezone.localtime(one.declared_at):%B %d, %Y}", f"{_kind(one)}: {one.note or '–'}"


def _kind(declared: ConflictDeclaration) -> str:
    return "Conflict" if declared.has_conflict else "No conflict"
