from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "exports_portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        import_module("exports_portal.accounts.receivers")
