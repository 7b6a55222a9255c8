"""How does an organization leave a consortium, on the pages?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import NotPermitted
from proposals.actions.membership import acts_for, end_membership, let_anchor_write, may_end
from proposals.forms.consortia import AnchorWritesForm
from proposals.models import Consortium, ConsortiumMember
from proposals.views.consortia import consortium_of


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """The confirmation, then the step. 404 for a stranger, 403 for who administers neither."""
    consortium = consortium_of(request, pk)
    leaving = get_object_or_404(consortium.current_members(), pk=member)
    person = signed_in(request)
    if not may_end(leaving, consortium, person):
        raise NotPermitted("Only whoever acts for this member or administers the anchor can.")
    if request.method != "POST":
        context = _confirmation(leaving)
        return render(request, "components/confirm_page.html", context)
    end_membership(leaving, by=person)
    messages.success(request, f"{leaving.organization} has left {consortium}.")
    if Consortium.objects.visible_to(person).filter(pk=pk).exists():
        return redirect("proposals:consortium", pk)
    return redirect("proposals:consortium_list")


@require_http_methods(["GET", "POST"])
def anchor_writes(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Let the anchor member write for one's own organization, or take that back."""
    consortium = consortium_of(request, pk)
    own = get_object_or_404(consortium.current_members(), pk=member)
    person = signed_in(request)
    if not acts_for(own, person):
        raise NotPermitted(f"Only whoever acts for {own.organization} can do this.")
    form = AnchorWritesForm(request.POST or None, initial={"allowed": not own.anchor_writes})
    if request.method == "POST" and form.is_valid():
        let_anchor_write(own, allowed=form.cleaned_data["allowed"], by=person)
        messages.success(request, f"Saved for {own.organization}.")
        return redirect("proposals:consortium", pk)
    context = _anchor_writes(own) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "components/confirm_page.html", context, status=status)


def _anchor_writes(own: ConsortiumMember) -> dict[str, object]:
    """What is on is taken back, what is off is allowed."""
    anchor, member, allows = own.consortium.anchor, own.organization, not own.anchor_writes
    if allows:
        heading, button = f"Let {anchor} write for {member}", "Let the anchor member write"
        consequence = (
            f"The people of {anchor} can then write and read the records of {member} in every "
            f"draft of this consortium. {member} still signs for them itself."
        )
    else:
        heading, button = f"{anchor} no longer writes for {member}", "Take it back"
        consequence = (
            f"The people of {anchor} can then no longer write the records of {member}. What they "
            "wrote stays."
        )
    return {
        "heading": heading,
        "consequence": consequence,
        "summary": [("Consortium", own.consortium), ("Member", member)],
        "submit_label": button,
        "cancel_url": reverse("proposals:consortium", args=[own.consortium_id]),
    }


def _confirmation(leaving: ConsortiumMember) -> dict[str, object]:
    return {
        "heading": f"{leaving.organization} leaves the consortium",
        "consequence": (
            "It no longer sees the drafts of this consortium and provides no layer of them. The "
            "records that it contributed are taken out of them, and what it signed is void. To "
            "come back it has to be invited again."
        ),
        "summary": [("Consortium", leaving.consortium), ("Member", leaving.organization)],
        "submit_label": "End the membership",
        "cancel_url": reverse("proposals:consortium", args=[leaving.consortium_id]),
    }
