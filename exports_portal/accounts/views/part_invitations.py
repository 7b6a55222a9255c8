"""How is an invitation to a part sent again or taken back, and what does the invited person see?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache

from exports_portal.accounts.actions.part_invitations import (
    accept,
    decline,
    invitation_to,
    revoke,
    send_again,
    what_became_of,
    why_not,
)
from exports_portal.accounts.inviting import INVITATION_DAYS
from exports_portal.accounts.models import Organization, PartInvitation
from exports_portal.accounts.notifications import MAY
from exports_portal.accounts.roles import Part
from exports_portal.accounts.views.organizations import editable
from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import StepRefused


def again(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    organization = editable(request, pk)
    made = get_object_or_404(organization.part_invitations, pk=invitation)
    if request.method == "POST":
        send_again(made, by=signed_in(request))
        messages.success(request, f"Another invitation is on its way to {made.email}.")
        return redirect("organizations:detail", pk=pk)
    context = {
        "heading": "Send an invitation again",
        "consequence": (
            f"Another mail goes out, in your name, and the invitation is valid for "
            f"{INVITATION_DAYS} days from now."
        ),
        "submit_label": "Send it again",
        **_about(made, organization),
    }
    return render(request, "components/confirm_page.html", context)


def take_back(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    organization = editable(request, pk)
    made = get_object_or_404(organization.part_invitations, pk=invitation)
    if request.method == "POST":
        revoke(made, by=signed_in(request))
        messages.success(request, f"The invitation to {made.email} is taken back.")
        return redirect("organizations:detail", pk=pk)
    context = {
        "heading": "Take back an invitation",
        "consequence": ("From now on nobody can accept it. You can invite the same person again."),
        "submit_label": "Take it back",
        **_about(made, organization),
    }
    return render(request, "components/confirm_page.html", context)


def _about(invitation: PartInvitation, organization: Organization) -> dict[str, object]:
    """What both questions show. One that is settled is not asked about."""
    if invitation.is_settled:
        raise StepRefused(what_became_of(invitation))
    return {
        "summary": [
            ("Organization", organization),
            ("Invited", invitation.email),
            ("Part", invitation.get_part_display()),
        ],
        "cancel_url": reverse("organizations:detail", args=[organization.pk]),
    }


@never_cache
def invited(request: HttpRequest, invitation: int) -> HttpResponse:
    """404 for everybody but the confirmed address that was invited."""
    if request.method == "POST":
        given = accept(invitation, by=signed_in(request))
        what, _ = MAY[Part(given.part)]
        messages.success(request, f"For {given.organization} you are now {what}.")
        return redirect("organizations:detail", pk=given.organization_id)
    found = invitation_to(signed_in(request), invitation)
    what, may = MAY[Part(found.part)]
    context = {
        "invitation": found,
        "what": what,
        "may": may,
        "summary": _summary(found),
        "why_not": why_not(found),
        "over": what_became_of(found),
        "decline_url": reverse("organizations:decline_part_invitation", args=[found.pk]),
    }
    return render(request, "accounts/part_invitation.html", context)


@never_cache
def say_no(request: HttpRequest, invitation: int) -> HttpResponse:
    if request.method == "POST":
        declined = decline(invitation, by=signed_in(request))
        messages.success(request, f"The invitation of {declined.organization} is declined.")
        return redirect("home")
    found = invitation_to(signed_in(request), invitation)
    if over := what_became_of(found):
        raise StepRefused(over)
    context = {
        "heading": "Decline an invitation",
        "consequence": (
            f"{found.invited_by} hears that you declined. You get no part in "
            f"{found.organization} unless somebody of it invites you again."
        ),
        "summary": _summary(found),
        "submit_label": "Decline the invitation",
        "cancel_url": reverse("organizations:part_invitation", args=[found.pk]),
    }
    return render(request, "components/confirm_page.html", context)


def _summary(invitation: PartInvitation) -> list[tuple[str, object]]:
    inviter, until = invitation.invited_by, localtime(invitation.expires_at)
    return [
        ("Organization", invitation.organization),
        ("Invited by", f"{inviter} ({inviter.email})"),
        ("Your e-mail address", invitation.email),
        ("Part", invitation.get_part_display()),
        ("Valid until", f"{date_format(until, 'F j, Y, g:i a')} Eastern time"),
    ]
