"""From where is an organization owned or controlled?"""

from collections.abc import Callable
from decimal import Decimal

from proposals.content import Member, Owner
from proposals.rules.context import RuleContext
from proposals.rules.wording import listed, number

IsFrom = Callable[[str], bool]
WHOLE = Decimal(100)


def control_from(member: Member, is_from: IsFrom, context: RuleContext) -> list[str]:
    """Each way in which such countries control a member, in words; none when they do not.

    Control is an ultimate parent there, an owner there with control rights in the member or in a
    body that controls it, or owners there who together hold `control_percent` or more, directly or
    through others.
    """
    owners = owners_from(member, is_from)
    controlling = _controlling(member, context)
    ways = [
        f"{owner.name} ({context.country_name(owner.country)}) has control rights"
        for owner in owners
        if owner.has_control and owner.holds_shares_in in controlling
    ]
    if (member.parent_name or member.parent_country) and is_from(member.parent_country):
        ways.insert(0, _parent(member, context))
    share = share_from(member, is_from)
    if owners and share >= context.control_percent:
        where = listed(sorted({context.country_name(owner.country) for owner in owners}))
        ways.append(f"owners in {where} hold {number(share)} percent")
    return ways


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
    """How much of a member is held from there, in percent (domain.md R10).

    What is held through a body elsewhere counts in proportion: the product along each path, summed
    over the paths. An owner who is there counts whole, whoever owns it. One round a level; bodies
    that own each other come to rest, or stop after as many rounds as there are owners.
    """
    held: dict[str, Decimal] = {}
    for _ in member.owners:
        found: dict[str, Decimal] = {}
        for owner in member.owners:
            through = WHOLE if is_from(owner.country) else held.get(owner.name, Decimal(0))
            part = (owner.percent or Decimal(0)) * through / WHOLE
            body = owner.holds_shares_in
            found[body] = min(WHOLE, found.get(body, Decimal(0)) + part)
        if found == held:
            break
        held = found
    return held.get("", Decimal(0))


def owners_from(member: Member, is_from: IsFrom) -> list[Owner]:
    return [owner for owner in member.owners if is_from(owner.country)]


def _parent(member: Member, context: RuleContext) -> str:
    named = f" {member.parent_name}" if member.parent_name else ""
    where = context.country_name(member.parent_country)
    return f"the ultimate parent{named} is headquartered in {where}"
