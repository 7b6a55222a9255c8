from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "exports_portal.mail"
    label = "mail"
