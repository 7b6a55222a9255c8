"""Where are the pages of the catalog?"""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from catalog.feeds import CatalogFeed
from catalog.views import detail, entry_list

app_name = "catalog"

urlpatterns = [
    path("", entry_list, name="list"),
    path("feed.atom", login_not_required(CatalogFeed()), name="feed"),
    path("<slug:slug>/", detail, name="detail"),
]
