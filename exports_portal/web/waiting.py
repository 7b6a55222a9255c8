"""What waits for the person on the home page, and until when?

Each part of the portal says it for its own (`HOME_WAITS` in the settings), because `web` knows none
of them.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.module_loading import import_string

MOST_SHOWN = 20  # of one sort (program default): who has more finds them on the pages of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing to do, and where. A date lasts to its end in Washington."""

    what: str
    about: str
    url: str
    until: datetime | date | None = None

    @property
    def ends(self) -> datetime | None:
        if self.until is None or isinstance(self.until, datetime):
            return self.until
        return timezone.make_aware(datetime.combine(self.until, time.max))

    @property
    def is_over(self) -> bool:
        return self.ends is not None and self.ends < timezone.now()

    @property
    def until_when(self) -> str:
        if isinstance(self.until, datetime):
            return f"{written(timezone.localtime(self.until), 'F j, Y, g:i a')} Eastern time"
        return written(self.until, "F j, Y") if self.until else "No date is set"


def waiting_for(user: Any) -> list[Waiting]:
    """The nearest end first, and what has none last."""
    found = [one for name in settings.HOME_WAITS for one in import_string(name)(user)]
    return sorted(found, key=_nearest)


def _nearest(one: Waiting) -> tuple[bool, float]:
    return one.ends is None, one.ends.timestamp() if one.ends else 0
