"""What does a member's statement of its owners leave open, and could it change the judgment?"""

from dataclasses import replace
from decimal import Decimal

from proposals.content import Member, Owner
from proposals.rules.context import RuleContext
from proposals.rules.control import WHOLE, IsFrom, controlled_bodies, shares
from proposals.rules.wording import number

ORGANIZATION = "ORGANIZATION"


def open_parts(member: Member, context: RuleContext) -> list[str]:
    """What a person must ask for, in words; none where the answer could change nothing.

    Asked about: a share of the member, or of a body that controls it, that nobody holds; a parent
    or an owner without a country; an owner of nothing. Owners of the other bodies are asked for
    where all that is unexplained, taken together, could reach a threshold (domain.md R10:
    undisclosed is not a pass).
    """
    bodies = _bodies(member)
    if not could_change(member, context):
        bodies = [body for body in bodies if not body or _controls(member, body, context)]
    parts = [part for body in bodies if (part := _open_share(member, body, context))]
    return [*parts, *_loose_ends(member), *_without_a_country(member, context)]


def could_change(member: Member, context: RuleContext) -> bool:
    """Would it be judged worse, were everything that is unexplained held from one such country?"""
    whole = _with_every_share(member)
    return any(
        _level(whole, codes.__contains__, context, unexplained=True)
        > _level(whole, codes.__contains__, context, unexplained=False)
        for codes in (context.countries_of_concern, context.warn_countries)
    )


def unexplained_percent(member: Member, context: RuleContext) -> Decimal:
    """How much of the member is held by nobody knows whom, along every path, in percent."""
    whole = _with_every_share(member)
    found = shares(whole, lambda owner: _is_unexplained(whole, owner, context))
    return found.get("", Decimal(0))


def _level(member: Member, is_from: IsFrom, context: RuleContext, *, unexplained: bool) -> int:
    """2 where it is controlled from there, 1 from `noted_percent`, otherwise 0."""

    def is_there(owner: Owner) -> bool:
        return is_from(owner.country) or (unexplained and _is_unexplained(member, owner, context))

    if "" in controlled_bodies(member, is_there, context):
        return 2
    return int(shares(member, is_there).get("", Decimal(0)) >= context.noted_percent)


def _is_unexplained(member: Member, owner: Owner, context: RuleContext) -> bool:
    """A person or a government with a country is explained; a body is so by its own owners."""
    if owner.country not in context.countries:
        return True
    return owner.kind == ORGANIZATION and not _stakes_in(member, owner.name)


def _with_every_share(member: Member) -> Member:
    """With an owner whom nobody knows for each share that nobody is said to hold."""
    missing = [
        Owner(
            name=f"whoever holds the rest of {body or member.legal_name}",
            kind=ORGANIZATION,
            country="",
            percent=rest,
            has_control=False,
            holds_shares_in=body,
        )
        for body in _bodies(member)
        if not body or _stakes_in(member, body)
        if (rest := _rest(member, body)) > 0
    ]
    return replace(member, owners=(*member.owners, *missing))


def _bodies(member: Member) -> list[str]:
    """The member as "", then every owner that has owners of its own: each name once."""
    return list(dict.fromkeys(["", *(o.name for o in member.owners if o.kind == ORGANIZATION)]))


def _controls(member: Member, body: str, context: RuleContext) -> bool:
    return any(
        owner.has_control or (owner.percent or Decimal(0)) >= context.control_percent
        for owner in member.owners
        if owner.name == body
    )


def _open_share(member: Member, body: str, context: RuleContext) -> str:
    name = body or member.legal_name
    if not _stakes_in(member, body):
        return f"any owner of {name}"
    rest = _rest(member, body)
    return f"{number(rest)} percent of {name}" if rest > 0 else ""


def _rest(member: Member, body: str) -> Decimal:
    known = (stake.percent for stake in _stakes_in(member, body) if stake.percent is not None)
    return WHOLE - sum(known, Decimal(0))


def _stakes_in(member: Member, body: str) -> list[Owner]:
    return [owner for owner in member.owners if owner.holds_shares_in == body]


def _loose_ends(member: Member) -> list[str]:
    names = {"", *(owner.name for owner in member.owners)}
    return [
        f"in whom {owner.name} holds shares ({owner.holds_shares_in})"
        for owner in member.owners
        if owner.holds_shares_in not in names
    ]


def _without_a_country(member: Member, context: RuleContext) -> list[str]:
    named = [(member.parent_name, member.parent_country)] if member.parent_name else []
    named += [(owner.name, owner.country) for owner in member.owners]
    found = [name for name, country in named if country not in context.countries]
    return [f"the country of {name}" for name in dict.fromkeys(found)]
