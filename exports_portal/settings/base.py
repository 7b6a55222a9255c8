"""What is the same wherever the portal runs? The environment is read here, once."""

from pathlib import Path

import django_stubs_ext
import environ

from exports_portal.bounds import LARGEST_FORM_BYTES, MOST_FIELDS
from exports_portal.settings.api import *  # noqa: F403  settings are layered by star import, Django's way
from exports_portal.settings.embedded import database_url
from exports_portal.settings.letters import *  # noqa: F403  settings are layered by star import, Django's way
from exports_portal.settings.logs import *  # noqa: F403  settings are layered by star import, Django's way
from exports_portal.settings.patience import patience

# Lets classes such as ModelForm[User] be written as the type checker reads them.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

# Everything the portal writes when no server is configured: database, queue, files, mail.
VAR_DIR = Path(env("PORTAL_VAR_DIR", default=str(BASE_DIR / "var")))

SECRET_KEY = env("SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
# The address people use, for links in letters and mails, made where no request is at hand.
PORTAL_URL = env("PORTAL_URL", default="http://localhost:8000")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    # Its widget templates are found by the form renderer of exports_portal.web.
    "django.forms",
    "django.contrib.admin",
    "django_fsm",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
    "exports_portal.accounts",
    "exports_portal.policy",
    "exports_portal.audit",
    "exports_portal.files",
    "exports_portal.mail",
    "exports_portal.pdf",
    "exports_portal.web",
    "exports_portal.handbook",
    "proposals",
    "catalog",
    "reviews",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "exports_portal.web.middleware.BodyLimitMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "exports_portal.web.middleware.UploadMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page needs sign-in; @login_not_required opens one, visibly.
    "exports_portal.web.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # Idle and old sessions end before anything asks who is signed in (accounts/sessions.py).
    "exports_portal.accounts.middleware.SessionLimitMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Officers and staff reach their pages with a second factor only (accounts/second_factor.py).
    "exports_portal.accounts.middleware.SecondFactorMiddleware",
    "exports_portal.web.middleware.AnonymousBodyMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "exports_portal.web.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "exports_portal.urls"
WSGI_APPLICATION = "exports_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "exports_portal.web.context.site",
            ],
            "builtins": ["exports_portal.web.templatetags.portal"],
        },
    },
]
FORM_RENDERER = "exports_portal.web.forms.UswdsRenderer"

# PostgreSQL is the only database. Without DATABASE_URL the portal starts its own in var/.
DATABASES = {"default": env.db_url_config(env("DATABASE_URL", default="") or database_url(VAR_DIR))}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
# Compiling a query pays off in reports of minutes; for pages it costs more than it saves.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = f"-c jit=off {patience()}"
# A connection is kept for the next page; a broken one is noticed and made anew.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["TEST"] = {"NAME": env("TEST_DATABASE_NAME", default=None)}
# E-mail addresses are unique whatever their case, by a constraint that this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# what is counted
# Attempts to sign in and used codes are counted once for all web processes: five are five, not ten.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        # Django keeps 300 and then throws away what still counts: who tried how often to sign in.
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # Who has which record open: apart, so that many opened records throw away nothing that counts.
    "presence": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_presence",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "full_name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
# Only in the browser that signed up; the link in the mail alone signs nobody in.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
# Whoever finds an open session must know a password or hold a second factor to take the account
# over, and the owner hears of it at the address it had before.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[AI Exports Portal] "
ACCOUNT_ADAPTER = "exports_portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "exports_portal.accounts.forms.SignUpForm",
    "reauthenticate": "exports_portal.accounts.forms.PasswordAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "AI Exports Portal"

# what a browser may do
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "exports_portal.web.views.errors.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# language and time
LANGUAGE_CODE = "en-us"
TIME_ZONE = "America/New_York"
USE_I18N = True
USE_TZ = True

# files
STATIC_URL = "/static/"
STATIC_ROOT: Path | None = VAR_DIR / "static"
STATICFILES_DIRS = [("portal", BASE_DIR / "exports_portal" / "web" / "assets")]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_FORM_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = MOST_FIELDS
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# The socket of the ClamAV daemon (clamd). Without one an uploaded file waits, and nobody reads it.
CLAMD_SOCKET = env("CLAMD_SOCKET", default="")
# "readable": files are read though nobody scanned them, and the pages say so (settings.dev).
FILES_WITHOUT_SCANNER = ""
# True: a system check refuses to go on without a scanner, and the setting above counts for nothing.
SCANNER_IS_REQUIRED = False

# letters
DEMONSTRATION_KEY = VAR_DIR / "letter-key.pem"

# mail
# Where buyers write to about a package in the catalog.
PROGRAM_OFFICE_EMAIL = env("PROGRAM_OFFICE_EMAIL", default="program-office@exports.example")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="AI Exports Portal <portal@exports.example>")
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": VAR_DIR / "mail"},
    }
}

# background work
CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="filesystem://")
CELERY_BROKER_TRANSPORT_OPTIONS = {}
if CELERY_BROKER_URL == "filesystem://":
    QUEUE_DIR = VAR_DIR / "queue"
    for folder in ("messages", "control"):  # the transport does not make them
        (QUEUE_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "control_folder": str(QUEUE_DIR / "control"),
        "polling_interval": 0.05,  # seconds; the transport's second is most of what a click waits
    }
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A broker that is away must not hold up the person who clicked: the sweeper finds the work again.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1}
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TIMEZONE = TIME_ZONE
# How often unfinished work is looked for, and how long a worker may be silent before it is gone.
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=20)
SILENCE_SECONDS = env.int("SILENCE_SECONDS", default=45)
# How often the clock asks a worker for a sign of life (/health/ tells when none comes).
PULSE_SECONDS = env.int("PULSE_SECONDS", default=15)
# No job runs for ever: it is stopped in order, and a little later by force. What it left is found
# again by query (decision 5).
CELERY_TASK_SOFT_TIME_LIMIT = 900
CELERY_TASK_TIME_LIMIT = 960
# A process of the pool is replaced after so many jobs: what it gathered goes with it.
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500

# composition: which desk answers for the review of a proposal
# `proposals` may not import `reviews`: its guards ask this module (proposals/guards.py).
REVIEW_DESK = "reviews.desk"
# What carries a review over to the version of an amendment.
REVIEW_INTAKE = "reviews.actions.amending"
# What waits for the person who is signed in, on the home page: each gives what waits for a user.
HOME_WAITS = ["proposals.views.waiting.waits", "reviews.views.waiting.waits"]
# What /health/ says besides: each gives fields, and under "problems" sentences.
HEALTH_REPORTS = [
    "exports_portal.mail.waiting.health_report",
    "reviews.freshness.health_report",
    "reviews.waiting.health_report",
    "exports_portal.files.waiting.health_report",
    "exports_portal.audit.verification.health_report",
]
# Where heads of the audit trail are kept outside it, and what its events are compared with.
AUDIT_ANCHORS = Path(env("AUDIT_ANCHORS", default=str(VAR_DIR / "audit-heads.jsonl")))
AUDIT_WITNESSES = ["reviews.witnesses.heads_on_letters"]
AUDIT_RECONCILERS = ["reviews.witnesses.states_without_their_event"]
# The newest screening list. Empty: where the version in force came from is looked at again.
SCREENING_LIST_URL = env("SCREENING_LIST_URL", default="")
# True: a first list must be a whole copy of the published one, however small it is.
SCREENING_LIST_IS_WHOLE = False
SCREENING_INDEX_DIR = VAR_DIR / "indexes"
