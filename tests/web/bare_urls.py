"""A site with the front door alone."""

from django.urls import include, path

from exports_portal.web.views.home import about, home

urlpatterns = [
    path("", home, name="home"),
    path("about/", about, name="about"),
    path("accounts/", include("allauth.urls")),
]
