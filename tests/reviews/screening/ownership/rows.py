"""The rule rows that ship, and structures written on one line, for the tests of ownership."""

from datetime import date
from decimal import Decimal

from reviews.screening.ownership.assessment import assess
from reviews.screening.ownership.parts import (
    Body,
    Effect,
    Listing,
    Post,
    Reach,
    Rule,
    Stake,
    Standing,
    Structure,
)

SDN = Reach(list_code="SDN", name="SDN List")
EL = Reach(list_code="EL", name="Entity List")
MEU = Reach(list_code="MEU", name="MEU List")
SDN_744_8 = Reach(list_code="SDN", name="SDN, 15 CFR 744.8", programs=frozenset({"SDGT", "NPWMD"}))
SSI = Reach(list_code="SSI", name="SSI List")


def row(code, title, begins, ends, standing, effect, reaches, **more):
    return Rule(
        code=code,
        title=title,
        begins=begins,
        ends=ends,
        standing=standing,
        effect=effect,
        threshold=Decimal(50),
        reaches=reaches,
        citation=f"citation of {code}",
        **more,
    )


def affiliates(begins, ends, standing, effect):
    title = "BIS Affiliates Rule"
    reaches = (SDN_744_8, EL, MEU)
    return row("BIS", title, begins, ends, standing, effect, reaches, foreign_only=True)


RULES = (
    row(
        "OFAC",
        "OFAC 50 Percent Rule",
        date(2014, 8, 13),
        None,
        Standing.IN_FORCE,
        Effect.BLOCK,
        (SDN,),
    ),
    row(
        "SSI",
        "OFAC 50 Percent Rule, SSI",
        date(2014, 8, 13),
        None,
        Standing.IN_FORCE,
        Effect.RED_FLAG,
        (SSI,),
    ),
    affiliates(date(2025, 9, 29), date(2025, 11, 10), Standing.IN_FORCE, Effect.BLOCK),
    affiliates(date(2025, 11, 10), date(2026, 11, 10), Standing.SUSPENDED, Effect.RED_FLAG),
    affiliates(date(2026, 11, 10), None, Standing.BY_DEFAULT, Effect.BLOCK),
)
TODAY = date(2026, 11, 23)


def structure(text):
    """`A 30 B; A ? C; A 10! D; A >50 E; p @ B`: shares (unknown, control, majority), officers."""
    stakes, posts = [], []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        holder, share, held = part.split()
        if share == "@":
            posts.append(Post(person=holder, body=held))
        else:
            stakes.append(stake(holder, share, held))
    return Structure(stakes=tuple(stakes), posts=tuple(posts))


def stake(holder, share, held):
    bare = share.rstrip("!")
    return Stake(
        holder=holder,
        held=held,
        percent=None if bare in {"?", ">50"} else Decimal(bare),
        has_control=share.endswith("!"),
        is_majority=bare == ">50",
    )


def listings(text):
    """`A=EL; B=SDN/SDGT; C?=SDN` are listings; the question mark is a hit nobody has settled.

    A program that is not written is IRAN, which the BIS rule does not reach; `-` is none at all.
    """
    found = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        party, listed = part.split("=")
        code, _, program = listed.partition("/")
        found.append(
            Listing(
                party=party.rstrip("?"),
                list_code=code,
                programs=() if program == "-" else (program or "IRAN",),
                is_open=party.endswith("?"),
            )
        )
    return tuple(found)


def assessed(shares, listed, *, on=TODAY, us=()):
    given = structure(shares)
    bodies = tuple(Body(name=name, country="US") for name in us)
    with_bodies = Structure(bodies=bodies, stakes=given.stakes, posts=given.posts)
    return assess(with_bodies, listings(listed), RULES, on=on)
