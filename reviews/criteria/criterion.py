"""What is a criterion, what is it about, and what can be computed of it?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from exports_portal.canonical import digest
from reviews.criteria.facts import CaseFacts


class Track(StrEnum):
    """The questions of a review. All but the consultation are tracks of officers."""

    COMPLETENESS = "COMPLETENESS"
    PARTIES = "PARTIES"
    DESTINATION = "DESTINATION"
    SECURITY = "SECURITY"
    US_CONTENT = "US_CONTENT"
    NATIONAL_INTEREST = "NATIONAL_INTEREST"
    CONSULTATION = "CONSULTATION"

    @property
    def label(self) -> str:
        return TRACK_LABELS[self]


TRACK_LABELS = {
    Track.COMPLETENESS: "Completeness",
    Track.PARTIES: "Members and parties",
    Track.DESTINATION: "Destinations",
    Track.SECURITY: "Security protocols",
    Track.US_CONTENT: "U.S. content",
    Track.NATIONAL_INTEREST: "National interest",
    Track.CONSULTATION: "Consultation",
}


class Weight(StrEnum):
    """What it takes to go on although a criterion is not met."""

    LAW = "LAW"
    LISTED = "LISTED"
    JUDGMENT = "JUDGMENT"

    @property
    def label(self) -> str:
        return WEIGHT_LABELS[self]


WEIGHT_LABELS = {
    Weight.LAW: "Cannot be waived here",
    Weight.LISTED: "Two people, with a coded reason",
    Weight.JUDGMENT: "A written reason",
}


class Outcome(StrEnum):
    """What the portal computed. None of them says "cleared", and UNKNOWN is never a pass."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    NEEDS_PERSON = "NEEDS_PERSON"
    UNKNOWN = "UNKNOWN"

    @property
    def label(self) -> str:
        return OUTCOME_LABELS[self]


OUTCOME_LABELS = {
    Outcome.MET: "Met",
    Outcome.NOT_MET: "Not met",
    Outcome.NEEDS_PERSON: "A person must judge",
    Outcome.UNKNOWN: "Not known",
}
WORST_FIRST = (Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.NEEDS_PERSON, Outcome.MET)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The most serious of them; of none it is UNKNOWN."""
    return min(outcomes, key=WORST_FIRST.index, default=Outcome.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a criterion is asked of. `key` tells it again in another version; `label` is shown."""

    key: str
    label: str


WHOLE_CASE = Subject(key="", label="The whole case")


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """`rule`: by which rule and version of it; `said`: the same for people; `citation`: its source.

    `inputs` is plain data: what the outcome rests on, so that the same code on the same policy
    gives the same bytes again.
    """

    outcome: Outcome
    rule: str
    said: str
    citation: str
    inputs: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """`question`: what a person is asked, in one sentence; the rubric page shows it. `name`: what
    it is about, where a few words say it.

    `compute` is None where nothing can be computed: a person judges. `is_settled_elsewhere`: hits,
    results on ownership and answers of agencies have pages and guards of their own. `is_found`: a
    claim with evidence is no finding, so a reviewer reads it and writes down what it shows.
    """

    code: str
    track: Track
    question: str
    source: str
    weight: Weight
    subjects: Callable[[CaseFacts], Iterable[Subject]] = lambda _: (WHOLE_CASE,)
    compute: Callable[[CaseFacts, Subject], Computed] | None = None
    is_settled_elsewhere: bool = False
    is_found: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A criterion asked of a subject, and what the portal computed."""

    criterion: Criterion
    subject: Subject
    computed: Computed

    @property
    def digest(self) -> str:
        """What is answered: the same criterion and subject, with the same outcome and inputs."""
        computed = self.computed
        return digest(
            [self.criterion.code, self.subject.key, computed.outcome.value, dict(computed.inputs)]
        )

    @property
    def stands_against(self) -> bool:
        """Not met, or not known: a track is not satisfied over this unless somebody says why."""
        is_open = self.computed.outcome in (Outcome.NOT_MET, Outcome.UNKNOWN)
        return is_open and not self.criterion.is_settled_elsewhere

    @property
    def asks_for_a_finding(self) -> bool:
        """A track is not satisfied before a reviewer writes down what the evidence shows."""
        return self.criterion.is_found and self.computed.outcome is Outcome.NEEDS_PERSON

    @property
    def asks_for_an_answer(self) -> bool:
        return self.stands_against or self.asks_for_a_finding

    @property
    def cannot_be_waived(self) -> bool:
        return self.stands_against and self.criterion.weight is Weight.LAW
