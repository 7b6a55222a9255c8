"""How does an officer see which parties listed owners put under a list?"""

from dataclasses import dataclass
from typing import Any

from proposals.models import ProposalVersion
from reviews.models import Finding
from reviews.ownership import assessment_of, text_of
from reviews.screening.ownership.parts import Assessment, Level, Result, Rule, Standing
from reviews.screening.ownership.sentences import standing

TONES = {Level.BLOCK: ("Counts as listed", "bad"), Level.RED_FLAG: ("Red flag", "warning")}
STANDINGS = {
    Standing.IN_FORCE: ("In force", "good"),
    Standing.SUSPENDED: ("Suspended", "neutral"),
    Standing.BY_DEFAULT: ("In force by program default", "warning"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPanel:
    """A result that asks for something; `finding` is the one raised on it, None while none is."""

    result: Result
    label: str
    tone: str
    finding: Finding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    rule: Rule
    label: str
    tone: str
    dates: str


def ownership_section(version: ProposalVersion) -> dict[str, Any]:
    """What `reviews/_ownership.html` shows."""
    assessment = assessment_of(version)
    findings = {
        finding.text_internal: finding
        for finding in version.proposal.findings.order_by("raised_at", "pk")
    }
    return {
        "ownership": assessment,
        "ownership_rules": [_row(rule) for rule in assessment.rules],
        "ownership_found": [
            _panel(result, findings.get(text_of(result))) for result in assessment.found
        ],
        "ownership_provisional": [_panel(result) for result in assessment.provisional],
        "ownership_quiet": _quiet(assessment),
    }


def _panel(result: Result, finding: Finding | None = None) -> ResultPanel:
    label, tone = TONES[result.level]
    return ResultPanel(result=result, label=label, tone=tone, finding=finding)


def _row(rule: Rule) -> RuleRow:
    label, tone = STANDINGS[rule.standing]
    return RuleRow(rule=rule, label=label, tone=tone, dates=standing(rule).capitalize())


def _quiet(assessment: Assessment) -> dict[str, tuple[str, ...]]:
    """Bodies of which no rule says anything, with what is known of their owners."""
    asking = {result.body for result in (*assessment.found, *assessment.provisional)}
    return {result.body: result.facts for result in assessment.results if result.body not in asking}
