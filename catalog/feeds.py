"""What changed in the catalog lately, for feed readers?"""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed

from catalog.models import LICENSE_CAVEAT, Availability, CatalogEntry
from exports_portal.web.characters import without_control_characters

NEWEST = 30


class CatalogFeed(Feed[CatalogEntry, None]):
    """The entries changed last; one that is suspended or no longer designated says so."""

    feed_type = Atom1Feed
    title = "Catalog of designated full-stack AI export packages"
    subtitle = LICENSE_CAVEAT
    link = reverse_lazy("catalog:list")

    def items(self) -> list[CatalogEntry]:
        return list(CatalogEntry.objects.order_by("-updated_at", "-pk")[:NEWEST])

    def item_title(self, item: CatalogEntry) -> str:
        title = without_control_characters(item.title)
        if item.availability == Availability.AVAILABLE:
            return title
        return f"{title} ({item.get_availability_display().lower()})"

    def item_description(self, item: CatalogEntry) -> str:
        return without_control_characters(item.summary)

    def item_author_name(self, item: CatalogEntry) -> str:
        return without_control_characters(item.consortium)

    def item_pubdate(self, item: CatalogEntry) -> datetime:
        return item.published_at

    def item_updateddate(self, item: CatalogEntry) -> datetime:
        return item.updated_at
