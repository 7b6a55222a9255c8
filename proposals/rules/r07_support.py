"""R07: which Federal support is asked for?"""

from collections.abc import Iterator

from proposals.content import ProposalContent, SupportRequest
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

RULE = Rule(
    rule_id="R07",
    version=1,
    title="Federal support is requested, or expressly not",
    section=places.Section.SUPPORT,
    source=f'E.O. 14320 sec. 3(b)(iv). The answer "none": {PROGRAM_DEFAULT}',
)


def support(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """The question of Federal support has one answer: instruments, or none.

    Inputs: support requests, the box "no support is requested", the instruments offered. Outcome:
    BLOCK when there is no answer, both answers, or an instrument that is not offered; WARN for an
    instrument without a purpose; otherwise PASS.
    Source: E.O. 14320 sec. 3(b)(iv); the answer "none" and the wish for a purpose are a program
    default, not published text (domain.md R07).
    """
    requests = content.support_requests
    if bool(requests) == content.support.no_support_requested:
        message = (
            "Keep either the requests or the box that no Federal support is requested, not both."
            if requests
            else "Request Federal support, or check the box that none is requested."
        )
        return [RULE.blocks(message, anchor=places.SUPPORT_ROWS)]
    found = [
        finding
        for row, request in enumerate(requests, start=1)
        for finding in _judge(row, request, context)
    ]
    return found or [RULE.passes(_answer(len(requests)), anchor=places.SUPPORT_ROWS)]


def _judge(row: int, request: SupportRequest, context: RuleContext) -> Iterator[Finding]:
    if request.code not in context.support_codes:
        message = f"Row {row}: choose an instrument from the list."
        explanation = f"The code is {request.code!r}."
        yield RULE.blocks(message, anchor=places.SUPPORT_ROWS, explanation=explanation)
    elif not request.purpose.strip():
        message = f"Row {row}: say what the support is for."
        yield RULE.warns(message, anchor=places.SUPPORT_ROWS)


def _answer(count: int) -> str:
    if count == 0:
        return "No Federal support is requested."
    return f"{count} instrument{'s are' if count > 1 else ' is'} requested. A request is no grant."
