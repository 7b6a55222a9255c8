"""When do calls for proposals run, and how does the policy steward announce one?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from exports_portal.accounts.roles import Role
from exports_portal.errors import NotPermitted
from exports_portal.web.pagination import page_of
from proposals.actions.calls import change_call, open_call
from proposals.models import CallForProposals
from reviews.forms.calls import CallDatesForm, NewCallForm
from reviews.forms.outcome import carried_out
from reviews.views.frame import SignedIn


@require_safe
def calls(request: SignedIn) -> HttpResponse:
    """Every call, the newest first."""
    if not request.user.is_officer:
        raise NotPermitted("This page is for officers of the program.")
    context = {
        "page": page_of(request, CallForProposals.objects.all()),
        "now": timezone.now(),
        "keeps_calls": request.user.has_role(Role.POLICY_STEWARD),
    }
    return render(request, "reviews/calls.html", context)


@require_http_methods(["GET", "POST"])
def announce(request: SignedIn) -> HttpResponse:
    _require_steward(request)
    form = NewCallForm(request.POST or None)
    if request.method == "POST" and carried_out(form, open_call, by=request.user):
        messages.success(request, "The call is announced.")
        return redirect("reviews:calls")
    return _form_page(request, form, "Announce a call for proposals", "Announce the call")


@require_http_methods(["GET", "POST"])
def change(request: SignedIn, code: str) -> HttpResponse:
    _require_steward(request)
    call = get_object_or_404(CallForProposals.objects.all(), code=code)
    form = CallDatesForm(request.POST or None, instance=call)
    if request.method == "POST" and carried_out(form, change_call, call, by=request.user):
        messages.success(request, "The call is changed.")
        return redirect("reviews:calls")
    return _form_page(request, form, f"Change the call {call.code}", "Save the call")


def _require_steward(request: SignedIn) -> None:
    if not request.user.has_role(Role.POLICY_STEWARD):
        raise NotPermitted("Only a policy steward announces a call or changes its dates.")


def _form_page(request: SignedIn, form: CallDatesForm, heading: str, submit: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "submit_label": submit}
    return render(request, "reviews/call_form.html", context, status=422 if form.errors else 200)
