"""R02: is the anchor member a U.S. company?"""

from collections.abc import Iterator

from exports_portal.policy.countries import is_united_states
from proposals.content import Member, Owner, ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.control import control_from, owners_from
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.wording import listed

RULE = Rule(
    rule_id="R02",
    version=4,
    title="The anchor member is a U.S. company",
    section=places.Section.MEMBERS,
    source=(
        "call for proposals, FR Doc. 2026-06952, as reported in the press: only a U.S. company "
        f"may be anchor. How a U.S. company is told: {PROGRAM_DEFAULT}"
    ),
)


def us_anchor(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """The anchor member is U.S.: incorporated and headquartered here, and not controlled elsewhere.

    Puerto Rico and the other territories are here.

    Inputs: countries, ultimate parent and owners of the anchor member. Outcome: BLOCK when it is
    incorporated or headquartered abroad or controlled from a country of concern; NEEDS_HUMAN when
    its parent or controlling owners are foreign, or any owner is in a country of concern or on the
    warning list; otherwise PASS.
    Source: call for proposals as reported in the press; the tests of incorporation, headquarters
    and control are a program default, not published text (domain.md R02).
    """
    anchor = content.anchor
    if anchor is None:
        message = "Name exactly one anchor member, so that its nationality can be judged."
        return [RULE.blocks(message, anchor=places.MEMBER_ROWS)]
    place = places.member(anchor.organization_id)
    found = [RULE.blocks(message, anchor=place) for message in _obstacles(anchor, context)]
    found += [RULE.needs_person(message, anchor=place) for message in _doubts(anchor, context)]
    message = f"{anchor.legal_name} is incorporated and headquartered in the United States."
    return found or [RULE.passes(message, anchor=place)]


def _obstacles(anchor: Member, context: RuleContext) -> Iterator[str]:
    for what, country in (
        ("country of incorporation", anchor.incorporation_country),
        ("country of headquarters", anchor.headquarters_country),
    ):
        if not is_united_states(country):
            yield (
                f"Choose a U.S. company as anchor member: the {what} of {anchor.legal_name} is "
                f"{context.country_name(country)}."
            )
    ways = control_from(anchor, context.countries_of_concern.__contains__, context)
    if ways:
        yield (
            f"Choose another anchor member: {anchor.legal_name} is controlled from a country of "
            f"concern ({listed(ways)})."
        )


def _doubts(anchor: Member, context: RuleContext) -> Iterator[str]:
    concern = context.countries_of_concern
    if not control_from(anchor, concern.__contains__, context):
        ways = control_from(anchor, _is_abroad, context)
        if ways:
            yield (
                f"A person must judge whether {anchor.legal_name} is a U.S. company, because it "
                f"is controlled from abroad: {listed(ways)}."
            )
    watched = concern | context.warn_countries
    stakes = owners_from(anchor, watched.__contains__)
    if stakes and not control_from(anchor, watched.__contains__, context):
        owned = listed([_stake(owner, context) for owner in stakes])
        yield f"A person must look at who owns a part of {anchor.legal_name}: {owned}."


def _is_abroad(country: str) -> bool:
    return not is_united_states(country)


def _stake(owner: Owner, context: RuleContext) -> str:
    share = owner.share_in_words or "share not known"
    return f"{owner.name} ({context.country_name(owner.country)}, {share})"
