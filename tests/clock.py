"""Which moment is some days away?"""

from datetime import datetime, timedelta

from django.utils import timezone


def days_from_now(days: int) -> datetime:
    """The same time of day, that many days later (or before): so many days in the calendar too.

    A span of 24-hour days is one day less in the calendar where the clocks were put back in it.
    """
    return timezone.localtime() + timedelta(days=days)
