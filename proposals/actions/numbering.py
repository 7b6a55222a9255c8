"""Which number does the next proposal or designation get?"""

from datetime import datetime

from django.db import connection


def next_number(prefix: str, *, at: datetime) -> str:
    """The next number of the year's series: AAEP-26-0001, AAEP-26-0002, ... without a gap.

    Runs in the caller's transaction; the row of the series stays locked until it ends, so a number
    is given once, and given back when the transaction fails.
    """
    series = f"{prefix}-{at:%y}"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO proposals_numbercounter (series, last) VALUES (%s, 1) "
            "ON CONFLICT (series) DO UPDATE SET last = proposals_numbercounter.last + 1 "
            "RETURNING last",
            [series],
        )
        (last,) = cursor.fetchone()
    return f"{series}-{last:04d}"
