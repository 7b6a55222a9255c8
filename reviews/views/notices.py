"""What do organizations tell each other, and how does the program office take a notice down?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from exports_portal.accounts.roles import Role
from exports_portal.errors import NotPermitted
from exports_portal.policy.markets import open_markets
from exports_portal.web.pagination import page_of
from proposals.actions.notices import take_down
from proposals.models import Notice
from proposals.views.notices import TONES, facts_of
from reviews.forms.notices import TakeDownForm
from reviews.forms.outcome import carried_out
from reviews.views.frame import SignedIn


@require_safe
def notices(request: SignedIn) -> HttpResponse:
    """Every notice, the newest first. What was answered is read by the two organizations alone."""
    if not request.user.is_officer:
        raise NotPermitted("This page is for officers of the program.")
    page = page_of(request, Notice.objects.select_related("organization", "taken_down_by"))
    context = {
        "page": page,
        "rows": [(notice, TONES[notice.standing]) for notice in page],
        "keeps_notices": request.user.has_role(Role.POLICY_STEWARD),
    }
    return render(request, "reviews/notices.html", context)


@require_http_methods(["GET", "POST"])
def remove(request: SignedIn, pk: int) -> HttpResponse:
    if not request.user.has_role(Role.POLICY_STEWARD):
        raise NotPermitted("Only a policy steward takes a notice down.")
    notice = get_object_or_404(Notice.objects.select_related("organization", "call"), pk=pk)
    form = TakeDownForm(request.POST or None)
    if request.method == "POST" and carried_out(form, take_down, notice, by=request.user):
        messages.success(request, f"The notice of {notice.organization} is taken down.")
        return redirect("reviews:notices")
    facts = [*facts_of(notice, open_markets(timezone.localdate())), ("Text", notice.text)]
    context = {"form": form, "notice": notice, "facts": facts}
    status = 422 if form.errors else 200
    return render(request, "reviews/take_down_notice.html", context, status=status)
