from importlib import import_module

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "exports_portal.mail"
    label = "mail"

    def ready(self) -> None:
        import_module("exports_portal.mail.receivers")
