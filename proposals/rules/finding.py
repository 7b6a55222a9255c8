"""What does a readiness rule say about a proposal?"""

from dataclasses import dataclass
from enum import StrEnum

from proposals.rules.places import Section

CALL = "call for proposals, FR Doc. 2026-06952, as summarized by law firms"
PROGRAM_DEFAULT = "program default, not published text"


class Outcome(StrEnum):
    """How a rule came out. BLOCK keeps a proposal from being submitted, the others do not."""

    PASS = "PASS"  # noqa: S105  an outcome, not a password
    WARN = "WARN"
    BLOCK = "BLOCK"
    NEEDS_HUMAN = "NEEDS_HUMAN"

    @property
    def label(self) -> str:
        return LABELS[self]


# "Most serious first", wherever findings are listed.
WORST_FIRST = (Outcome.BLOCK, Outcome.NEEDS_HUMAN, Outcome.WARN, Outcome.PASS)
LABELS = {
    Outcome.PASS: "Pass",
    Outcome.WARN: "Warning",
    Outcome.BLOCK: "Blocking",
    Outcome.NEEDS_HUMAN: "Needs a person",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One result of one rule. `message` says what to do; `anchor` is an HTML id (places.py)."""

    rule_id: str
    rule_version: int
    title: str
    outcome: Outcome
    message: str
    section: Section
    anchor: str
    explanation: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every finding of a rule has in common. A changed judgment gets a new `version`."""

    rule_id: str
    version: int
    title: str
    section: Section
    source: str

    def passes(self, message: str, *, anchor: str, explanation: str = "") -> Finding:
        return self._finding(Outcome.PASS, message, anchor, explanation)

    def warns(self, message: str, *, anchor: str, explanation: str = "") -> Finding:
        return self._finding(Outcome.WARN, message, anchor, explanation)

    def blocks(self, message: str, *, anchor: str, explanation: str = "") -> Finding:
        return self._finding(Outcome.BLOCK, message, anchor, explanation)

    def needs_person(self, message: str, *, anchor: str, explanation: str = "") -> Finding:
        return self._finding(Outcome.NEEDS_HUMAN, message, anchor, explanation)

    def _finding(self, outcome: Outcome, message: str, anchor: str, explanation: str) -> Finding:
        return Finding(
            rule_id=self.rule_id,
            rule_version=self.version,
            title=self.title,
            outcome=outcome,
            message=message,
            section=self.section,
            anchor=anchor,
            explanation=explanation,
            source=self.source,
        )
