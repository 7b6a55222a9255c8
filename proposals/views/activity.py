"""What happened on a proposal lately, by whom, and where?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exports_portal.web.pagination import page_of_many
from proposals.forms.activity import ActivityForm
from proposals.readers import colleagues_of
from proposals.views.feed import EVENTS, Asked, feed, rows_of
from proposals.views.feed_words import Page
from proposals.views.navigation import steps
from proposals.views.reading import Reading, read


@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    reading = read(request, pk)
    form = _form(request, reading)
    found = feed(
        reading,
        Asked(
            event=form.asked("event") or "",
            member=form.asked("member"),
            person=form.asked("person"),
        ),
    )
    page = page_of_many(request, found, counted=found)
    page.object_list = Page(reading=reading, rows=rows_of(list(page.object_list))).lines()
    context = {
        "reading": reading,
        "proposal": reading.proposal,
        "title": "Activity",
        "steps": steps(reading, is_judged=False),
        "form": form,
        "page": page,
    }
    return render(request, "proposals/activity.html", context)


def _form(request: HttpRequest, reading: Reading) -> ActivityForm:
    return ActivityForm(
        request.GET,
        events=EVENTS.items(),
        members=[(one.organization_id, one.legal_name) for one in reading.frame.members],
        people=[(one.person.pk, str(one.person)) for one in colleagues_of(reading.proposal)],
    )
