"""Which jobs run in the background, and when?

The schedule is static on purpose: `django-celery-beat` 2.9 would downgrade Django.
"""

import os
from importlib import import_module
from typing import Any

from celery import Celery
from celery.schedules import crontab
from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exports_portal.settings.dev")


def schedule() -> dict[str, Any]:
    """The whole schedule. A sweep that no worker took in time expires: the next finds the same."""
    return {
        # Work that a killed worker or a lost message left behind is found again by query.
        "find-unfinished-work": {
            "task": "reviews.tasks.find_unfinished_work",
            "schedule": settings.SWEEP_SECONDS,
            "options": {"expires": settings.SWEEP_SECONDS},
        },
        "find-waiting-scans": {
            "task": "exports_portal.files.tasks.find_waiting_scans",
            "schedule": settings.SWEEP_SECONDS,
            "options": {"expires": settings.SWEEP_SECONDS},
        },
        "deliver-due-mail": {
            "task": "proposals.tasks.deliver_due_mail",
            "schedule": 60.0,
            "options": {"expires": 60.0},
        },
        "show-life": {
            "task": "exports_portal.web.tasks.show_life",
            "schedule": settings.PULSE_SECONDS,
            "options": {"expires": settings.PULSE_SECONDS},
        },
        **by_the_clock(),
    }


def by_the_clock() -> dict[str, Any]:
    return {
        **what_expires(),
        # Nightly, and every six hours: one night without an answer must not stop the decisions.
        "sync-screening-lists": {
            "task": "reviews.tasks.sync_screening_lists",
            "schedule": crontab(hour="2,8,14,20", minute="30"),
            "options": {"expires": 3600.0},
        },
        **every_night(),
        **every_morning(),
        # Everything in full: a small change of the list moves the weights of words for everybody.
        # When this message is lost, the sweeper notices a day later.
        "rescreen-weekly": {
            "task": "reviews.tasks.rescreen_weekly",
            "schedule": crontab(day_of_week="sunday", hour="3", minute="0"),
            "options": {"expires": 3600.0},
        },
    }


def what_expires() -> dict[str, Any]:
    return {
        "forget-expired-imports": {
            "task": "proposals.tasks.forget_expired_imports",
            "schedule": crontab(minute="*/10"),
            "options": {"expires": 600.0},
        },
        "forget-ended-sessions": {
            "task": "exports_portal.web.tasks.forget_ended_sessions",
            "schedule": crontab(minute="*/10"),
            "options": {"expires": 600.0},
        },
    }


def every_night() -> dict[str, Any]:
    return {
        # Every night, against the heads that are kept outside the database.
        "verify-audit-trail": {
            "task": "reviews.tasks.verify_audit_trail",
            "schedule": crontab(hour="1", minute="15"),
            "options": {"expires": 3600.0},
        },
        # What the queue is sorted by is compared with what it is kept from.
        "recount-cases": {
            "task": "reviews.tasks.recount_cases",
            "schedule": crontab(hour="1", minute="45"),
            "options": {"expires": 3600.0},
        },
        # What a change of an organization did to signatures, and what a lost message left untold.
        "find-lapsed-signatures": {
            "task": "proposals.tasks.find_lapsed_signatures",
            "schedule": crontab(hour="2", minute="0"),
            "options": {"expires": 3600.0},
        },
    }


def every_morning() -> dict[str, Any]:
    return {
        # The later ones find whoever a lost message left out, and nobody twice.
        "send-mail-digests": {
            "task": "proposals.tasks.send_mail_digests",
            "schedule": crontab(hour="7-21", minute="5"),
            "options": {"expires": 3600.0},
        },
        # Once a day. A day that is left out is made up for on the next: nobody is told twice.
        "send-reminders": {
            "task": "reviews.tasks.send_reminders",
            "schedule": crontab(hour="7", minute="15"),
            "options": {"expires": 3600.0},
        },
    }


# Before the first connection: where a broker is a folder, a message is put there in one piece.
TRANSPORT_ALIASES["filesystem"] = "exports_portal.folder_queue:Transport"
app = Celery("exports_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Asked for when the app is first used: importing this package must not load the settings.
app.add_defaults(lambda: {"beat_schedule": schedule()})
app.autodiscover_tasks()
import_module("exports_portal.pool")  # listens to the worker
