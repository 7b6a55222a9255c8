"""Which code does a letter carry, how is one read, and what does it tell?"""

import base64
import hashlib
import hmac
import re
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from reviews.models import Determination

# Of the letter's template. A new one makes no second letter, and no code anew.
TEMPLATE_VERSION = "2026-12"
# Letters that say: whoever has their code is told whether they hold, "and nothing else".
TELL_NOTHING_ELSE = ("2026-11",)
# What is read as what: the alphabet of the codes, base 32, has no 0 and no 1, and new ones no L.
READ_AS = str.maketrans("01L", "OII")


def verification_code(determination: "Determination") -> str:
    """Twenty letters and digits that cannot be guessed, the same for the same determination.

    About 98 bits: a billion guesses a second would not find one in the age of the universe.
    """
    message = f"letter:{determination.pk}:{TEMPLATE_VERSION}".encode()
    mac = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()
    return as_code(base64.b32encode(mac).decode()[:20])


def as_code(typed: str) -> str:
    """A code as it is looked for, however somebody typed it: groups of five, in capitals, 0 read as
    O, 1 and L as I.
    """
    letters = re.sub(r"[^A-Z0-9]", "", typed.upper())[:40].translate(READ_AS)
    return "-".join(letters[i : i + 5] for i in range(0, len(letters), 5))


def verification_url(code: str) -> str:
    """Where a letter is verified, as it is printed on it and stands in its signature."""
    return f"{settings.PORTAL_URL.rstrip('/')}/verify/{code}/"
