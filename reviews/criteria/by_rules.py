"""Which criteria follow from readiness rules, judged anew by the policy of the day?

A readiness rule tells an applicant what to do before submission. For the review the same rule is a
criterion of the whole case: what blocks is not met, what a person must judge or is warned of is for
a person.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Any

from proposals.content import ProposalContent
from proposals.rules import finding as rules
from proposals.rules.context import RuleContext
from reviews.criteria.criterion import Computed, Criterion, Outcome, Subject, Track, Weight, worst
from reviews.criteria.facts import CaseFacts

Rule = Callable[[ProposalContent, RuleContext], list[rules.Finding]]
OUTCOMES = {
    rules.Outcome.PASS: Outcome.MET,
    rules.Outcome.WARN: Outcome.NEEDS_PERSON,
    rules.Outcome.NEEDS_HUMAN: Outcome.NEEDS_PERSON,
    rules.Outcome.BLOCK: Outcome.NOT_MET,
}


def by_rules(
    code: str,
    track: Track,
    question: str,
    *judges: Rule,
    weight: Weight = Weight.JUDGMENT,
    at_submission: bool = False,
) -> Criterion:
    """A criterion of the whole case that is met where each of these rules passes.

    By the policy of today, or of the day of submission: a call that closes later changes nothing.
    """

    def compute(facts: CaseFacts, subject: Subject) -> Computed:
        context = facts.then if at_submission else facts.context
        return _computed([found for rule in judges for found in rule(facts.content, context)])

    return Criterion(
        code=code,
        track=track,
        question=question,
        source=_sources(judges),
        weight=weight,
        compute=compute,
    )


def _computed(found: Sequence[rules.Finding]) -> Computed:
    """The worst of the findings; what is said is what they say that is worst."""
    outcome = worst(OUTCOMES[finding.outcome] for finding in found)
    serious = [finding for finding in found if OUTCOMES[finding.outcome] is outcome]
    return Computed(
        outcome=outcome,
        rule=", ".join(dict.fromkeys(f"{f.rule_id} v{f.rule_version}" for f in serious)),
        said=" ".join(dict.fromkeys(finding.message for finding in serious)),
        citation=" ".join(dict.fromkeys(f"{finding.source}." for finding in serious)),
        inputs={"findings": [_plain(finding) for finding in found]},
    )


def _plain(finding: rules.Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule_id,
        "version": finding.rule_version,
        "outcome": finding.outcome.value,
        "message": finding.message,
        "explanation": finding.explanation,
    }


def _sources(judges: Sequence[Rule]) -> str:
    """Where the rules stand, as each module says of its own."""
    declared = [sys.modules[rule.__module__].RULE for rule in judges]
    return " ".join(dict.fromkeys(f"{rule.source}." for rule in declared))
