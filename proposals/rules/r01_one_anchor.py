"""R01: does exactly one organization lead the consortium?"""

from proposals.content import ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import CALL, Finding, Rule
from proposals.rules.wording import listed

RULE = Rule(
    rule_id="R01",
    version=1,
    title="Exactly one anchor member",
    section=places.Section.MEMBERS,
    source=f"{CALL}: one lead entity leads the consortium and submits the proposal",
)


def one_anchor(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Exactly one current member has the role of anchor.

    Inputs: the roles of the current members. Outcome: PASS with one anchor member, otherwise BLOCK.
    Source: call for proposals, as summarized by law firms (domain.md R01).
    """
    anchors = [member for member in content.members if member.role == "ANCHOR"]
    if len(anchors) == 1:
        only = anchors[0]
        message = f"{only.legal_name} is the anchor member."
        return [RULE.passes(message, anchor=places.member(only.organization_id))]
    if not anchors:
        message = "Name one organization as anchor member: it leads the consortium and submits."
        return [RULE.blocks(message, anchor=places.MEMBER_ROWS)]
    names = listed([member.legal_name for member in anchors])
    message = f"Keep one anchor member. Now there are {len(anchors)}: {names}."
    return [RULE.blocks(message, anchor=places.MEMBER_ROWS)]
