"""The demonstration's settings, with the mail server of a production portal."""

import os

from exports_portal.settings.dev import *  # noqa: F403  settings are layered by star import

MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": "127.0.0.1",
            "port": int(os.environ["SMTP_PORT"]),
            "timeout": 10,  # exports_portal/settings/production.py: SMTP_SECONDS
        },
    }
}
