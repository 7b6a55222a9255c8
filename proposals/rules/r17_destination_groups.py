"""R17: can every destination be told, and which EAR country groups is it in?"""

from collections.abc import Iterator

from proposals.content import ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.destinations import Place, groups_of, places_of
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

RULE = Rule(
    rule_id="R17",
    version=1,
    title="Every destination is a country whose groups are known",
    section=places.Section.MARKETS,
    source=(
        "EAR country groups, Supplement No. 1 to 15 CFR part 740. That an unknown country stops "
        f"the evaluation: {PROGRAM_DEFAULT}"
    ),
)


def destination_groups(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Where the package goes is told by a country that is known, a bloc by each of its members.

    Inputs: markets, facilities, buyers, end users, operators and their countries; country groups
    of the day. Outcome: BLOCK where a destination has no country, or one nobody knows, and for a
    bloc nobody knows; NEEDS_HUMAN for another party in such a country; WARN without a market, which
    R05 asks for; otherwise PASS, with the groups of each destination.
    Source: Supplement No. 1 to 15 CFR part 740; the outcomes are a program default, not published
    text (domain.md R17).
    """
    if not content.markets:
        message = "Without a target market there are no country groups to tell."
        return [RULE.warns(message, anchor=places.MARKET_ROWS)]
    found = [*_unknown_blocs(content, context), *_unknown_places(content, context)]
    message = "Every destination is a known country."
    explanation = _groups(content, context)
    return found or [RULE.passes(message, anchor=places.MARKET_ROWS, explanation=explanation)]


def _unknown_blocs(content: ProposalContent, context: RuleContext) -> Iterator[Finding]:
    for row, market in enumerate(content.markets, start=1):
        if market.kind == "BLOC" and not context.blocs.get(market.code):
            message = f"Row {row}: choose a bloc whose members are known, or name its countries."
            yield RULE.blocks(message, anchor=places.MARKET_ROWS)


def _unknown_places(content: ProposalContent, context: RuleContext) -> Iterator[Finding]:
    for place in places_of(content, context):
        if place.section is places.Section.MEMBERS:
            continue  # R09 asks for the countries of members
        if all(code in context.countries for code in place.countries):
            continue
        rule, message = place.rule(RULE), f"State the country of {place.who}."
        if place.is_asked or (place.receives and any(place.countries)):
            yield rule.blocks(message, anchor=place.anchor)
        elif any(place.countries):
            yield rule.needs_person(message, anchor=place.anchor)


def _groups(content: ProposalContent, context: RuleContext) -> str:
    """ "Burma: D:1, D:3, D:5." for each destination that is in a group."""
    going: list[Place] = [place for place in places_of(content, context) if place.receives]
    codes = sorted({code for place in going for code in place.countries if code})
    lines = [
        f"{context.country_name(code)}: {', '.join(groups_of(code, context))}."
        for code in codes
        if groups_of(code, context)
    ]
    return " ".join(lines)
