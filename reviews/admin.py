"""What of the review may somebody see who runs the machine? Lists and runs, and no case."""

from django.contrib import admin

from reviews.models import ListVersion, ScreeningRun


class ReadOnlyAdmin(admin.ModelAdmin):
    """Lists are loaded on the command line, and runs belong to cases: nothing is changed here."""

    def has_add_permission(self, *_: object) -> bool:
        return False

    def has_change_permission(self, *_: object) -> bool:
        return False

    def has_delete_permission(self, *_: object) -> bool:
        return False


@admin.register(ListVersion)
class ListVersionAdmin(ReadOnlyAdmin):
    list_display = ("file_name", "published_at", "loaded_at", "entry_count", "state")


@admin.register(ScreeningRun)
class ScreeningRunAdmin(ReadOnlyAdmin):
    """Is a worker at it, and how far? Neither the version nor its parties are shown."""

    list_display = (
        "pk",
        "queued_at",
        "progress_at",
        "finished_at",
        "screened_count",
        "party_count",
    )
    fields = (
        "list_version",
        "matcher_version",
        "queued_at",
        "started_at",
        "progress_at",
        "finished_at",
        "party_count",
        "screened_count",
    )
