"""From where is an organization owned or controlled?"""

from collections.abc import Callable
from decimal import Decimal

from proposals.content import Member, Owner
from proposals.rules.context import RuleContext
from proposals.rules.wording import listed, number

IsFrom = Callable[[str], bool]


def control_from(member: Member, is_from: IsFrom, context: RuleContext) -> list[str]:
    """Each way in which such countries control a member, in words; none when they do not.

    Control is an ultimate parent there, an owner there with control rights, or owners there who
    together hold `control_percent` or more.
    """
    owners = owners_from(member, is_from)
    ways = [
        f"{owner.name} ({context.country_name(owner.country)}) has control rights"
        for owner in owners
        if owner.has_control
    ]
    if (member.parent_name or member.parent_country) and is_from(member.parent_country):
        ways.insert(0, _parent(member, context))
    share = sum((owner.percent or Decimal(0) for owner in owners), Decimal(0))
    if owners and share >= context.control_percent:
        where = listed(sorted({context.country_name(owner.country) for owner in owners}))
        ways.append(f"owners in {where} hold {number(share)} percent")
    return ways


def owners_from(member: Member, is_from: IsFrom) -> list[Owner]:
    return [owner for owner in member.owners if is_from(owner.country)]


def _parent(member: Member, context: RuleContext) -> str:
    named = f" {member.parent_name}" if member.parent_name else ""
    where = context.country_name(member.parent_country)
    return f"the ultimate parent{named} is headquartered in {where}"
