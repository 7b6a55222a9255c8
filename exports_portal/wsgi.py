"""The door a web server such as gunicorn knocks at."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exports_portal.settings.dev")
os.environ.setdefault("DATABASE_PATIENCE", "page")
application = get_wsgi_application()
