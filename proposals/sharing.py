"""What of a proposal may a member read that is not its anchor? The public half, and its own facts.

Pure. Everything else is the anchor's confidential business information: it is left out here, so
that a page or an answer of the API cannot show it by mistake.
"""

from collections.abc import Collection, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from proposals.audiences import OWN, PUBLIC, is_public
from proposals.content import ProposalContent
from proposals.rules import Finding
from proposals.rules.places import certifications_of, member

# What these rules say is about public facts: the overview, the layers, the dates of the call, and
# who has signed. The words of every other rule may repeat a confidential value.
READABLE_RULES = frozenset({"PD01", "R03", "R04", "R08", "R33"})
WITHHELD = "The anchor member sees what this finding says."


def as_member(content: ProposalContent, own: Collection[int]) -> ProposalContent:
    """The content for the people of `own`: what the catalog may copy, and their own facts."""
    shared: ProposalContent = _shared(content, own)
    return shared


def findings_as_member(findings: Iterable[Finding], own: Collection[int]) -> list[Finding]:
    """Every rule and its outcome; the words only where they repeat nothing confidential."""
    theirs = {place(pk) for pk in own for place in (member, certifications_of)}
    return [
        finding
        if finding.rule_id in READABLE_RULES or finding.anchor in theirs
        else replace(finding, message=WITHHELD, explanation="")
        for finding in findings
    ]


def _shared(record: Any, own: Collection[int]) -> Any:
    """The record with nothing but what is public or their own; the rest is blank."""
    if _is_own(record, own):
        return record
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    return replace(
        record,
        **{
            name: _allowed(value, own) if is_public(record, name) else _withheld(value, own)
            for name, value in values.items()
        },
    )


def _is_own(record: Any, own: Collection[int]) -> bool:
    """Is it a record about one of these organizations?"""
    field = OWN.get(type(record))
    return field is not None and getattr(record, field) in own


def _allowed(value: Any, own: Collection[int]) -> Any:
    if isinstance(value, tuple):
        return tuple(_allowed(item, own) for item in value)
    return _shared(value, own) if is_dataclass(value) and type(value) in PUBLIC else value


def _withheld(value: Any, own: Collection[int]) -> Any:
    """The blank of the same type; of rows, those that are their own."""
    if isinstance(value, tuple):
        return tuple(item for item in value if _is_own(item, own))
    if isinstance(value, (str, bool)):
        return type(value)()
    return None
