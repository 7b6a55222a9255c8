from django.apps import AppConfig


class HandbookConfig(AppConfig):
    name = "exports_portal.handbook"
    label = "handbook"
