"""How are addresses, owners and officers of an organization filled in? A section at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from exports_portal.accounts.actions.organizations import (
    SECTIONS,
    replace_addresses,
    replace_officers,
    replace_owners,
    section_digest,
)
from exports_portal.accounts.forms.organizations import AddressRows, OfficerRows, OwnerRows
from exports_portal.accounts.models import Organization
from exports_portal.accounts.views.organizations import editable
from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import EditConflict
from exports_portal.web.formsets import wants_another_row, with_another_row

PREFIX = "rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A list of rows: what it is called and how it is saved."""

    name: str
    heading: str
    intro: str
    legend: str
    add: str
    rows: type[BaseFormSet[Any]]
    save: Callable[..., None]
    # What the rows are checked against besides each other.
    about: Callable[[Organization], dict[str, Any]] = lambda organization: {}


ADDRESSES = Section(
    name="addresses",
    heading="Addresses",
    intro="Registered office, headquarters and places of work. Every address is screened.",
    legend="Address",
    add="Add another address",
    rows=AddressRows,
    save=replace_addresses,
)
OWNERS = Section(
    name="owners",
    heading="Owners",
    intro=(
        "Everybody who holds a share or has control rights, and the owners of those who hold half "
        "or more. Every owner is screened. State a share or a range, or leave both empty if it is "
        "not known: an unknown share is no mistake, a missing owner is."
    ),
    legend="Owner",
    add="Add another owner",
    rows=OwnerRows,
    save=replace_owners,
    about=lambda organization: {"of": organization.legal_name},
)
OFFICERS = Section(
    name="officers",
    heading="Directors and officers",
    intro=(
        "Everybody who directs or manages the organization: directors, chief officers, and who "
        "else can bind it. Each of them is screened. No more is asked than that takes."
    ),
    legend="Officer",
    add="Add another officer",
    rows=OfficerRows,
    save=replace_officers,
)


def edit_rows(request: HttpRequest, pk: int, section: Section) -> HttpResponse:
    organization = editable(request, pk)
    rows = _rows(request, organization, section)
    read_digest = request.POST.get("read_digest") or section_digest(organization, section.name)
    conflict = ""
    if _is_handed_in(request) and rows.is_valid():
        kept = _filled_in(rows)
        try:
            section.save(organization, rows=kept, by=signed_in(request), read_digest=read_digest)
        except EditConflict as error:
            conflict, read_digest = str(error), section_digest(organization, section.name)
        else:
            messages.success(request, f"{section.heading} saved.")
            return redirect("organizations:detail", pk=pk)
    context = {
        "organization": organization,
        "section": section,
        "rows": rows,
        "read_digest": read_digest,
        "conflict": conflict,
    }
    status = 409 if conflict else 422 if _is_handed_in(request) else 200
    return render(request, "accounts/rows.html", context, status=status)


def _is_handed_in(request: HttpRequest) -> bool:
    return request.method == "POST" and not wants_another_row(request, prefix=PREFIX)


def _rows(request: HttpRequest, organization: Organization, section: Section) -> BaseFormSet[Any]:
    if wants_another_row(request, prefix=PREFIX):
        return with_another_row(section.rows, request.POST, prefix=PREFIX)
    if request.method == "POST":
        return section.rows(request.POST, prefix=PREFIX, **section.about(organization))
    return filled_with(section, organization, SECTIONS[section.name](organization))


def filled_with(
    section: Section, organization: Organization, said: Sequence[dict[str, Any]]
) -> BaseFormSet[Any]:
    """The form with these rows; an empty list starts with an empty row."""
    rows = section.rows(initial=said, prefix=PREFIX, **section.about(organization))
    rows.extra = 0 if said else 1
    return rows


def _filled_in(rows: BaseFormSet[Any]) -> list[dict[str, Any]]:
    """Rows without those that are to be removed or were left empty."""
    kept = (form for form in rows.forms if form not in rows.deleted_forms and form.has_changed())
    return [
        {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}
        for form in kept
    ]
