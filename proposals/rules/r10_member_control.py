"""R10: is a member owned or controlled from a country of concern?"""

from collections.abc import Iterator
from decimal import ROUND_UP, Decimal

from proposals.content import Member, ProposalContent
from proposals.rules import places
from proposals.rules.circles import circle_of
from proposals.rules.context import RuleContext
from proposals.rules.control import control_from, share_from
from proposals.rules.finding import CALL, PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.unexplained import could_change, open_parts, unexplained_percent
from proposals.rules.wording import listed, number

RULE = Rule(
    rule_id="R10",
    version=2,
    title="No member is owned or controlled from a country of concern",
    section=places.Section.MEMBERS,
    source=(
        f"{CALL}: owned or controlled. The set of countries, the shares of 50 and 10 percent, and "
        f"how shares are added up: {PROGRAM_DEFAULT}"
    ),
)


def member_control(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Nobody in a country of concern owns or controls a member, directly or through others.

    Inputs: ultimate parent, owners and chains of owners of each current member; shares are
    multiplied along each path and the paths added up. Outcome, per member: BLOCK at
    `control_percent`, at any way of control, and for owners in a circle; WARN from
    `noted_percent`; NEEDS_HUMAN for what is not disclosed, for bodies whose owners are not stated
    where they could together reach a threshold, for a parent or an owner without a country, for a
    smaller stake whose share is not known exactly, and for the warning list alike; otherwise PASS.
    Source: call for proposals, as summarized by law firms; thresholds and countries are a program
    default, not published text (domain.md R10).
    """
    if not content.members:
        message = "Add the members of the consortium, so that their owners can be judged."
        return [RULE.blocks(message, anchor=places.MEMBER_ROWS)]
    found = [finding for member in content.members for finding in _judge(member, context)]
    found += _circles(content)
    message = "No member is owned or controlled from a country of concern."
    return found or [RULE.passes(message, anchor=places.MEMBER_ROWS)]


def _judge(member: Member, context: RuleContext) -> Iterator[Finding]:
    anchor, name = places.member(member.organization_id), member.legal_name
    concern = context.countries_of_concern
    ways = control_from(member, concern.__contains__, context)
    share = share_from(member, concern.__contains__)
    if ways:
        message = f"Take {name} out of the consortium: it is controlled from a country of concern"
        yield RULE.blocks(f"{message} ({listed(ways)}).", anchor=anchor)
    elif share >= context.noted_percent:
        message = f"{number(share)} percent of {name} is held from a country of concern."
        yield RULE.warns(message, anchor=anchor)
    doubts = [] if ways else [_unknown_share(member, context)]
    doubts += [_watched(member, context)]
    for doubt in filter(None, doubts):
        yield RULE.needs_person(doubt, anchor=anchor)
    if parts := open_parts(member, context):
        message = f"A person must ask who owns {name}. Not stated: {listed(parts)}."
        explanation = _how_much(member, context)
        yield RULE.needs_person(message, anchor=anchor, explanation=explanation)


def _unknown_share(member: Member, context: RuleContext) -> str:
    unknown = [
        owner.name
        for owner in member.owners
        if not owner.is_exact and owner.country in context.countries_of_concern
    ]
    if not unknown:
        return ""
    return (
        f"A person must find out what {listed(unknown)} in a country of concern holds in "
        f"{member.legal_name}: no exact share is stated."
    )


def _watched(member: Member, context: RuleContext) -> str:
    is_watched = context.warn_countries.__contains__
    ways = control_from(member, is_watched, context)
    share = share_from(member, is_watched)
    if ways:
        return f"A person must look at who controls {member.legal_name}: {listed(ways)}."
    if share >= context.noted_percent:
        return (
            f"A person must look: {number(share)} percent of {member.legal_name} is held from the "
            "warning list."
        )
    return ""


def _how_much(member: Member, context: RuleContext) -> str:
    if not could_change(member, context):
        return ""
    share = unexplained_percent(member, context).quantize(Decimal("0.01"), ROUND_UP)
    return (
        f"{number(share)} percent of {member.legal_name} is unexplained. Were it held from one "
        "country, the judgment could be another."
    )


def _circles(content: ProposalContent) -> Iterator[Finding]:
    """Across members too: each may be in order, and together they own each other."""
    circle = circle_of(content.members)
    if circle:
        path = " holds shares in ".join(circle)
        message = f"State who owns whom without a circle: {path}."
        yield RULE.blocks(message, anchor=places.MEMBER_ROWS)
