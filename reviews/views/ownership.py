"""How does an officer see which parties listed owners put under a list?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from proposals.models import ProposalVersion
from reviews.models import Finding
from reviews.ownership import Found, assessment_of, assessment_since, found_in
from reviews.screening.ownership.parts import Assessment, Level, Result, Rule, Standing
from reviews.states import FindingSource

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
    since_submission: bool
    finding: Finding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    rule: Rule
    label: str
    tone: str


def ownership_section(version: ProposalVersion) -> dict[str, Any]:
    """What `reviews/_ownership.html` shows."""
    assessment, since = assessment_of(version), assessment_since(version)
    findings = {
        finding.key: finding
        for finding in version.proposal.findings.filter(
            source=FindingSource.OWNERSHIP
        ).select_related("first_person", "resolved_by")
    }
    found = found_in(assessment, since)
    return {
        "ownership": assessment,
        "ownership_rules": [RuleRow(rule=rule, **_look(rule)) for rule in assessment.rules],
        "ownership_found": [_panel(one, findings.get(one.key)) for one in found],
        "ownership_provisional": [_panel(one) for one in _provisional(assessment, since)],
        "ownership_unreached": _once(assessment.unreached, since.unreached if since else ()),
        "ownership_remarks": _tied(_once(assessment.remarks, since.remarks if since else ())),
        "ownership_quiet": _quiet(assessment),
    }


def _provisional(submitted: Assessment, since: Assessment | None) -> list[Found]:
    found = [Found(result=result, since_submission=False) for result in submitted.provisional]
    known = {one.key for one in found}
    later = (Found(result=r, since_submission=True) for r in (since.provisional if since else ()))
    found += [one for one in later if replace(one, since_submission=False).key not in known]
    return found


def _once(texts: tuple[str, ...], later: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*texts, *later)))


def _look(rule: Rule) -> dict[str, str]:
    label, tone = STANDINGS[rule.standing]
    return {"label": label, "tone": tone}


def _panel(found: Found, finding: Finding | None = None) -> ResultPanel:
    result = found.result
    label, tone = TONES[result.level]
    (arithmetic,) = _tied([result.arithmetic])
    flags = _tied(flag.text for flag in result.flags)
    shown = replace(
        result,
        arithmetic=arithmetic,
        grounds=_tied(result.grounds),
        paths=_tied(result.paths),
        facts=_tied(result.facts),
        flags=tuple(
            replace(flag, text=text) for flag, text in zip(result.flags, flags, strict=True)
        ),
    )
    since = found.since_submission
    return ResultPanel(
        result=shown, label=label, tone=tone, since_submission=since, finding=finding
    )


def _quiet(assessment: Assessment) -> list[tuple[str, ...]]:
    """What is known of the owners of each body of which no rule says anything."""
    asking = {result.body for result in (*assessment.found, *assessment.provisional)}
    facts = {result.body: result.facts for result in assessment.results}
    return [_tied(known) for body, known in facts.items() if body not in asking]


def _tied(texts: Iterable[str]) -> tuple[str, ...]:
    """No line ends between a number and its percent sign."""
    return tuple(text.replace(" %", "\N{NO-BREAK SPACE}%") for text in texts)
