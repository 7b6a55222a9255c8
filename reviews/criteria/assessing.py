"""How does a case stand by every criterion?"""

from typing import Any

from reviews.criteria.criterion import Computed, Criterion, Outcome, Row, Subject
from reviews.criteria.facts import CaseFacts
from reviews.criteria.others import (
    COMPLETENESS,
    CONSULTATION,
    DESTINATION,
    NATIONAL_INTEREST,
    US_CONTENT,
)
from reviews.criteria.parties import PARTIES
from reviews.criteria.security import SECURITY

# In the order of the rubric page, of a case and of its letters.
CRITERIA: tuple[Criterion, ...] = (
    *COMPLETENESS,
    *PARTIES,
    *DESTINATION,
    *SECURITY,
    *US_CONTENT,
    *NATIONAL_INTEREST,
    *CONSULTATION,
)
BY_CODE = {criterion.code: criterion for criterion in CRITERIA}


def assess(facts: CaseFacts) -> list[Row]:
    """Every criterion, asked of each of its subjects, in the order of `CRITERIA`."""
    return [
        Row(criterion=criterion, subject=subject, computed=_computed(criterion, facts, subject))
        for criterion in CRITERIA
        for subject in criterion.subjects(facts)
    ]


def _computed(criterion: Criterion, facts: CaseFacts, subject: Subject) -> Computed:
    if criterion.compute is not None:
        return criterion.compute(facts, subject)
    said = "Nothing can be computed here: a person judges."
    return Computed(
        outcome=Outcome.NEEDS_PERSON, rule="", said=said, citation=criterion.source, inputs={}
    )


def plain(row: Row) -> dict[str, Any]:
    """A row as JSON has it. The words are for people: what decides is in `outcome` and `inputs`."""
    return {
        "criterion": row.criterion.code,
        "track": row.criterion.track.value,
        "weight": row.criterion.weight.value,
        "subject": row.subject.key,
        "subject_name": row.subject.label,
        "outcome": row.computed.outcome.value,
        "rule": row.computed.rule,
        "said": row.computed.said,
        "citation": row.computed.citation,
        "inputs": dict(row.computed.inputs),
    }
