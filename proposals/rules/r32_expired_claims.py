"""R32: do the assessments and the documents behind the security claims still hold?"""

from collections.abc import Iterator
from datetime import date, timedelta

from proposals.content import EvidenceDocument, ProposalContent, SecurityClaim
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

# Program default, not published text (domain.md R32).
SOON = timedelta(days=30)
RULE = Rule(
    rule_id="R32",
    version=2,
    title="Security assessments and evidence have not ended",
    section=places.Section.SECURITY,
    source=PROGRAM_DEFAULT,
)


def expired_claims(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """No claim rests on what has ended, or ends within 30 days; no day of a plan has passed.

    Inputs: the day on which each assessment and each document ends; the day of each plan; the day
    of the judgment in Washington. Outcome, for each: WARN for one that has ended, ends within 30
    days, or was planned for an earlier day; otherwise PASS. What has no day has no end.
    Source: domain.md R32, program default, not published text.
    """
    today = context.today
    found = [finding for claim in content.security_claims for finding in _of_claim(claim, today)]
    found += [finding for document in content.evidence for finding in _of_file(document, today)]
    message = "No assessment and no document behind a claim has ended or ends within 30 days."
    return found or [RULE.passes(message, anchor=places.SECURITY_ROWS)]


def _of_claim(claim: SecurityClaim, today: date) -> Iterator[Finding]:
    what = f"the assessment of “{claim.domain.label}”"
    if message := _ending(what, claim.expires_on, today):
        yield RULE.warns(message, anchor=places.SECURITY_ROWS)
    if claim.is_planned and claim.planned_for and claim.planned_for < today:
        day = _written(claim.planned_for)
        message = f"Say how “{claim.domain.label}” stands: it was planned for {day}."
        yield RULE.warns(message, anchor=places.SECURITY_ROWS)


def _of_file(document: EvidenceDocument, today: date) -> Iterator[Finding]:
    if message := _ending(document.named, document.expires_on, today):
        yield RULE.warns(message, anchor=places.SECURITY_ROWS)


def _ending(what: str, ends: date | None, today: date) -> str:
    if ends is None or ends >= today + SOON:
        return ""
    if ends < today:
        return f"Renew {what}: it ended on {_written(ends)}, so the claim is unsupported."
    return f"Renew {what}: it ends on {_written(ends)}."


def _written(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
