"""R15: could a foreign member be a National Champion, by the stated values?"""

from proposals.content import ProposalContent
from proposals.rules import places
from proposals.rules.champions import Standing, standings
from proposals.rules.context import RuleContext
from proposals.rules.finding import CALL, PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.wording import listed

RULE = Rule(
    rule_id="R15",
    version=1,
    title="National Champion: what the stated values come to",
    section=places.Section.CONTRIBUTIONS,
    source=(
        f"{CALL}: a foreign member with the highest-value product or service of layer 1 or 3. "
        f"How it is computed: {PROGRAM_DEFAULT}"
    ),
)


def national_champion(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """For each foreign member in layer 1 or 3: has it the highest value there, and no such tie?

    Inputs: members with owners, providers and contributions of layers 1 and 3; countries of
    concern. Outcome: PASS where it follows from what is stated, whichever way; WARN where a value
    or an owner that could change it is not stated, and without a contribution. It keeps nobody
    from anything, and promises nothing.
    Source: call for proposals, as reported (domain.md 1.3, R15).
    """
    if not content.contributions:
        message = "State what each member contributes to each layer, and its value."
        return [RULE.warns(message, anchor=places.CONTRIBUTION_ROWS)]
    found = [_judge(standing) for standing in standings(content, context)]
    message = "No foreign member contributes to layer 1 or layer 3."
    return found or [RULE.passes(message, anchor=places.CONTRIBUTION_ROWS)]


def _judge(standing: Standing) -> Finding:
    name, layer = standing.member.legal_name, f"“{standing.layer.label}”"
    place = {"anchor": places.CONTRIBUTION_ROWS, "explanation": f"{standing.numbers}."}
    if standing.ties:
        message = f"{name} is not eligible as National Champion: {listed(standing.ties)}."
        return RULE.passes(message, **place)
    if standing.is_highest is False:
        message = f"Another member contributes more than {name} to {layer}."
        return RULE.passes(message, **place)
    if standing.is_highest is None:
        message = f"State the value of every contribution to {layer}: {name} may have the highest."
        return RULE.warns(message, **place)
    if standing.unknown:
        message = (
            f"{name} has the highest value in {layer}. Whether it is eligible as National Champion "
            f"depends on {listed(standing.unknown)}."
        )
        return RULE.warns(message, **place)
    message = (
        f"{name} has the highest value in {layer}, and no tie to a country of concern: by the "
        "stated values it is eligible as National Champion. The Government decides."
    )
    return RULE.passes(message, **place)
