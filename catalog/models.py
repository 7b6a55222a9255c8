"""What does the public see of a designated package?

A `CatalogEntry` is a copy made at publication, never a live view of a case.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone

from catalog.queries import CatalogQuerySet
from proposals.models import Proposal

LICENSE_CAVEAT = (
    "A designation is not an export license, a loan or a legal right. Export licensing, financing "
    "and contracts follow their own rules."
)


class Availability(models.TextChoices):
    AVAILABLE = "AVAILABLE", "Available"
    SUSPENDED = "SUSPENDED", "Suspended"
    WITHDRAWN = "WITHDRAWN", "No longer designated"


class CatalogEntry(models.Model):
    """A designated full-stack AI export package, as offered to allies and partners."""

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="catalog_entry"
    )
    designation_number = models.CharField(max_length=24, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=200)
    consortium = models.CharField(max_length=200)
    anchor = models.CharField(max_length=300)
    summary = models.TextField()
    # A list in the order of the layers; each has code, label, description and provider names.
    layers = models.JSONField()
    # Name and role of each, the anchor member first.
    members = models.JSONField()
    # Kind, code and label as proposed; `countries` are the ISO codes they come to.
    markets = models.JSONField()
    countries = ArrayField(models.CharField(max_length=2), default=list)
    layer_codes = ArrayField(models.CharField(max_length=20), default=list)
    sectors = ArrayField(models.CharField(max_length=40), default=list)
    delivery_mode = models.CharField(max_length=32, blank=True)
    # Category and text of each.
    conditions = models.JSONField(default=list)
    availability = models.CharField(
        max_length=16, choices=Availability, default=Availability.AVAILABLE
    )
    designated_on = models.DateField()
    published_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    search = SearchVectorField(null=True, editable=False)

    objects = CatalogQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "catalog entries"
        ordering = ("-designated_on", "title", "pk")
        indexes = (
            GinIndex(fields=("search",), name="catalog_search"),
            GinIndex(fields=("countries",), name="catalog_countries"),
            GinIndex(fields=("layer_codes",), name="catalog_layers"),
            GinIndex(fields=("sectors",), name="catalog_sectors"),
            models.Index(Upper("designation_number"), name="catalog_number"),
            models.Index(
                fields=("-designated_on", "title", "id"),
                name="catalog_offered",
                condition=~models.Q(availability=Availability.WITHDRAWN),
            ),
            models.Index(fields=("updated_at", "id"), name="catalog_changes"),
        )

    def __str__(self) -> str:
        return f"{self.designation_number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("catalog:detail", args=[self.slug])
