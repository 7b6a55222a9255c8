"""R05: for which countries or regional blocs is the package meant?"""

from collections.abc import Iterator

from exports_portal.policy.countries import is_united_states
from proposals.content import Market, ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import Finding, Rule
from proposals.rules.wording import rows

RULE = Rule(
    rule_id="R05",
    version=2,
    title="At least one target country or regional bloc",
    section=places.Section.MARKETS,
    source="E.O. 14320 sec. 3(b)(ii). The United States and its territories: 15 CFR 772.1",
)


def target_market(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """At least one market is named, and each is a country or a bloc the program knows.

    Inputs: markets, ISO 3166-1 codes, blocs. Outcome: BLOCK with no market, an unknown code, the
    United States or one of its territories; WARN for a market named twice; otherwise PASS. Which
    countries are refused is asked by R18 and R19.
    Source: E.O. 14320 sec. 3(b)(ii) (domain.md R05); 15 CFR 772.1 for what the United States is.
    """
    if not content.markets:
        message = "Name at least one target country or regional bloc."
        return [RULE.blocks(message, anchor=places.MARKET_ROWS)]
    found = [
        finding
        for row, market in enumerate(content.markets, start=1)
        for finding in _judge(row, market, context)
    ]
    found += _repeated(content.markets, context)
    count = len(content.markets)
    message = f"{count} target market{'s are' if count > 1 else ' is'} named."
    return found or [RULE.passes(message, anchor=places.MARKET_ROWS)]


def _judge(row: int, market: Market, context: RuleContext) -> Iterator[Finding]:
    anchor = places.MARKET_ROWS
    if not _is_known(market, context):
        message = f"Row {row}: choose a country or a regional bloc from the list."
        yield RULE.blocks(message, anchor=anchor, explanation=f"The code is {market.code!r}.")
    elif market.kind == "COUNTRY" and is_united_states(market.code):
        name = context.country_name(market.code)
        message = f"Row {row}: take out {name}. A target market is outside the United States."
        yield RULE.blocks(message, anchor=anchor)


def _is_known(market: Market, context: RuleContext) -> bool:
    if market.kind == "BLOC":
        return market.code in context.blocs
    return market.kind == "COUNTRY" and market.code in context.countries


def _repeated(markets: tuple[Market, ...], context: RuleContext) -> Iterator[Finding]:
    seen: dict[tuple[str, str], list[int]] = {}
    for row, market in enumerate(markets, start=1):
        seen.setdefault((market.kind, market.code), []).append(row)
    for numbers in seen.values():
        if len(numbers) > 1:
            name = _name(markets[numbers[0] - 1], context)
            message = f"Keep one of {rows(numbers)}: each names {name}."
            yield RULE.warns(message, anchor=places.MARKET_ROWS)


def _name(market: Market, context: RuleContext) -> str:
    return market.code if market.kind == "BLOC" else context.country_name(market.code)
