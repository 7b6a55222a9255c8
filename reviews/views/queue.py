"""Which cases wait, and for whom?"""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from exports_portal.errors import NotPermitted
from exports_portal.policy.blocs import Bloc
from exports_portal.policy.countries import country_name
from exports_portal.web.pagination import page_of_many
from proposals.states import UNDER_REVIEW, ProposalState
from reviews.forms.queue import QueueForm
from reviews.models import ReviewCase
from reviews.queue import ORDERS, STATES_IN, Tab, queue
from reviews.queue_rows import CaseRow, rows_of
from reviews.views.frame import TONES, SignedIn

ROWS_PER_PAGE = 50


@require_safe
def case_queue(request: SignedIn) -> HttpResponse:
    if not request.user.is_officer:
        raise NotPermitted("The review queue is for officers of the program.")
    form = QueueForm(request.GET, reader=request.user)
    cases = queue(
        ReviewCase.objects.for_review(request.user),
        request.user,
        tab=form.tab_name,
        filters=form.filters,
    )
    in_order = ORDERS[form.order](cases)
    page = page_of_many(request, in_order, counted=cases, per_page=ROWS_PER_PAGE)
    context = {
        "form": form,
        "page": page,
        "lines": [_line(row, form.blocs) for row in rows_of(page.object_list)],
        "tabs": _tabs(form),
        "tab": form.tab_name,
        "is_filtered": bool(form.changed_data and set(form.changed_data) - {"tab", "sort"}),
        "agencies": not request.user.is_case_reader,
    }
    return render(request, "reviews/queue.html", context)


def _tabs(form: QueueForm) -> list[dict[str, object]]:
    start, current = reverse("reviews:queue"), form.tab_name
    return [
        {"label": tab.label, "url": f"{start}?tab={tab.value}", "is_current": tab == current}
        for tab in form.tabs
    ]


def _line(row: CaseRow, blocs: tuple[Bloc, ...]) -> dict[str, object]:
    """A row in words."""
    names = {bloc.code: bloc.name for bloc in blocs}
    age = row.proposal.review_age if row.proposal.state in STATES_IN[Tab.OPEN] else None
    return {
        "row": row,
        "tone": TONES.get(ProposalState(row.proposal.state), "info"),
        "markets": ", ".join(names.get(code) or country_name(code) for _, code in row.markets),
        "days": age.days if age is not None else None,
        "is_overdue": row.proposal.state in UNDER_REVIEW and _has_passed(row.due_on),
    }


def _has_passed(day: date | None) -> bool:
    return day is not None and day < timezone.localdate()
