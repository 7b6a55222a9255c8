"""R13: is the U.S.-content component presumed met?"""

from proposals.content import ProposalContent
from proposals.rules import places
from proposals.rules.content_share import ContentShare, Presumption, content_share
from proposals.rules.context import RuleContext
from proposals.rules.finding import CALL, PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.wording import number, rows

RULE = Rule(
    rule_id="R13",
    version=1,
    title="U.S. content of the hardware layer",
    section=places.Section.HARDWARE,
    source=(
        f"{CALL}: presumption on the aggregate value of the hardware layer, without a method of "
        f"valuation. Need of a justification, missing figures: {PROGRAM_DEFAULT}"
    ),
)


def us_content(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """The U.S.-origin share of the hardware's value reaches the threshold, or the reason is given.

    Inputs: hardware rows, threshold, justification. Outcome: PASS from the threshold on; below it,
    or while a figure is missing, NEEDS_HUMAN with a justification and BLOCK without one; BLOCK when
    there is no row or no value.
    Source: call for proposals, as summarized by law firms: a presumption, so a smaller share is no
    refusal. The need of a justification and the handling of missing figures are a program default,
    not published text (domain.md 1.4, R13).
    """
    share = content_share(content.components, context.content_threshold)
    if share.worst_case is None:
        message = "List the hardware with its value and its U.S.-origin share."
        return [RULE.blocks(message, anchor=places.HARDWARE_ROWS, explanation=share.formula)]
    if share.presumption is Presumption.MET:
        message = (
            f"{share.percent} percent of the hardware's value is of U.S. origin, "
            f"at least {number(share.threshold)}: the U.S.-content component is presumed met."
        )
        return [RULE.passes(message, anchor=places.HARDWARE_ROWS, explanation=share.formula)]
    if content.hardware.content_justification.strip():
        message = f"{_why_open(share)} A person must weigh the justification."
        return [RULE.needs_person(message, anchor=places.HARDWARE_ROWS, explanation=share.formula)]
    message = f"{_why_open(share)} {_what_to_do(share)}"
    anchor = places.HARDWARE_ROWS if share.missing_rows else places.CONTENT_JUSTIFICATION
    return [RULE.blocks(message, anchor=anchor, explanation=share.formula)]


def _why_open(share: ContentShare) -> str:
    if share.missing_rows:
        return (
            f"The U.S. content lies between {share.worst_case} and {share.best_case} percent, "
            f"because a value or share is missing in {rows(share.missing_rows)}."
        )
    return (
        f"{share.percent} percent of the hardware's value is of U.S. origin, below "
        f"{number(share.threshold)}: nothing is presumed."
    )


def _what_to_do(share: ContentShare) -> str:
    if share.missing_rows:
        return "Fill it in, or justify in writing why it cannot be stated."
    return "Justify in writing why the package serves the national interest all the same."
