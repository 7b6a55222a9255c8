"""Where does every part of the site begin?"""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path

from catalog.sitemaps import SITEMAPS
from exports_portal.web.views.health import health, live, ready
from exports_portal.web.views.home import about, home

handler400 = "exports_portal.web.views.errors.bad_request"
handler403 = "exports_portal.web.views.errors.permission_denied"
handler404 = "exports_portal.web.views.errors.page_not_found"
handler500 = "exports_portal.web.views.errors.server_error"

urlpatterns = [
    path("", home, name="home"),
    path("about/", about, name="about"),
    path("health/", health, name="health"),
    path("health/live/", live, name="health_live"),
    path("health/ready/", ready, name="health_ready"),
    path("accounts/", include("allauth.urls")),
    path("", include("exports_portal.accounts.urls")),
    path("", include("proposals.urls")),
    path("", include("reviews.urls.applicants")),
    path("review/", include("reviews.urls.officers")),
    path("catalog/", include("catalog.urls")),
    path(
        "sitemap.xml",
        login_not_required(index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"},
        name="sitemap",
    ),
    path(
        "sitemap-<slug:section>.xml",
        login_not_required(sitemap),
        {"sitemaps": SITEMAPS},
        name="sitemap_part",
    ),
    path("api/v1/", include("exports_portal.api")),
    path("administration/", admin.site.urls),
]
