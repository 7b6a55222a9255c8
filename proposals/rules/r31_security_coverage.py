"""R31: is each security requirement that is asked of the package claimed, with evidence?"""

from collections.abc import Callable, Iterator

from exports_portal.policy.controls import Uncovered
from proposals.content import ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.coverage import AreaCoverage, Standing, coverage
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.wording import listed

RULE = Rule(
    rule_id="R31",
    version=1,
    title="Security requirements are claimed, with evidence",
    section=places.Section.SECURITY,
    source=f"Security control catalog; whether it warns or blocks: {PROGRAM_DEFAULT}",
)


def security_coverage(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Each requirement that every such package meets has a claim with evidence that holds.

    Inputs: the control catalog in force, what the package is like, claims, their status, the last
    day of assessments and of evidence, the day of the judgment. Outcome, per domain: WARN (or
    BLOCK, where the policy says so) without a claim in place that evidence supports; NEEDS_HUMAN
    where a requirement is said not to apply; otherwise PASS. One finding while there is no claim.
    Source: domain.md R31; the catalog is a program default, not published text.
    """
    is_blocking = context.controls.uncovered is Uncovered.BLOCK
    tell = RULE.blocks if is_blocking else RULE.warns
    areas = coverage(content, context.controls, context.today, context.unread)
    asked = [code for area in areas for code in area.codes(*Standing)]
    open_codes = [code for area in areas for code in area.codes(Standing.NO_CLAIM)]
    if asked and asked == open_codes:
        message = f"Claim the {len(asked)} security requirements that are asked of this package."
        return [tell(message, anchor=places.SECURITY_ROWS)]
    found = [finding for area in areas for finding in _judge(area, tell)]
    message = "Each security requirement that is asked has a claim with evidence."
    return found or [RULE.passes(message, anchor=places.SECURITY_ROWS)]


def _judge(area: AreaCoverage, tell: Callable[..., Finding]) -> Iterator[Finding]:
    asks = (
        ("claim", area.codes(Standing.NO_CLAIM)),
        (
            "say that it is in place, and attach evidence that has not ended, for",
            area.codes(Standing.UNSUPPORTED),
        ),
        ("what is planned is not in place yet for", area.codes(Standing.PLANNED)),
    )
    parts = [f"{words} {listed(codes)}" for words, codes in asks if codes]
    if parts:
        yield tell(f"{area.area.title}: {'; '.join(parts)}.", anchor=places.SECURITY_ROWS)
    if excused := area.codes(Standing.NOT_APPLICABLE):
        message = f"A person must judge whether {listed(excused)} does not apply, as is said."
        yield RULE.needs_person(message, anchor=places.SECURITY_ROWS)
