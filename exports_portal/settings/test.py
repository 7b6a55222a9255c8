"""What the test suite uses."""

from exports_portal.settings.base import *  # noqa: F403  settings are layered by star import, Django's way

SECRET_KEY = "test"  # noqa: S105  not a secret: the suite's own
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    # The server of the browser tests checks passwords as everywhere else.
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
# A test that counts queries counts its own; a test of what processes share asks for SHARED_CACHES.
SHARED_CACHES, CACHES = CACHES, dict.fromkeys(CACHES, CACHES["process"])  # noqa: F405  as above
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
CLAMD_SOCKET = ""  # a test that wants the scanner asks for it (tests/conftest.py)
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None  # files are served from where they lie
DATABASES["default"]["ENGINE"] = "tests.database"  # noqa: F405  PostgreSQL, able to empty the audit trail between tests
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405  the threads of a test's server must let its database go
INSTALLED_APPS = [*INSTALLED_APPS, "exports_portal.demo"]  # noqa: F405  comes with the star import
# The limits of the API write now and then, and tests count queries; two tests set limits.
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = {"anon": None, "user": None}  # noqa: F405  as above
