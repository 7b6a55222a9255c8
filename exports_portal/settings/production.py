"""What does a server use? A value that must be chosen has no default: without it nothing starts."""

from exports_portal.settings.base import *  # noqa: F403  settings are layered by star import, Django's way

SECRET_KEY = env("SECRET_KEY")  # noqa: F405  comes with the star import
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")  # noqa: F405  as above
SECURE_SSL_REDIRECT = True
# How many proxies stand in front: the limits on sign-in count by the address the last one saw.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)  # noqa: F405  as above
REST_FRAMEWORK = {**REST_FRAMEWORK, "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT}  # noqa: F405  as above
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000  # one year, the floor for the browsers' preload lists
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A mail server that says nothing for so long is away; the outbox tries again later.
SMTP_SECONDS = 10
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env("SMTP_HOST"),  # noqa: F405  as above
            "port": env.int("SMTP_PORT", default=587),  # noqa: F405  as above
            "username": env("SMTP_USER", default=""),  # noqa: F405  as above
            "password": env("SMTP_PASSWORD", default=""),  # noqa: F405  as above
            "use_tls": True,
            "timeout": SMTP_SECONDS,
        },
    }
}
SCREENING_LIST_URL = env(  # noqa: F405  as above
    "SCREENING_LIST_URL",
    default="https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.json",
)
SCREENING_LIST_IS_WHOLE = True
SCANNER_IS_REQUIRED = True
LETTER_KEY_IS_REQUIRED = True
