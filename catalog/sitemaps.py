"""Which pages should a search engine know, and since when are they as they are?"""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet

from catalog.models import CatalogEntry


class CatalogSitemap(Sitemap[CatalogEntry]):
    """What is designated or suspended. A tombstone stays readable, but nobody is led to it.

    In parts, which an index names: one file of everything takes longer with every package.
    """

    limit = 2_000

    def items(self) -> QuerySet[CatalogEntry]:
        return CatalogEntry.objects.offered().only("slug", "updated_at")

    def lastmod(self, item: CatalogEntry) -> datetime:
        return item.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        """Asked of the database: Django would go through every entry."""
        latest: datetime | None = self.items().aggregate(latest=Max("updated_at"))["latest"]
        return latest


SITEMAPS = {"catalog": CatalogSitemap}
