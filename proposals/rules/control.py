"""From where is an organization owned or controlled?"""

from collections.abc import Callable
from decimal import Decimal

from proposals.content import Member, Owner
from proposals.rules.context import CONTROL_PERCENT, RuleContext
from proposals.rules.wording import listed, number

IsFrom = Callable[[str], bool]
WHOLE = Decimal(100)


def control_from(member: Member, is_from: IsFrom, context: RuleContext) -> list[str]:
    """Each way in which such countries control a member, in words; none when they do not.

    Control is an ultimate parent there, an owner there with control rights or `control_percent`
    in the member or in a body that controls it, or owners there who together hold
    `control_percent` or more, directly or through others.
    """
    owners = owners_from(member, is_from)
    controlling = _controlling(member, context)
    ways = [
        way
        for owner in owners
        if owner.holds_shares_in in controlling and (way := _way(owner, context))
    ]
    if (member.parent_name or member.parent_country) and is_from(member.parent_country):
        ways.insert(0, _parent(member, context))
    share = share_from(member, is_from)
    if owners and share >= context.control_percent:
        where = listed(sorted({context.country_name(owner.country) for owner in owners}))
        ways.append(f"owners in {where} hold {number(share)} percent")
    return ways


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


def undisclosed(member: Member) -> list[str]:
    """What the statement of owners leaves open, in words: shares, owners of owners, loose ends."""
    bodies = {"": member.legal_name} | {
        owner.name: owner.name
        for owner in member.owners
        if owner.kind == "ORGANIZATION" and (owner.has_control or _is_majority(owner))
    }
    parts = [part for body, name in bodies.items() if (part := _open_part(member, body, name))]
    names = {"", *(owner.name for owner in member.owners)}
    parts += [
        f"in whom {owner.name} holds shares ({owner.holds_shares_in})"
        for owner in member.owners
        if owner.holds_shares_in not in names
    ]
    return parts


def _is_majority(owner: Owner) -> bool:
    return (owner.percent or Decimal(0)) >= CONTROL_PERCENT


def _open_part(member: Member, body: str, name: str) -> str:
    shares = [owner.percent for owner in member.owners if owner.holds_shares_in == body]
    known = sum((share for share in shares if share is not None), Decimal(0))
    if not shares:
        return f"any owner of {name}"
    return f"{number(WHOLE - known)} percent of {name}" if known < WHOLE else ""


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
