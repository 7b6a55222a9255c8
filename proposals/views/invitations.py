"""How is somebody invited into a consortium, and how do they come in?"""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from exports_portal.accounts.inviting import INVITATION_DAYS
from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import InvalidInput, NotPermitted
from exports_portal.web.refusals import put_beside_fields
from proposals.actions.consortia import (
    accept,
    accept_here,
    invitation_for,
    invitation_to,
    invite_each,
    revoke,
    send_again,
)
from proposals.forms.consortia import InvitationForm, JoinForm, joinable
from proposals.models import Consortium, ConsortiumMember, Invitation
from proposals.views.consortia import consortium_of, may_invite
from proposals.views.notice_answers import contact_in


def invite_member(request: HttpRequest, pk: int) -> HttpResponse:
    consortium = _led(request, pk)
    # Whoever comes from an answer to a notice finds its address filled in, and sends it or not.
    asked = {"email": contact_in(request.GET.get("answer", ""), signed_in(request))}
    form = InvitationForm(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            invited = invite_each(consortium, emails=form.addresses, by=signed_in(request))
        except InvalidInput as error:
            put_beside_fields(form, error)
        else:
            for one in invited:
                messages.success(request, f"An invitation is on its way to {one.email}.")
            return redirect("proposals:consortium", pk=pk)
    context = {"form": form, "consortium": consortium, "days": INVITATION_DAYS}
    status = 422 if form.errors else 200
    return render(request, "proposals/consortia/invite.html", context, status=status)


def revoke_invitation(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    consortium = _led(request, pk)
    invited = get_object_or_404(consortium.invitations, pk=invitation)
    if request.method == "POST":
        revoke(invited, by=signed_in(request))
        messages.success(request, f"The invitation to {invited.email} is taken back.")
        return redirect("proposals:consortium", pk=pk)
    context = {
        "heading": "Take back an invitation",
        "consequence": (
            "The link in the mail stops working at once. You can invite the same person again."
        ),
        "summary": [("Consortium", consortium), ("Invited", invited.email)],
        "submit_label": "Take it back",
        "cancel_url": reverse("proposals:consortium", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)


def send_invitation_again(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    consortium = _led(request, pk)
    invited = get_object_or_404(consortium.invitations, pk=invitation)
    if request.method == "POST":
        send_again(invited, by=signed_in(request))
        messages.success(request, f"Another invitation is on its way to {invited.email}.")
        return redirect("proposals:consortium", pk=pk)
    context = {
        "heading": "Send an invitation again",
        "consequence": (
            f"A mail with another link goes out, and is valid for {INVITATION_DAYS} days. The link "
            "in the mail of before stops working."
        ),
        "summary": [("Consortium", consortium), ("Invited", invited.email)],
        "submit_label": "Send it again",
        "cancel_url": reverse("proposals:consortium", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)


@never_cache
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind the link of an invitation. 404 for everybody but the person invited."""
    invitation = invitation_for(secret, user=signed_in(request))
    return _joining(request, invitation, partial(accept, secret))


@never_cache
def join_here(request: HttpRequest, invitation: int) -> HttpResponse:
    """The same page from the home page: for the confirmed address that was invited, else 404."""
    found = invitation_to(signed_in(request), invitation)
    return _joining(request, found, partial(accept_here, invitation))


def _joining(
    request: HttpRequest, invitation: Invitation, accepted: Callable[..., ConsortiumMember]
) -> HttpResponse:
    person, consortium = signed_in(request), invitation.consortium
    form = JoinForm(request.POST or None, consortium=consortium, by=person)
    if request.method == "POST" and form.is_valid():
        member = accepted(organization=form.cleaned_data["organization"], by=person)
        messages.success(request, f"{member.organization} is now a member of {consortium}.")
        return redirect("proposals:consortium", pk=consortium.pk)
    context = {
        "form": form,
        "invitation": invitation,
        "consortium": consortium,
        "can_join": joinable(consortium, person).exists(),
    }
    status = 422 if form.errors else 200
    return render(request, "proposals/consortia/join.html", context, status=status)


def _led(request: HttpRequest, pk: int) -> Consortium:
    """404 for a stranger; 403 for a member who does not lead."""
    consortium = consortium_of(request, pk)
    if not may_invite(request, consortium):
        raise NotPermitted(f"Only an administrator of {consortium.anchor} can do this.")
    return consortium
