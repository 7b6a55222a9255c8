"""How does a reviewer answer what a track asks, before it is satisfied?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from exports_portal.bounds import LONGEST_STATEMENT
from exports_portal.errors import InvalidInput, StepRefused
from reviews.answering import open_rows
from reviews.criteria.criterion import Row
from reviews.models import ReviewTrack, TrackAnswer
from reviews.models.answers import LONGEST_SUBJECT
from reviews.states import RowFinding

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

ASKS = "Say why the track is satisfied all the same."
ASKS_TO_FIND = "Choose what you found."
ASKS_WHY = "Say what you read, and what it shows."


@dataclass(frozen=True, slots=True)
class Given:
    """What a reviewer wrote to a row. `finding` is a `RowFinding` where the row asks for one."""

    answer: str
    finding: str = ""


NOTHING = Given("")


def take_answers(track: ReviewTrack, answers: Mapping[str, Given], *, by: "User") -> None:
    """Keep what was written to each row that asks for it, by its digest; what was written to an
    earlier conclusion stays with the case, and counts no longer.

    StepRefused where a row cannot be waived. InvalidInput names each row without an answer, also
    one that changed since the page was opened: its digest is another one.
    """
    rows = open_rows(track)
    if law := [row for row in rows if row.cannot_be_waived]:
        raise StepRefused(*(f"{row.computed.said} This cannot be waived here." for row in law))
    given = {row.digest: answers.get(row.digest, NOTHING) for row in rows}
    missing = {
        name: [text] for row in rows for name, text in _missing(row, given[row.digest]).items()
    }
    if missing:
        raise InvalidInput(fields=missing)
    track.answers.last_given().update(replaced_at=timezone.now())
    TrackAnswer.objects.bulk_create(_answer(track, row, given[row.digest], by) for row in rows)


def _missing(row: Row, given: Given) -> dict[str, str]:
    """By the name of the field, what is still to be said."""
    missing = {}
    if row.asks_for_a_finding and given.finding not in RowFinding:
        missing[f"finding-{row.digest}"] = ASKS_TO_FIND
    if not given.answer.strip():
        why = ASKS_WHY if row.asks_for_a_finding else f"{row.computed.said} {ASKS}"
        missing[f"answer-{row.digest}"] = why
    return missing


def _answer(track: ReviewTrack, row: Row, given: Given, by: "User") -> TrackAnswer:
    return TrackAnswer(
        track=track,
        criterion=row.criterion.code,
        subject=row.subject.label[:LONGEST_SUBJECT] if row.subject.key else "",
        outcome=row.computed.outcome,
        said=row.computed.said[:LONGEST_STATEMENT],
        digest=row.digest,
        finding=given.finding if row.asks_for_a_finding else "",
        answer=given.answer.strip(),
        by=by,
    )
