"""PD01: does the proposal say in words what it is?"""

from proposals.content import ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

RULE = Rule(
    rule_id="PD01",
    version=1,
    title="Title, summary and national interest are stated",
    section=places.Section.OVERVIEW,
    source=PROGRAM_DEFAULT,
)


def overview(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """The proposal has a title and an executive summary, and argues the national interest.

    Inputs: title, executive summary, national interest statement. Outcome: BLOCK without a title
    or an executive summary; WARN without a national interest statement; otherwise PASS.
    Source: program default, not published text.
    """
    found = []
    if not content.title.strip():
        found.append(RULE.blocks("Give the proposal a title.", anchor=places.TITLE))
    if not content.overview.executive_summary.strip():
        message = "Write the executive summary: it is what buyers read after a designation."
        found.append(RULE.blocks(message, anchor=places.EXECUTIVE_SUMMARY))
    if not content.overview.national_interest_statement.strip():
        message = "Say how the package serves the national interest: the determination turns on it."
        found.append(RULE.warns(message, anchor=places.NATIONAL_INTEREST_STATEMENT))
    message = "Title, executive summary and national interest statement are there."
    return found or [RULE.passes(message, anchor=places.TITLE)]
