"""Where does somebody go who has just arrived?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from exports_portal.web.navigation import own_navigation


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", {"own_places": own_navigation(request)})


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html")
