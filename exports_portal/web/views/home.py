"""Where does somebody go who has just arrived?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from exports_portal.web.navigation import APPLICANT, own_navigation, places_for
from exports_portal.web.waiting import MOST_SHOWN, waiting_for


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    user = request.user
    waiting = waiting_for(user) if user.is_authenticated else []
    context = {
        "own_places": own_navigation(request),
        "waiting": waiting,
        "waiting_is_cut": len(waiting) >= MOST_SHOWN,
        "is_applicant": places_for(user) == APPLICANT,
    }
    return render(request, "home.html", context)


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html")
