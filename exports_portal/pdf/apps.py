from importlib import import_module

from django.apps import AppConfig


class PdfConfig(AppConfig):
    name = "exports_portal.pdf"
    label = "pdf"

    def ready(self) -> None:
        import_module("exports_portal.pdf.checks")
