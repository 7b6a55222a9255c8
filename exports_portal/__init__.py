"""The ground the portal's apps stand on, and the front door that puts them together."""

from exports_portal.celery import app as celery_app

__all__ = ["celery_app"]
