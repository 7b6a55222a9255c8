"""How does somebody who keeps the lists release or reject a version in quarantine?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from exports_portal.accounts.second_factor import step_up
from exports_portal.errors import StepRefused
from reviews.actions.lists import accept_age, list_in_force, reject_version, release_version
from reviews.forms.lists import ListDecisionForm
from reviews.forms.outcome import carried_out
from reviews.models import ListVersion
from reviews.permissions import require_list_keeper
from reviews.views.frame import SignedIn

RELEASE: dict[str, Any] = {
    "action": release_version,
    "heading": "Release a list from quarantine",
    "consequence": (
        "This version comes into force at once, and the one in force now is replaced. Every open"
        " and designated case is screened against it; determinations rest on it."
    ),
    "submit_label": "Release it",
    "done": "The version is in force.",
}
REJECT: dict[str, Any] = {
    "action": reject_version,
    "heading": "Reject a list in quarantine",
    "consequence": (
        "This version never comes into force by itself, also when the same file comes again. The"
        " one in force stays in force; decisions rest on it."
    ),
    "submit_label": "Reject it",
    "done": "The version is rejected.",
}

ACCEPT_AGE: dict[str, Any] = {
    "action": accept_age,
    "heading": "Decide on a list that was published long ago",
    "consequence": (
        "Cases can be decided on this version again, for as many days as a publication counts."
        " Your reason stays with the version and in the audit trail."
    ),
    "submit_label": "Allow decisions on it",
    "done": "Cases can be decided on this version.",
}


@require_http_methods(["GET", "POST"])
@step_up
def decide(request: SignedIn, pk: int, decision: dict[str, Any]) -> HttpResponse:
    require_list_keeper(request.user)
    version = get_object_or_404(ListVersion.objects.for_review(request.user), pk=pk)
    if decision is not ACCEPT_AGE and not version.is_quarantined:
        raise StepRefused(f"This version is not in quarantine: {version.get_state_display()}.")
    form = ListDecisionForm(request.POST or None)
    if request.method == "POST" and carried_out(form, decision["action"], version, by=request.user):
        messages.success(request, decision["done"])
        return redirect("reviews:lists")
    context = decision | {
        "form": form,
        "summary": _summary(version),
        "cancel_url": reverse("reviews:list_version", args=[pk]),
    }
    status = 422 if form.errors else 200
    return render(request, "components/confirm_page.html", context, status=status)


def _summary(version: ListVersion) -> list[tuple[str, object]]:
    published = version.published_at
    if version.in_force:
        return [
            ("Version in force", version),
            ("Published", f"{published:%B %-d, %Y}" if published else "The file does not say"),
            ("Entries", f"{version.entry_count:,}"),
        ]
    return [
        ("Version in quarantine", version),
        ("Why it is there", " ".join(version.reasons)),
        ("Entries", f"{version.entry_count:,}"),
        ("In force now", list_in_force() or "None"),
    ]
