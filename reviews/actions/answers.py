"""How does a reviewer answer what stands against a track?"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils import timezone

from exports_portal.bounds import LONGEST_STATEMENT
from exports_portal.errors import InvalidInput, StepRefused
from reviews.answering import open_rows
from reviews.criteria.criterion import Row
from reviews.models import ReviewTrack, TrackAnswer
from reviews.models.answers import LONGEST_SUBJECT

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

ASKS = "Say why the track is satisfied all the same."


def take_answers(track: ReviewTrack, answers: Mapping[str, str], *, by: "User") -> None:
    """Keep an answer to each row that is not met or not known, by its digest; those of an earlier
    conclusion stay with the case, and count no longer.

    StepRefused where a row cannot be waived. InvalidInput names each row without an answer, also
    one that changed since the page was opened: its digest is another one.
    """
    rows = open_rows(track)
    if law := [row for row in rows if row.cannot_be_waived]:
        raise StepRefused(*(f"{row.computed.said} This cannot be waived here." for row in law))
    given = {row.digest: answers.get(row.digest, "").strip() for row in rows}
    if missing := [row for row in rows if not given[row.digest]]:
        raise InvalidInput(
            fields={f"answer-{row.digest}": [f"{row.computed.said} {ASKS}"] for row in missing}
        )
    track.answers.last_given().update(replaced_at=timezone.now())
    TrackAnswer.objects.bulk_create(_answer(track, row, given[row.digest], by) for row in rows)


def _answer(track: ReviewTrack, row: Row, answer: str, by: "User") -> TrackAnswer:
    return TrackAnswer(
        track=track,
        criterion=row.criterion.code,
        subject=row.subject.label[:LONGEST_SUBJECT] if row.subject.key else "",
        outcome=row.computed.outcome,
        said=row.computed.said[:LONGEST_STATEMENT],
        digest=row.digest,
        answer=answer,
        by=by,
    )
