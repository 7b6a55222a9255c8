"""How does an organization leave a consortium, on the pages?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import NotPermitted
from proposals.actions.membership import end_membership, may_end
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


def _confirmation(leaving: ConsortiumMember) -> dict[str, object]:
    return {
        "heading": f"{leaving.organization} leaves the consortium",
        "consequence": (
            "It no longer sees the drafts of this consortium, provides no layer of them, and "
            "what it signed for them is void. To come back it has to be invited again."
        ),
        "summary": [("Consortium", leaving.consortium), ("Member", leaving.organization)],
        "submit_label": "End the membership",
        "cancel_url": reverse("proposals:consortium", args=[leaving.consortium_id]),
    }
