"""R39: is a member also in another proposal, and does it promise the same to somebody else?"""

from collections.abc import Iterator

from proposals.content import ProposalContent
from proposals.rules import places, wording
from proposals.rules.context import RuleContext
from proposals.rules.finding import CALL, PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.r11_provider_location import contribution_named

RULE = Rule(
    rule_id="R39",
    version=1,
    title="Contributions are promised to nobody else",
    section=places.Section.CONTRIBUTIONS,
    source=f"{CALL}: an entity may belong to several consortia. Exclusivity: {PROGRAM_DEFAULT}",
)


def exclusivity(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """No contribution is promised to somebody else alone; membership elsewhere is allowed.

    Inputs: exclusivity of each contribution; members that take part in other proposals, which only
    the program office knows. Outcome: WARN for a contribution that is exclusive with somebody else,
    that is exclusive while its member takes part elsewhere, or does not say; WARN without one;
    otherwise PASS, and where a member takes part elsewhere it says so.
    Source: domain.md 1.3, R39.
    """
    if not content.contributions:
        message = "State for each contribution whether it is exclusive."
        return [RULE.warns(message, anchor=places.CONTRIBUTION_ROWS)]
    found = [*_conflicts(content, context), *_not_stated(content), *_elsewhere(content, context)]
    message = "No contribution is promised to somebody else alone."
    return found or [RULE.passes(message, anchor=places.CONTRIBUTION_ROWS)]


def _conflicts(content: ProposalContent, context: RuleContext) -> Iterator[Finding]:
    for given in content.contributions:
        what = contribution_named(given, content)
        if given.exclusive_with:
            message = f"Settle who gets {what}: it is exclusive with {given.exclusive_with}."
            yield RULE.warns(message, anchor=places.CONTRIBUTION_ROWS)
        elif given.exclusivity and given.contributor in context.elsewhere:
            message = f"Settle who gets {what}: it is exclusive, and the member is elsewhere too."
            yield RULE.warns(message, anchor=places.CONTRIBUTION_ROWS)


def _not_stated(content: ProposalContent) -> Iterator[Finding]:
    unsaid = [
        contribution_named(given, content)
        for given in content.contributions
        if given.exclusivity is None
    ]
    if unsaid:
        message = f"Say whether it is exclusive: {wording.some(unsaid)}."
        yield RULE.warns(message, anchor=places.CONTRIBUTION_ROWS)


def _elsewhere(content: ProposalContent, context: RuleContext) -> Iterator[Finding]:
    for member in content.members:
        if others := context.elsewhere.get(member.organization_id):
            proposals = "another proposal" if others == 1 else f"{others} other proposals"
            message = f"{member.legal_name} also takes part in {proposals}, which is allowed."
            yield RULE.passes(message, anchor=places.CONTRIBUTION_ROWS)
