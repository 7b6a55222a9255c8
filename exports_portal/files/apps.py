from importlib import import_module

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "exports_portal.files"
    label = "files"

    def ready(self) -> None:
        import_module("exports_portal.files.receivers")
        import_module("exports_portal.files.checks")
