"""R40: is there a license behind a request for EXIM support of items that need one?"""

from collections.abc import Iterator

from proposals.content import Component, ProposalContent, SupportRequest
from proposals.content.chips import EITHER_ENTRY, suggested
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.wording import some

EXIM = "EXIM_"
RULE = Rule(
    rule_id="R40",
    version=1,
    title="A license stands behind each request for EXIM support",
    section=places.Section.SUPPORT,
    source=(
        "EXIM ExportAI Initiative, as reported: Commerce signs off licenses before EXIM finances "
        f"sensitive items. Which items count: {PROGRAM_DEFAULT}"
    ),
)


def financing_prerequisite(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Each request for EXIM support names the license of the hardware that may need one.

    Inputs: requests with their license record; ECCN and numbers of each hardware row. Items of
    3A090, 4A090 and the ".z" paragraphs count, and those whose class is not known; the destination
    is not looked at. Outcome: WARN for an EXIM request without a license record while there is such
    an item, or while it says itself that a license must come first; otherwise PASS.
    Source: domain.md 1.7, 3, R40.
    """
    sensitive = [one.name for one in content.components if may_need_license(one)]
    found = [
        finding
        for row, request in enumerate(content.support_requests, start=1)
        for finding in _judge(row, request, sensitive)
    ]
    message = "No request for EXIM support waits for a license that nobody names."
    return found or [RULE.passes(message, anchor=places.SUPPORT_ROWS)]


def may_need_license(component: Component) -> bool:
    """By its ECCN or by its numbers; a class that is not known counts."""
    entry, _, paragraph = component.eccn.partition(".")
    by_numbers = suggested(component.chip_numbers)
    is_declared = entry in EITHER_ENTRY or paragraph == "z"
    return is_declared or bool(by_numbers.paragraph) or bool(by_numbers.missing)


def _judge(row: int, request: SupportRequest, sensitive: list[str]) -> Iterator[Finding]:
    if not request.code.startswith(EXIM) or request.license_record.strip():
        return
    if sensitive or request.prerequisite_license:
        message = (
            f"Row {row}: name the license or the application. EXIM finances items that need a "
            "license only after Commerce has signed off."
        )
        explanation = f"Hardware that may need a license: {some(sensitive)}." if sensitive else ""
        yield RULE.warns(message, anchor=places.SUPPORT_ROWS, explanation=explanation)
