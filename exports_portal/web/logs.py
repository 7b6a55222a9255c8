"""What must never stand in a log? A link that opens a door: whoever reads it could go through."""

import logging
import re

# What follows these addresses is a secret that was sent to one person.
_SECRET = re.compile(
    r"((?:/|%2F)(?:consortia(?:/|%2F)join|confirm-email|password/reset/key|verify)(?:/|%2F))"
    r"[^/%\s'\"]+",
    re.IGNORECASE,
)


class WithoutSecrets(logging.Filter):
    """Puts three dots in the place of the secrets in addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), None
        return True


def without_secrets(text: str) -> str:
    return _SECRET.sub(r"\1...", text)
