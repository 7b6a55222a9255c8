"""How is somebody invited into a consortium, and how do they come in?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import InvalidInput, NotPermitted
from exports_portal.web.refusals import put_beside_fields
from proposals.actions.consortia import INVITATION_DAYS, accept, invitation_for, invite, revoke
from proposals.forms.consortia import InvitationForm, JoinForm, joinable
from proposals.models import Consortium
from proposals.views.consortia import consortium_of, may_invite


def invite_member(request: HttpRequest, pk: int) -> HttpResponse:
    consortium = _led(request, pk)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            invite(consortium, email=email, by=signed_in(request))
        except InvalidInput as error:
            put_beside_fields(form, error)
        else:
            messages.success(request, f"An invitation is on its way to {email}.")
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


@never_cache
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind the link of an invitation. 404 for everybody but the person invited."""
    person = signed_in(request)
    invitation = invitation_for(secret, user=person)
    consortium = invitation.consortium
    form = JoinForm(request.POST or None, consortium=consortium, by=person)
    if request.method == "POST" and form.is_valid():
        member = accept(secret, organization=form.cleaned_data["organization"], by=person)
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
