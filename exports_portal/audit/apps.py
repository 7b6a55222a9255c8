from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "exports_portal.audit"
    label = "audit"
