"""Which job shows that jobs are done, and which one forgets what nobody can ask for any more?"""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from exports_portal.web.models import felt

WORKER = "worker"


@shared_task
def show_life() -> None:
    """Went from the clock through the broker into a process of the pool."""
    felt(WORKER)


@shared_task
def forget_ended_sessions() -> None:
    """With what was typed before they ended, and never asked for (exports_portal/web/typed.py)."""
    SessionStore.clear_expired()
