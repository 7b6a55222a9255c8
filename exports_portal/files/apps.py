from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "exports_portal.files"
    label = "files"
