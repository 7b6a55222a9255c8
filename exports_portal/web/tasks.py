"""Which job shows that jobs are done?"""

from celery import shared_task

from exports_portal.web.models import felt

WORKER = "worker"


@shared_task
def show_life() -> None:
    """Went from the clock through the broker into a process of the pool."""
    felt(WORKER)
