"""R18: is a destination or a party in a country or region under comprehensive embargo?"""

from collections.abc import Iterator
from dataclasses import replace

from proposals.content import ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.destinations import addresses_of, groups_of, origins_of, places_of
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

RULE = Rule(
    rule_id="R18",
    version=3,
    title="Nothing and nobody is in an embargoed country or region",
    section=places.Section.MARKETS,
    source=(
        "Country Groups E:1 and E:2, Supplement No. 1 to 15 CFR part 740; 15 CFR part 746; "
        f"E.O. 13685 and E.O. 14065 for the occupied regions. That the program refuses them: "
        f"{PROGRAM_DEFAULT}"
    ),
)


def embargo(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """No market or bloc, no party, no address and no maker's country is under such an embargo.

    Inputs: every country and address the content names, country groups and the policy on
    destinations of the day. Outcome: BLOCK for a country in an embargoed group,
    of a bloc by name, and for an address whose city or region is an occupied region or a place in
    one; NEEDS_HUMAN where only the street names one, where a word merely begins like one, and where
    a place of the same name lies elsewhere; WARN without a market; otherwise PASS.
    Source: Supplement No. 1 to 15 CFR part 740, 15 CFR part 746; what the program makes of it is a
    program default, not published text (domain.md R18).
    """
    found = [*_embargoed_countries(content, context), *_embargoed_regions(content, context)]
    if not content.markets:
        message = "Without a target market no embargo can be judged."
        found.append(RULE.warns(message, anchor=places.MARKET_ROWS))
    message = "Nothing that is named is in an embargoed country or region."
    return found or [RULE.passes(message, anchor=places.MARKET_ROWS)]


def _embargoed_countries(content: ProposalContent, context: RuleContext) -> Iterator[Finding]:
    policy = context.destinations
    for place in (*places_of(content, context), *origins_of(content)):
        codes = [c for c in place.countries if policy.is_embargoed(groups_of(c, context))]
        if codes:
            message = f"{place.reads(codes, context)} The embargo is comprehensive."
            yield place.rule(RULE).blocks(message, anchor=place.anchor, explanation=policy.label)


def _embargoed_regions(content: ProposalContent, context: RuleContext) -> Iterator[Finding]:
    for section, anchor, who, country, address in addresses_of(content):
        rule = replace(RULE, section=section)
        for region in context.destinations.embargoed_regions:
            if country and country not in region.countries:
                continue
            where = f"{address.city}, {address.region}"
            if region.is_named_in(where):
                message = f"Replace {who}: its address is in {region.name}, which is embargoed."
                yield rule.blocks(message, anchor=anchor)
            elif region.may_be_named_in(f"{where}, {address.street}"):
                message = (
                    f"A person must look at the address of {who}: it may be in {region.name}, "
                    "which is embargoed, or only be called like a place there."
                )
                yield rule.needs_person(message, anchor=anchor)
