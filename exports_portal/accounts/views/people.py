"""Who has which part in an organization, and who am I to the others?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from exports_portal.accounts.actions.part_invitations import give_or_invite
from exports_portal.accounts.actions.parts import take_back_part
from exports_portal.accounts.actions.profile import edit_profile
from exports_portal.accounts.forms.organizations import PartForm
from exports_portal.accounts.forms.sign_up import ProfileForm
from exports_portal.accounts.inviting import INVITATION_DAYS
from exports_portal.accounts.models import Membership, Organization, PartInvitation
from exports_portal.accounts.notifications import MAY
from exports_portal.accounts.roles import Part
from exports_portal.accounts.views.organizations import editable
from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import InvalidInput
from exports_portal.web.refusals import put_beside_fields


def give(request: HttpRequest, pk: int) -> HttpResponse:
    organization = editable(request, pk)
    form = PartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, part = form.cleaned_data["email"], Part(form.cleaned_data["part"])
        try:
            made = give_or_invite(organization, email=email, part=part, by=signed_in(request))
        except InvalidInput as error:
            put_beside_fields(form, error)
        else:
            messages.success(request, _what_was_done(made))
            return redirect("organizations:detail", pk=pk)
    context = {"form": form, "organization": organization, "days": INVITATION_DAYS}
    return render(request, "accounts/give_part.html", context, status=422 if form.errors else 200)


def _what_was_done(made: Membership | PartInvitation) -> str:
    what, _ = MAY[Part(made.part)]
    if isinstance(made, PartInvitation):
        return f"An invitation to be {what} is on its way to {made.email}."
    return f"{made.user} is now {what}."


def take_back(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    organization = editable(request, pk)
    part = get_object_or_404(organization.memberships.select_related("user"), pk=membership)
    if request.method == "POST":
        take_back_part(part, by=signed_in(request))
        messages.success(request, f"{part.user} is no longer a {part.get_part_display().lower()}.")
        return redirect(_after_taking_back(request, organization))
    context = {
        "heading": f"Take back the part of {part.user}",
        "consequence": (
            f"From now on {part.user} can no longer act for {organization} as "
            f"{part.get_part_display().lower()}. What was signed and submitted before stays."
        ),
        "summary": [
            ("Organization", organization),
            ("Person", part.user),
            ("E-mail address", part.user.email),
            ("Part", part.get_part_display()),
        ],
        "submit_label": "Take it back",
        "cancel_url": reverse("organizations:detail", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)


def _after_taking_back(request: HttpRequest, organization: Organization) -> str:
    """Who took back the last part of their own has nothing to see there any more."""
    still = Organization.objects.belonging_to(signed_in(request)).filter(pk=organization.pk)
    if still.exists():
        return reverse("organizations:detail", args=[organization.pk])
    return reverse("organizations:list")


def profile(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        edit_profile(**form.cleaned_data, by=person)
        messages.success(request, "Saved.")
        return redirect("organizations:profile")
    status = 422 if form.errors else 200
    return render(request, "accounts/profile.html", {"form": form}, status=status)
