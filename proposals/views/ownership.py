"""How do the owners of an organization come in from a file? Seen in their form, then saved."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from exports_portal.accounts.actions.organizations import section_digest
from exports_portal.accounts.models import Organization
from exports_portal.accounts.views.organizations import editable
from exports_portal.accounts.views.rows import OWNERS, filled_with
from exports_portal.errors import InvalidInput
from proposals.exchange.bods import Ownership, owners_in
from proposals.forms.ownership import OwnershipFileForm


@require_http_methods(["GET", "POST"])
def import_owners(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, and then the form of the owners with what it says. Nothing is saved here."""
    organization = editable(request, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = OwnershipFileForm(*sent)
    if form.is_bound:
        try:
            if form.is_valid():
                found = owners_in(form.cleaned_data["file"], of=organization.legal_name)
                return _owners_form(request, organization, found)
        except InvalidInput as refusal:
            form.add_error(None, list(refusal.reasons))
    context = {"form": form, "organization": organization}
    status = 422 if form.is_bound else 200
    return render(request, "proposals/import_owners.html", context, status=status)


def _owners_form(
    request: HttpRequest, organization: Organization, found: Ownership
) -> HttpResponse:
    context: dict[str, Any] = {
        "organization": organization,
        "section": OWNERS,
        "rows": filled_with(OWNERS, organization, found.rows),
        "read_digest": section_digest(organization, OWNERS.name),
        "action": reverse("organizations:owners", args=[organization.pk]),
        "found": found,
    }
    return render(request, "accounts/rows.html", context)
