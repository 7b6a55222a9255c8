"""R19: does the package go to a country under a U.S. arms embargo, or to Macau?"""

from collections.abc import Iterator

from proposals.content import ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.destinations import groups_of, places_of
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

RULE = Rule(
    rule_id="R19",
    version=1,
    title="The package goes to no arms-embargoed country and not to Macau",
    section=places.Section.MARKETS,
    source=(
        "Country Group D:5, Supplement No. 1 to 15 CFR part 740; Macau beside it in BIS guidance "
        "of May 31, 2026. That the program refuses them as destinations, and countries of concern "
        f"with them: {PROGRAM_DEFAULT}"
    ),
)


def barred_destinations(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Neither D:5 nor Macau nor a country of concern receives the package; blocs by member.

    Inputs: every country the content names, country groups, the policy on destinations and
    countries of concern of the day. Outcome: BLOCK where the package goes there (market, facility,
    buyer, end user, owner, operator); NEEDS_HUMAN for another party there and for a destination on
    the warning list; WARN without a market; otherwise PASS. What R18 or R09 says already is not
    said again.
    Source: Supplement No. 1 to 15 CFR part 740; the refusal is a program default, not published
    text (domain.md R19).
    """
    found = list(_judge(content, context))
    if not content.markets:
        message = "Without a target market there is no destination to judge."
        found.append(RULE.warns(message, anchor=places.MARKET_ROWS))
    message = "The package goes to no country that the program refuses."
    return found or [RULE.passes(message, anchor=places.MARKET_ROWS)]


def _judge(content: ProposalContent, context: RuleContext) -> Iterator[Finding]:
    label = context.destinations.label
    for place in places_of(content, context):
        is_member = place.section is places.Section.MEMBERS
        codes = [c for c in place.countries if _is_refused(c, context, is_member=is_member)]
        if codes:
            reads, rule = place.reads(codes, context), place.rule(RULE)
            if place.receives:
                message = f"{reads} The program refuses such destinations by default."
                yield rule.blocks(message, anchor=place.anchor, explanation=label)
            else:
                message = f"{reads} If it stays, a person must review it."
                yield rule.needs_person(message, anchor=place.anchor, explanation=label)
        watched = [c for c in place.countries if c in context.warn_countries and c not in codes]
        watched = [c for c in watched if not _is_embargoed(c, context)]
        if place.receives and watched:
            reads = place.reads(watched, context)
            message = f"{reads} It is on the warning list: if it stays, a person must review it."
            yield place.rule(RULE).needs_person(message, anchor=place.anchor, explanation=label)


def _is_refused(country: str, context: RuleContext, *, is_member: bool) -> bool:
    if _is_embargoed(country, context):
        return False
    concern = context.countries_of_concern
    if is_member and country in concern | context.warn_countries:
        return False
    groups = groups_of(country, context)
    return country in concern or context.destinations.is_barred(country, groups)


def _is_embargoed(country: str, context: RuleContext) -> bool:
    return context.destinations.is_embargoed(groups_of(country, context))
