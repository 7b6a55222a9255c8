"""Why must a person look at a list version before anything is decided on it?

A list that is read without an error can still be wrong: on 6 May 2024 some 15,000 rows were missing
from the published file, in October 2019 whole lists on some days (design/screening.md section 6).
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from exports_portal.policy.readers import list_sources

if TYPE_CHECKING:
    from reviews.models import ListVersion


def reasons_to_hold(version: "ListVersion", in_force: "ListVersion | None") -> list[str]:
    """One sentence for each thing that is odd; none when the version may come into force.

    An invented list is nothing that a published one could be compared with.
    """
    policy = list_sources(timezone.localdate())
    reasons = list(_unexplained(version, policy.names))
    if in_force is None or (in_force.is_fictional and not version.is_fictional):
        return reasons
    if version.is_fictional and not in_force.is_fictional:
        reasons.append("The file says that its entries are invented; the list in force is real.")
    reasons += _lost(version, in_force, policy.largest_loss_percent)
    reasons += _older(version, in_force)
    return reasons


def _unexplained(version: "ListVersion", names: frozenset[str]) -> Iterator[str]:
    for source in sorted(set(version.counts) - names):
        yield f"No policy row explains the list “{source}” ({_rows(version.counts[source])})."


def _lost(version: "ListVersion", in_force: "ListVersion", largest: Decimal) -> Iterator[str]:
    for source, before in in_force.counts.items():
        now = version.counts.get(source, 0)
        if not now:
            yield f"The list “{source}” is missing; {_rows(before)} of it in force."
        elif (before - now) * 100 > largest * before:
            yield (
                f"The list “{source}” lost {before - now:,} of {before:,} rows; it may lose"
                f" {int(largest * before / 100):,} at once ({largest.normalize():f} %)."
            )


def _older(version: "ListVersion", in_force: "ListVersion") -> Iterator[str]:
    newest = in_force.published_at or _last_publication(in_force)
    if version.published_at and newest and version.published_at < newest:
        yield (
            f"The file was published on {_day(version.published_at)}, before the list in force"
            f" ({_day(newest)})."
        )


def _last_publication(in_force: "ListVersion") -> datetime | None:
    """Of the last version in force that said it: a CSV file does not."""
    known = type(in_force).objects.filter(is_fictional=False).exclude(activated_at=None)
    dated = known.exclude(published_at=None).order_by("-activated_at").first()
    return dated.published_at if dated else None


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%B %-d, %Y, %-I:%M %p}"
