"""What did a question name, and what did the answer change, in the eyes of one reader?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from proposals.content.changes import Change
from proposals.content.naming import Named, label, named
from proposals.content.reading import Reader
from proposals.models import ProposalVersion
from proposals.snapshot import known_codes
from proposals.views.versions import differences
from reviews.models import InformationRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question with what it names. `inside` and `outside` are the changes that came with the
    answer: in what was asked about, and elsewhere.
    """

    question: InformationRequest
    places: tuple[tuple[Named, str], ...]
    inside: tuple[Change, ...]
    outside: tuple[Change, ...]


def answered(
    question: InformationRequest, reader: Reader, *, so_far: Sequence[Change] = ()
) -> Answered:
    """`so_far`: what an amendment that is open changes, for whoever writes it."""
    version = question.asked_on
    places = () if version is None else tuple(_named(question, version, reader))
    found = _changed(question, reader) or so_far
    names = [place for place, _ in places]
    inside = tuple(one for one in found if any(name.covers(one) for name in names))
    return Answered(
        question=question,
        places=places,
        inside=inside,
        outside=tuple(one for one in found if not any(name.covers(one) for name in names)),
    )


def _named(
    question: InformationRequest, version: ProposalVersion, reader: Reader
) -> list[tuple[Named, str]]:
    if not question.about:
        return []
    content = version.content
    known = known_codes(content, timezone.localdate(version.frozen_at))
    found = [named(text, content) for text in question.about]
    return [(one, label(one, content, reader, known)) for one in found]


def _changed(question: InformationRequest, reader: Reader) -> list[Change]:
    before, after = question.asked_on, question.answered_on
    if before is None or after is None or before == after:
        return []
    return differences(before, after, reader)
