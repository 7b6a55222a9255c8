"""How long has the oldest work of the background waited?"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min
from django.utils import timezone

from reviews.models import Determination, ScreeningRun

# Program defaults: a screening takes seconds to minutes, a letter seconds.
PATIENCE_WITH_RUNS = timedelta(minutes=30)
PATIENCE_WITH_LETTERS = timedelta(minutes=15)


def health_report() -> dict[str, Any]:
    """What /health/ says about screenings and letters that are not finished."""
    unfinished = ScreeningRun.objects.filter(finished_at=None)
    run = _age(unfinished.aggregate(oldest=Min("queued_at"))["oldest"])
    unwritten = Determination.objects.without_letter()
    letter = _age(unwritten.aggregate(oldest=Min("decided_at"))["oldest"])
    problems = []
    if run > PATIENCE_WITH_RUNS:
        problems.append("A screening has not been finished for more than half an hour.")
    if letter > PATIENCE_WITH_LETTERS:
        problems.append("A letter has not been made for more than a quarter of an hour.")
    return {
        "oldest_unfinished_screening_seconds": round(run.total_seconds()),
        "oldest_missing_letter_seconds": round(letter.total_seconds()),
        "problems": problems,
    }


def _age(since: datetime | None) -> timedelta:
    return timezone.now() - since if since else timedelta()
