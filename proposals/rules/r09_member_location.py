"""R09: is a member located in a country of concern?"""

from collections.abc import Iterator

from proposals.content import Member, ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import CALL, PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.wording import listed

RULE = Rule(
    rule_id="R09",
    version=1,
    title="No member is located in a country of concern",
    section=places.Section.MEMBERS,
    source=f"{CALL}. The set of countries and the warning list: {PROGRAM_DEFAULT}",
)


def member_location(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """No current member is incorporated, headquartered or mainly doing business there.

    Inputs: countries of incorporation, headquarters and principal place of business of each
    current member. Outcome, per member: BLOCK for a country of concern or a country that is not
    stated; NEEDS_HUMAN for a country on the warning list; otherwise PASS.
    Source: call for proposals, as summarized by law firms; sources differ on the set, so it is a
    program default, not published text (domain.md R09, 9b).
    """
    if not content.members:
        message = "Add the members of the consortium, so that their location can be judged."
        return [RULE.blocks(message, anchor=places.MEMBER_ROWS)]
    found = [finding for member in content.members for finding in _judge(member, context)]
    message = "No member is located in a country of concern."
    return found or [RULE.passes(message, anchor=places.MEMBER_ROWS)]


def _judge(member: Member, context: RuleContext) -> Iterator[Finding]:
    anchor = places.member(member.organization_id)
    concern = list(_places_in(member, context.countries_of_concern, context))
    if concern:
        message = (
            f"Take {member.legal_name} out of the consortium or correct its countries: its "
            f"{listed(concern)}, a country of concern."
        )
        yield RULE.blocks(message, anchor=anchor)
    unstated = [what for what, code in locations(member) if code not in context.countries]
    if unstated:
        message = f"State the {listed(unstated)} of {member.legal_name}."
        yield RULE.blocks(message, anchor=anchor)
    watched = list(_places_in(member, context.warn_countries, context))
    if watched:
        where = listed(watched)
        message = f"A person must look at {member.legal_name}: its {where}, on the warning list."
        yield RULE.needs_person(message, anchor=anchor)


def _places_in(member: Member, codes: frozenset[str], context: RuleContext) -> Iterator[str]:
    for what, code in locations(member):
        if code in codes:
            yield f"{what} is {context.country_name(code)}"


def locations(member: Member) -> tuple[tuple[str, str], ...]:
    return (
        ("country of incorporation", member.incorporation_country),
        ("country of headquarters", member.headquarters_country),
        ("country of principal place of business", member.principal_place_country),
    )
