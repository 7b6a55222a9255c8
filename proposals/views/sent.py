"""What does the `base` of a form say, which the page sent with it?"""

from datetime import UTC, datetime
from uuid import UUID

from django.utils.dateparse import parse_datetime

from exports_portal.errors import InvalidInput


def revision_sent(text: str) -> int:
    """The revision that a form sent back; 0, which no record has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def time_sent(text: str) -> datetime:
    """The moment that a form sent back; one at which nothing happened, for anything else."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    return found if found and found.tzinfo else datetime.min.replace(tzinfo=UTC)


def id_sent(text: str) -> UUID:
    """The id that a form for a new record sent back."""
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInput("The page is not complete. Open it again, then save.") from error
