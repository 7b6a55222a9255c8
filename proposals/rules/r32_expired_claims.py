"""R32: do the assessments behind the security claims still hold?"""

from collections.abc import Iterator
from datetime import date, timedelta

from proposals.content import ProposalContent, SecurityClaim
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

# Program default, not published text (domain.md R32).
SOON = timedelta(days=30)
RULE = Rule(
    rule_id="R32",
    version=1,
    title="Security assessments have not ended",
    section=places.Section.SECURITY,
    source=PROGRAM_DEFAULT,
)


def expired_claims(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """No security claim rests on an assessment that has ended, or will end within 30 days.

    Inputs: the day on which each assessment ends; the day of the judgment. Outcome, per claim: WARN
    for one that has ended or ends within 30 days; otherwise PASS. A claim without a day has none.
    Source: domain.md R32, program default, not published text.
    """
    today = context.as_of.date()
    found = [finding for claim in content.security_claims for finding in _judge(claim, today)]
    message = "No assessment behind a security claim has ended or ends within 30 days."
    return found or [RULE.passes(message, anchor=places.SECURITY_ROWS)]


def _judge(claim: SecurityClaim, today: date) -> Iterator[Finding]:
    ends = claim.expires_on
    if ends is None or ends >= today + SOON:
        return
    what = f"the assessment of “{claim.domain.label}”"
    day = f"{ends:%B} {ends.day}, {ends.year}"
    message = f"Renew {what}: it ends on {day}."
    if ends < today:
        message = f"Renew {what}: it ended on {day}, so the claim is unsupported."
    yield RULE.warns(message, anchor=places.SECURITY_ROWS)
