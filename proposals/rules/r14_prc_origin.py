"""R14: is hardware of the package made in the People's Republic of China?"""

from collections.abc import Iterator

from proposals.content import Component, ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.wording import listed, some

# Hong Kong and Macau with the mainland, as in the current outbound-investment rule (31 CFR 850).
PRC = frozenset({"CN", "HK", "MO"})
RULE = Rule(
    rule_id="R14",
    version=1,
    title="No hardware is made in China",
    section=places.Section.HARDWARE,
    source=(
        "EXIM content policy: content of Chinese origin is not eligible for its support "
        f"(exim.gov/policies/content). Hong Kong and Macau with it: {PROGRAM_DEFAULT}"
    ),
)


def prc_origin(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """No item is fabricated or assembled in China, and where each is made is stated.

    Inputs: countries of fabrication and assembly of each hardware row. Outcome: WARN for each row
    with a part made there, for the rows of which a country is not stated, and without rows;
    otherwise PASS.
    Source: EXIM content policy, reported (domain.md 1.4, R14).
    """
    if not content.components:
        message = "List the hardware with the countries where it is fabricated and assembled."
        return [RULE.warns(message, anchor=places.HARDWARE_ROWS)]
    found = [finding for component in content.components for finding in _judge(component, context)]
    unknown = [
        component.name
        for component in content.components
        if not PRC & set(_made_in(component)) and "" in _made_in(component)
    ]
    if unknown:
        message = f"State where these are fabricated and assembled: {some(unknown)}."
        found.append(RULE.warns(message, anchor=places.HARDWARE_ROWS))
    message = "No hardware is fabricated or assembled in China."
    return found or [RULE.passes(message, anchor=places.HARDWARE_ROWS)]


def _judge(component: Component, context: RuleContext) -> Iterator[Finding]:
    done = {"fabricated": component.origin_country_fab, "assembled": component.origin_country}
    there = [
        f"{verb} in {context.country_name(country)}"
        for verb, country in done.items()
        if country in PRC
    ]
    if there:
        message = (
            f"{component.name} is {listed(there)}. EXIM does not support content of Chinese origin."
        )
        yield RULE.warns(message, anchor=places.HARDWARE_ROWS)


def _made_in(component: Component) -> tuple[str, str]:
    return component.origin_country_fab, component.origin_country
