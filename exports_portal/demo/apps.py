from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "exports_portal.demo"
    label = "demo"
