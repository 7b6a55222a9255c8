"""From where is an organization owned or controlled?"""

from collections.abc import Callable
from decimal import Decimal

from proposals.content import Member, Owner
from proposals.rules.context import RuleContext
from proposals.rules.wording import listed, number

IsFrom = Callable[[str], bool]
IsThere = Callable[[Owner], bool]
WHOLE = Decimal(100)


def control_from(member: Member, is_from: IsFrom, context: RuleContext) -> list[str]:
    """Each way in which such countries control a member, in words; none when they do not.

    Control is an ultimate parent there, or owners there who control the member as
    `controlled_bodies` tells it.
    """
    ways = []
    if (member.parent_name or member.parent_country) and is_from(member.parent_country):
        ways.append(_parent(member, context))
    bodies = controlled_bodies(member, lambda owner: is_from(owner.country), context)
    if "" in bodies:
        ways += _ways_of_owners(member, is_from, context, bodies)
    return ways


def controlled_bodies(member: Member, is_there: IsThere, context: RuleContext) -> set[str]:
    """Which bodies owners there control: names of owners, and "" for the member itself.

    A body is controlled by an owner there with control rights, or by owners there who together hold
    `control_percent` or more of it, directly or through others. What a body controlled from there
    holds counts whole, as under the 50 percent rules of OFAC and BIS (domain.md 4.7).
    """
    found: set[str] = set()
    for _ in member.owners:
        before = frozenset(found)

        def counts(owner: Owner, controlled: frozenset[str] = before) -> bool:
            return is_there(owner) or owner.name in controlled

        held = shares(member, counts)
        found |= {body for body, share in held.items() if share >= context.control_percent}
        found |= {o.holds_shares_in for o in member.owners if o.has_control and counts(o)}
        if found == before:
            break
    return found


def _ways_of_owners(
    member: Member, is_from: IsFrom, context: RuleContext, bodies: set[str]
) -> list[str]:
    owners = owners_from(member, is_from)
    on_the_way = _controlling(member, context)
    ways = [
        way
        for owner in owners
        if owner.holds_shares_in in on_the_way and (way := _way(owner, context))
    ]
    where = listed(sorted({context.country_name(owner.country) for owner in owners}))
    share = share_from(member, is_from)
    if share >= context.control_percent:
        ways.append(f"owners in {where} hold {number(share)} percent")
    through = listed([owner.name for owner in member.owners if owner.name in bodies])
    return ways or [f"owners in {where} control it through {through}"]


def _way(owner: Owner, context: RuleContext) -> str:
    """In the member itself a majority is told as the share that all hold together."""
    named = f"{owner.name} ({context.country_name(owner.country)})"
    if owner.has_control:
        body = f" in {owner.holds_shares_in}" if owner.holds_shares_in else ""
        return f"{named} has control rights{body}"
    if owner.holds_shares_in and (owner.percent or Decimal(0)) >= context.control_percent:
        share = number(owner.percent or Decimal(0))
        return f"{named} holds {share} percent of {owner.holds_shares_in}, which controls it"
    return ""


def _controlling(member: Member, context: RuleContext) -> set[str]:
    """The member itself, and every owner that controls one of these by rights or by its share."""
    bodies = {""}
    for _ in member.owners:
        found = {
            owner.name
            for owner in member.owners
            if owner.holds_shares_in in bodies
            and (owner.has_control or (owner.percent or Decimal(0)) >= context.control_percent)
        }
        if found <= bodies:
            break
        bodies |= found
    return bodies


def share_from(member: Member, is_from: IsFrom) -> Decimal:
    """How much of a member is held from there, in percent (domain.md R10)."""
    return shares(member, lambda owner: is_from(owner.country)).get("", Decimal(0))


def shares(member: Member, is_there: IsThere) -> dict[str, Decimal]:
    """How much of each body is held from there, in percent; "" is the member itself.

    What is held through a body elsewhere counts in proportion: the product along each path, summed
    over the paths. An owner who is there counts whole, whoever owns it. One round a level; bodies
    that own each other come to rest, or stop after as many rounds as there are owners.
    """
    held: dict[str, Decimal] = {}
    for _ in member.owners:
        found: dict[str, Decimal] = {}
        for owner in member.owners:
            through = WHOLE if is_there(owner) else held.get(owner.name, Decimal(0))
            part = (owner.percent or Decimal(0)) * through / WHOLE
            body = owner.holds_shares_in
            found[body] = min(WHOLE, found.get(body, Decimal(0)) + part)
        if found == held:
            break
        held = found
    return held


def owners_from(member: Member, is_from: IsFrom) -> list[Owner]:
    return [owner for owner in member.owners if is_from(owner.country)]


def _parent(member: Member, context: RuleContext) -> str:
    named = f" {member.parent_name}" if member.parent_name else ""
    where = context.country_name(member.parent_country)
    return f"the ultimate parent{named} is headquartered in {where}"
