"""What do all processes of the portal keep together: signs of life, and how often who asked?"""

import time
from datetime import timedelta

from django.db import connection, models
from django.utils import timezone

_TAKE = """
    INSERT INTO web_ratecount (key, "window", used) VALUES (%(key)s, %(window)s, %(number)s)
    ON CONFLICT (key) DO UPDATE SET
        used = CASE WHEN web_ratecount."window" = excluded."window"
            THEN web_ratecount.used + excluded.used ELSE excluded.used END,
        "window" = excluded."window"
    RETURNING used
"""


class Pulse(models.Model):
    """A sign of life: written by a job that went through clock, broker and worker."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


def felt(name: str) -> None:
    """This part of the portal is at work now."""
    Pulse.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def silence_of(name: str) -> timedelta | None:
    """How long nothing was heard of it; None where nothing ever was."""
    pulse = Pulse.objects.filter(name=name).first()
    return timezone.now() - pulse.at if pulse else None


HOURS = 24


class RateCountQuerySet(models.QuerySet["RateCount"]):
    def take(self, key: str, window: int, number: int) -> int:
        """Count so many requests at once, in one statement; returns how many that makes.

        The first of a window removes what nobody asked for since: the table stays small.
        """
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, {"key": key, "window": window, "number": number})
            used = int(cursor.fetchone()[0])
        if used == number:
            self.filter(window__lt=window - HOURS).delete()
        return used

    def take_of_day(self, key: str) -> int:
        """Count one more of this day (UTC); returns how many that makes."""
        hour = int(time.time() // 3600)
        return self.take(key, hour - hour % HOURS, 1)


class RateCount(models.Model):
    """`window` counts the periods of the limit, which are hours, since 1970; of a day it is the
    first hour.
    """

    key = models.CharField(max_length=200, primary_key=True)
    window = models.BigIntegerField(db_index=True)
    used = models.PositiveIntegerField()

    objects = RateCountQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.key}: {self.used}"
