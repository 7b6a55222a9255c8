"""R35: does everything that is marked as confidential have a basis, a reason and a substitute?"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from proposals.content import ConfidentialityMarking, ProposalContent
from proposals.content.confidentiality import Basis
from proposals.content.markable import code_of, field_of, markable_values
from proposals.content.repeating import repeats
from proposals.content.saying import contributor_of
from proposals.content.whole import parts, records_of
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import Finding, Rule

YEARS = 10  # 15 CFR 4.9(b): "ten years after the date of the submission"
RULE = Rule(
    rule_id="R35",
    version=1,
    title="Confidential information is marked with basis, justification and substitute",
    section=places.Section.CONFIDENTIAL,
    source="15 CFR 4.9(b); domain.md R35, program default in its outcomes",
)


def marked_information(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Each marking marks something, and says on which basis, why, and what is read instead.

    Inputs: the markings, what they mark, the day of the judgment in Washington. Outcome, for each:
    BLOCK where it has no basis, no justification or no public substitute, where the substitute
    repeats the value, where the day until which it is asked for has passed, and where it marks
    nothing; NEEDS_HUMAN for another basis than those listed, and for more than ten years; otherwise
    PASS. Without a day it holds for ten years after the submission. The messages name no record.
    Source: 15 CFR 4.9(b); domain.md R35.
    """
    targets = _targets(content)
    found = [
        finding
        for marking in content.markings
        for finding in _of_marking(marking, targets.get(marking.record), context.today)
    ]
    message = "Everything that is marked has a basis, a justification and a public substitute."
    return found or [RULE.passes(message, anchor=places.MARKINGS)]


def _targets(content: ProposalContent) -> dict[UUID, Any]:
    marked = {marking.record for marking in content.markings}
    if not marked:
        return {}
    return {
        record.id: record
        for part in parts().values()
        if part.is_record
        for record in records_of(content, part)
        if record.id in marked
    }


def _of_marking(marking: ConfidentialityMarking, target: Any, today: date) -> Iterator[Finding]:
    what, anchor = f"“{_called(marking)}”", places.marking(marking.id)
    if not _is_of(marking, target):
        message = f"Remove the marking of {what}: it marks nothing of this member."
        yield RULE.blocks(message, anchor=anchor)
        return
    for message in _missing(marking, target, today):
        yield RULE.blocks(message.format(what), anchor=anchor)
    for message in _asked(marking, today):
        yield RULE.needs_person(message.format(what), anchor=anchor)


def _called(marking: ConfidentialityMarking) -> str:
    return markable_values().get(marking.value, "a value that cannot be marked")


def _is_of(marking: ConfidentialityMarking, target: Any) -> bool:
    if target is None or marking.value not in markable_values():
        return False
    kind = code_of(type(target), "")
    is_same = marking.value.partition(".")[0] == kind
    return is_same and contributor_of(target) == marking.contributor


def _missing(marking: ConfidentialityMarking, target: Any, today: date) -> Iterator[str]:
    field = field_of(marking.value)
    if marking.basis is None:
        yield "Say on which basis {} is confidential."
    if not marking.justification.strip():
        yield "Say why {} is confidential."
    if not marking.public_substitute.strip():
        yield "Write what the public may read instead of {}."
    if field and repeats(marking.public_substitute, getattr(target, field.name)):
        yield "Write another substitute for {}: it repeats the value, and everybody reads it."
    if marking.expires_on and marking.expires_on < today:
        yield "Give a later day for {}, or remove the marking: its day has passed."


def _asked(marking: ConfidentialityMarking, today: date) -> Iterator[str]:
    if marking.expires_on and marking.expires_on > _in_years(today):
        yield "{} is marked for more than ten years: the program office looks at the reasons."
    if marking.basis is Basis.OTHER:
        yield "{} is marked on another basis: the program office looks at the justification."


def _in_years(today: date) -> date:
    """The same day ten years later; February 29 becomes the last day of the month."""
    try:
        return today.replace(year=today.year + YEARS)
    except ValueError:
        return today.replace(year=today.year + YEARS, day=28)
