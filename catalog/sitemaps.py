"""Which pages should a search engine know, and since when are they as they are?"""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from catalog.models import CatalogEntry


class CatalogSitemap(Sitemap[CatalogEntry]):
    """What is designated or suspended. A tombstone stays readable, but nobody is led to it."""

    def items(self) -> QuerySet[CatalogEntry]:
        return CatalogEntry.objects.offered()

    def lastmod(self, item: CatalogEntry) -> datetime:
        return item.updated_at


SITEMAPS = {"catalog": CatalogSitemap}
