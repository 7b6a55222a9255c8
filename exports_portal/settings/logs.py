"""Where do requests and jobs report to?"""

import environ
import structlog

env = environ.Env()

# Requests and jobs report through structlog, which hands its lines to Python's own logging.
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.format_exc_info,
        structlog.processors.KeyValueRenderer(key_order=["event"]),
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)
# `make run` names a file, so that the terminal shows its steps and nothing else.
LOG_FILE = env("LOG_FILE", default="")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_secrets": {"()": "exports_portal.web.logs.WithoutSecrets"}},
    "handlers": {
        "log": {
            "formatter": "line",
            "filters": ["without_secrets"],
            **(
                {"class": "logging.handlers.WatchedFileHandler", "filename": LOG_FILE}
                if LOG_FILE
                else {"class": "logging.StreamHandler"}
            ),
        }
    },
    "root": {"handlers": ["log"], "level": "INFO"},
    # These report every style sheet and every font they open.
    "loggers": {"weasyprint": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
}
