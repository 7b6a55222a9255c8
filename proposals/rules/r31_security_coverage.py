"""R31: is each security requirement that is asked of the package claimed, with evidence?"""

from collections.abc import Iterator, Sequence

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


# How a requirement stands -> what to do.
ASKS = {
    Standing.NO_CLAIM: "Claim {}, which this package is asked for.",
    Standing.UNSUPPORTED: "Say of {} that it is in place, and attach evidence that has not ended.",
    Standing.PLANNED: "Put {} in place: it is only planned.",
}


def security_coverage(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Each requirement that every such package meets has a claim with evidence that holds.

    Inputs: the control catalog in force, what the package is like, claims, their status, the last
    day of assessments and of evidence, the scan of each document, the day of the judgment. Outcome,
    for all that stand alike: WARN (or BLOCK, where the policy says so) without a claim in place
    that evidence supports; NEEDS_HUMAN for what is said not to apply; otherwise PASS.
    Source: domain.md R31; the catalog is a program default, not published text.
    """
    areas = coverage(content, context.controls, context.today, context.unread)
    found = [*_open(areas, context.controls.uncovered), *_excused(areas)]
    message = "Each security requirement that is asked has a claim with evidence."
    return found or [RULE.passes(message, anchor=places.SECURITY_ROWS)]


def _open(areas: Sequence[AreaCoverage], uncovered: Uncovered) -> Iterator[Finding]:
    tell = RULE.blocks if uncovered is Uncovered.BLOCK else RULE.warns
    for standing, words in ASKS.items():
        if codes := [code for area in areas for code in area.codes(standing)]:
            yield tell(
                words.format(_counted(codes)),
                anchor=places.SECURITY_ROWS,
                explanation=f"{listed(codes)}.",
            )


def _excused(areas: Sequence[AreaCoverage]) -> Iterator[Finding]:
    if codes := [code for area in areas for code in area.codes(Standing.NOT_APPLICABLE)]:
        message = f"A person must judge whether {listed(codes)} does not apply, as is said."
        yield RULE.needs_person(message, anchor=places.SECURITY_ROWS)


def _counted(codes: Sequence[str]) -> str:
    return codes[0] if len(codes) == 1 else f"{len(codes)} security requirements"
