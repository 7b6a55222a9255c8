"""R13: is the U.S.-content component presumed met?"""

from collections.abc import Iterator

from exports_portal.policy.countries import is_united_states
from proposals.content import Hardware, ProposalContent
from proposals.rules import places
from proposals.rules.content_share import HUNDRED, ContentShare, Presumption, content_share
from proposals.rules.context import RuleContext
from proposals.rules.finding import CALL, PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.wording import listed, number, rows

RULE = Rule(
    rule_id="R13",
    version=3,
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
    there is no row or no value. Besides, WARN for a justification without factors or without a plan
    for jobs, as the Export-Import Bank asks for them, and for a row that is all of U.S. origin and
    made elsewhere, and does not say how that was found.
    Source: call for proposals, as summarized by law firms: a presumption, so a smaller share is no
    refusal. The need of a justification and the handling of missing figures are a program default,
    not published text (domain.md 1.4, R13).
    """
    share = content_share(content.components, context.content_threshold)
    return [*_share(share, content), *_made_elsewhere(content, context)]


def _share(share: ContentShare, content: ProposalContent) -> list[Finding]:
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
        weighed = RULE.needs_person(message, anchor=places.HARDWARE_ROWS, explanation=share.formula)
        return [weighed, *_thin_justification(content.hardware)]
    message = f"{_why_open(share)} {_what_to_do(share)}"
    anchor = places.HARDWARE_ROWS if share.missing_rows else places.CONTENT_JUSTIFICATION
    return [RULE.blocks(message, anchor=anchor, explanation=share.formula)]


def _thin_justification(said: Hardware) -> Iterator[Finding]:
    """What the Export-Import Bank asks for below the threshold, and nobody said."""
    lacks = [] if said.content_factors else ["the factors that speak for the package"]
    lacks += [] if said.jobs_plan.strip() else ["a plan for jobs in the United States"]
    if lacks:
        message = f"Add to the justification: {listed(lacks)}."
        yield RULE.warns(message, anchor=places.CONTENT_JUSTIFICATION)


def _made_elsewhere(content: ProposalContent, context: RuleContext) -> Iterator[Finding]:
    for component in content.components:
        made_in = (component.origin_country_fab, component.origin_country)
        abroad = [code for code in made_in if code and not is_united_states(code)]
        is_whole = component.us_origin_percent == HUNDRED
        if is_whole and abroad and not component.origin_method.strip():
            where = listed([context.country_name(code) for code in dict.fromkeys(abroad)])
            message = (
                f"{component.name}: all of its value is of U.S. origin, and it is made in {where}. "
                "Say how the origin was found, or correct one of them."
            )
            yield RULE.warns(message, anchor=places.HARDWARE_ROWS)


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
