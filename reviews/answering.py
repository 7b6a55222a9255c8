"""What stands against a track, and is it answered in writing?"""

from collections.abc import Iterator
from typing import Any

from proposals.models import ProposalVersion
from reviews.case_facts import facts_of
from reviews.criteria.assessing import assess, plain
from reviews.criteria.criterion import Row, Track
from reviews.models import ReviewTrack, TrackAnswer
from reviews.states import TrackKind, TrackOutcome

# What a track of officers examines, where it is more than the criteria of its own name.
EXAMINES = {TrackKind.DESTINATION: (Track.PARTIES, Track.DESTINATION)}


def rows_of(version: ProposalVersion, kind: str) -> list[Row]:
    """What is computed now of what a track examines."""
    return _of(kind, assess(facts_of(version)))


def open_rows(track: ReviewTrack) -> list[Row]:
    """What asks for an answer before the track can be satisfied."""
    return [row for row in rows_of(track.version, track.kind) if row.asks_for_an_answer]


def assessed_now(version: ProposalVersion) -> list[dict[str, Any]]:
    """Every criterion as it stands, with what a reviewer answered: for a decision to keep."""
    answers = TrackAnswer.objects.filter(track__version=version).that_count()
    given = {
        one.digest: {"answer": one.answer, "finding": one.finding, "answered_by": one.by_id}
        for one in answers
    }
    return [plain(row) | given.get(row.digest, {}) for row in assess(facts_of(version))]


def answer_gaps(version: ProposalVersion) -> Iterator[str]:
    """A sentence for each track that is satisfied over what nobody answered as it stands now.

    So a conclusion counts no longer when evidence ends, or when the policy says something else.
    What cannot be waived is told by the rules that last (`rules_today`).
    """
    satisfied = list(version.tracks.filter(outcome=TrackOutcome.SATISFIED))
    counting = TrackAnswer.objects.filter(track__version=version).that_count()
    answers = set(counting.values_list("track", "digest"))
    rows = assess(facts_of(version)) if satisfied else []
    for track in satisfied:
        for row in _of(track.kind, rows):
            is_open = row.asks_for_an_answer and not row.cannot_be_waived
            if is_open and (track.pk, row.digest) not in answers:
                about = f" {row.subject.label}:" if row.subject.key else ""
                yield (
                    f"The track “{track}” was concluded on something else.{about} "
                    f"{row.computed.said} Reopen the track and answer this."
                )


def _of(kind: str, rows: list[Row]) -> list[Row]:
    tracks = EXAMINES.get(TrackKind(kind), (Track(kind),))
    return [row for row in rows if row.criterion.track in tracks]
