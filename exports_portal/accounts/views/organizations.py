"""Which organizations does a person act for, and what does the portal know of them?"""

from collections.abc import Iterable
from decimal import Decimal

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from exports_portal.accounts.actions.organizations import edit_details, section_digest
from exports_portal.accounts.actions.register import register_organization
from exports_portal.accounts.forms.organizations import OrganizationForm
from exports_portal.accounts.models import Membership, Organization, OwnershipStake
from exports_portal.accounts.permissions import may_edit, require_edit
from exports_portal.accounts.views.way import signed_in, way_on
from exports_portal.errors import EditConflict, InvalidInput
from exports_portal.web.pagination import page_of
from exports_portal.web.refusals import put_beside_fields


def organization_list(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    own = Prefetch("memberships", Membership.objects.filter(user=person), to_attr="own_parts")
    organizations = Organization.objects.belonging_to(person).prefetch_related(own)
    return render(request, "accounts/list.html", {"page": page_of(request, organizations)})


def register(request: HttpRequest) -> HttpResponse:
    form = OrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organization = register_organization(by=signed_in(request), **form.cleaned_data)
        except InvalidInput as error:
            put_beside_fields(form, error)
        else:
            messages.success(request, f"{organization} is registered.")
            return redirect(
                way_on(request) or reverse("organizations:detail", args=[organization.pk])
            )
    context = {"form": form, "next": way_on(request)}
    return render(request, "accounts/register.html", context, status=422 if form.errors else 200)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    organization = get_object_or_404(Organization.objects.belonging_to(signed_in(request)), pk=pk)
    owners = list(organization.owners.all())
    context = {
        "organization": organization,
        "facts": facts(organization),
        "addresses": organization.addresses.all(),
        "owners": owners,
        "known_share": _known_share(owners),
        "has_chains": any(owner.holds_shares_in for owner in owners),
        "officers": organization.officers.all(),
        "memberships": organization.memberships.select_related("user").order_by(
            "user__full_name", "user_id", "part"
        ),
        "may_edit": may_edit(organization, signed_in(request)),
        "invitations": organization.part_invitations.unsettled().select_related("invited_by"),
    }
    return render(request, "accounts/detail.html", context)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    organization = editable(request, pk)
    read_digest = request.POST.get("read_digest") or section_digest(organization, "details")
    form = OrganizationForm(request.POST or None, instance=organization)
    conflict = ""
    if request.method == "POST" and form.is_valid():
        values, by = form.cleaned_data, signed_in(request)
        try:
            edit_details(organization, values=values, by=by, read_digest=read_digest)
        except EditConflict as error:
            conflict, read_digest = str(error), section_digest(editable(request, pk), "details")
        else:
            messages.success(request, "Saved.")
            return redirect("organizations:detail", pk=pk)
    context = {
        "form": form,
        "organization": Organization(pk=pk, legal_name=form.initial["legal_name"]),
        "read_digest": read_digest,
        "conflict": conflict,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "accounts/edit.html", context, status=status)


def editable(request: HttpRequest, pk: int) -> Organization:
    """404 for a stranger; 403 for somebody who belongs to it and may only read."""
    organization = get_object_or_404(Organization.objects.belonging_to(signed_in(request)), pk=pk)
    require_edit(organization, signed_in(request))
    return organization


def _known_share(owners: Iterable[OwnershipStake]) -> Decimal:
    """Of the organization itself: what owners of its owners hold is a share of those."""
    direct = (owner for owner in owners if not owner.holds_shares_in)
    return sum((owner.percent or Decimal(0) for owner in direct), Decimal(0))


def facts(organization: Organization) -> list[tuple[str, str]]:
    return [
        ("Legal name", organization.legal_name),
        ("Other names", "; ".join(organization.other_names)),
        ("Country of incorporation", organization.get_incorporation_country_display()),
        ("Country of headquarters", organization.get_headquarters_country_display()),
        ("Principal place of business", organization.get_principal_place_country_display()),
        ("Ultimate parent", organization.parent_name),
        ("Headquarters of the parent", organization.get_parent_country_display()),
        ("Website", organization.website),
    ]
