"""R06: who builds, who owns and who operates the infrastructure?"""

from collections.abc import Iterator

from proposals.content import OperatingRole, ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

VERBS = {"BUILD": "builds", "OWN": "owns", "OPERATE": "operates"}
RULE = Rule(
    rule_id="R06",
    version=1,
    title="Who builds, owns and operates is answered",
    section=places.Section.OPERATIONS,
    source=f'E.O. 14320 sec. 3(b)(iii). "To be decided" and the country: {PROGRAM_DEFAULT}',
)


def build_own_operate(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Each of the three questions has its own answer.

    Inputs: the operating roles BUILD, OWN and OPERATE. Outcome: BLOCK for a role without a name,
    or left to be decided without an explanation; WARN for a name without a known country;
    otherwise PASS.
    Source: E.O. 14320 sec. 3(b)(iii); "to be decided" with an explanation is accepted by program
    default, not published text (domain.md R06).
    """
    answers = {str(row.role): row for row in content.operating_roles}
    found = [finding for role in VERBS for finding in _judge(role, answers.get(role), context)]
    message = "Who builds, who owns and who operates is answered."
    return found or [RULE.passes(message, anchor=places.OPERATING_ROLES)]


def _judge(role: str, answer: OperatingRole | None, context: RuleContext) -> Iterator[Finding]:
    anchor = places.operating_role(role)
    verb = VERBS[role]
    if answer and answer.to_be_decided:
        if not answer.explanation.strip():
            message = f"Explain how and when it will be decided who {verb} the infrastructure."
            yield RULE.blocks(message, anchor=anchor)
    elif answer is None or not answer.name.strip():
        message = f'Say who {verb} the infrastructure, or choose "to be decided" and explain.'
        yield RULE.blocks(message, anchor=anchor)
    elif answer.country not in context.countries:
        message = f"Say in which country {answer.name} is, which {verb} the infrastructure."
        yield RULE.warns(message, anchor=anchor)
