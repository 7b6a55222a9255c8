from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "exports_portal.web"
    label = "web"
