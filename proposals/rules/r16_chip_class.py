"""R16: does the declared ECCN fit the numbers of the chips?"""

from collections.abc import Iterator

from proposals.content import Component, ProposalContent
from proposals.content.chips import EITHER_ENTRY, Suggestion, suggested
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.wording import some

RULE = Rule(
    rule_id="R16",
    version=1,
    title="Declared ECCNs fit the performance of the chips",
    section=places.Section.HARDWARE,
    source=(
        "15 CFR 774 Supp. 1, ECCNs 3A090 and 4A090, eCFR of July 23, 2026. That the portal "
        f"compares, and what it makes of it: {PROGRAM_DEFAULT}"
    ),
)


def chip_class(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """The ECCN of each chip, accelerator and server is the one its numbers come to.

    Inputs: category, ECCN, TPP, performance density and memory bandwidth density of each hardware
    row. Outcome: WARN for a row whose ECCN is another one or is not stated, for the rows whose
    numbers are not stated, and without rows; otherwise PASS. Rows that are no chip, accelerator or
    server count once they state a number or an ECCN of these entries.
    Source: 15 CFR 774 Supp. 1, ECCNs 3A090 and 4A090 (domain.md 4.3, R16).
    """
    if not content.components:
        message = "List the hardware with its ECCNs and the performance of its chips."
        return [RULE.warns(message, anchor=places.HARDWARE_ROWS)]
    judged = [(component, suggested(component.chip_numbers)) for component in content.components]
    found = [finding for component, numbers in judged for finding in _judge(component, numbers)]
    unknown = [component.name for component, numbers in judged if _is_unknown(component, numbers)]
    if unknown:
        message = f"State the performance of {some(unknown)}: the class is not known without it."
        found.append(RULE.warns(message, anchor=places.HARDWARE_ROWS))
    message = "Each ECCN of a chip, accelerator or server fits its numbers."
    return found or [RULE.passes(message, anchor=places.HARDWARE_ROWS)]


def _judge(component: Component, by_numbers: Suggestion) -> Iterator[Finding]:
    if not by_numbers.paragraph and by_numbers.agrees_with(component.eccn):
        return
    if component.eccn and by_numbers.agrees_with(component.eccn):
        return
    declared = f"Declared: {component.eccn or 'no ECCN'}."
    message = f"Check the ECCN of {component.name} against its numbers."
    explanation = f"{declared} By the numbers: {by_numbers.words}."
    yield RULE.warns(message, anchor=places.HARDWARE_ROWS, explanation=explanation)


def _is_unknown(component: Component, by_numbers: Suggestion) -> bool:
    is_declared = component.eccn.partition(".")[0] in EITHER_ENTRY
    return by_numbers.paragraph is None and (bool(by_numbers.missing) or is_declared)
