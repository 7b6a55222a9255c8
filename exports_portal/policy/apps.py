from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "exports_portal.policy"
    label = "policy"
