"""What does somebody who runs the portal see of the catalog? Everything, and changes nothing."""

from django.contrib import admin
from django.http import HttpRequest

from catalog.models import CatalogEntry


@admin.register(CatalogEntry)
class CatalogEntryAdmin(admin.ModelAdmin[CatalogEntry]):
    """An entry is a copy: it changes through a determination, never here."""

    list_display = ("designation_number", "title", "anchor", "availability", "designated_on")
    list_filter = ("availability",)
    search_fields = ("designation_number", "title", "anchor")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: CatalogEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: CatalogEntry | None = None) -> bool:
        return False
