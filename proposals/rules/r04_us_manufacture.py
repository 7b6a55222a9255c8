"""R04: does the hardware layer say how much of it is made in the United States?"""

from proposals.content import LayerCode, ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import Finding, Rule

RULE = Rule(
    rule_id="R04",
    version=1,
    title="U.S. manufacture of the hardware is described",
    section=places.Section.LAYERS,
    source="E.O. 14320 sec. 3(b)(i)(A)",
)


def us_manufacture(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """The hardware layer describes whether and to what extent it is manufactured in the U.S.

    Inputs: the statement on U.S. manufacture in the hardware layer. Outcome: BLOCK when it is
    empty, otherwise PASS; the share itself is judged by R13.
    Source: E.O. 14320 sec. 3(b)(i)(A) (domain.md R04).
    """
    anchor = places.layer(LayerCode.L1_HARDWARE)
    hardware = content.layer(LayerCode.L1_HARDWARE)
    if hardware and hardware.us_manufacture_statement.strip():
        message = "The hardware layer says to what extent it is manufactured in the United States."
        return [RULE.passes(message, anchor=anchor)]
    message = (
        "Say whether and to what extent the hardware is manufactured in the United States, "
        "even if none of it is."
    )
    return [RULE.blocks(message, anchor=anchor)]
