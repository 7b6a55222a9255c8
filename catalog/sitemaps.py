"""Which pages should a search engine know, and since when are they as they are?"""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Page, Paginator
from django.db.models import Max, QuerySet
from django.utils.functional import cached_property

from catalog.models import CatalogEntry


class PartsByKey(Paginator[CatalogEntry]):
    """Parts of so many keys each. Which there are is read from the last key, and none is counted.

    A part has fewer entries than keys where some of them are no longer offered.
    """

    def __init__(self, items: QuerySet[CatalogEntry], keys: int) -> None:
        super().__init__(items, keys)
        self.items = items

    @cached_property
    def num_pages(self) -> int:
        last: int = CatalogEntry.objects.aggregate(last=Max("pk"))["last"] or 1
        return -(-last // self.per_page)

    def page(self, number: int | str) -> Page[CatalogEntry]:
        number = self.validate_number(number)
        last = number * self.per_page
        found = self.items.filter(pk__gt=last - self.per_page, pk__lte=last)
        return Page(list(found), number, self)


class CatalogSitemap(Sitemap[CatalogEntry]):
    """What is designated or suspended. A tombstone stays readable, but nobody is led to it.

    In parts, which an index names: one file of everything takes longer with every package.
    """

    limit = 2_000

    @property
    def paginator(self) -> PartsByKey:
        return PartsByKey(self.items(), self.limit)

    def items(self) -> QuerySet[CatalogEntry]:
        return CatalogEntry.objects.offered().only("slug", "updated_at").order_by("pk")

    def lastmod(self, item: CatalogEntry) -> datetime:
        return item.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        """Asked of the database: Django would go through every entry."""
        latest: datetime | None = self.items().aggregate(latest=Max("updated_at"))["latest"]
        return latest


SITEMAPS = {"catalog": CatalogSitemap}
