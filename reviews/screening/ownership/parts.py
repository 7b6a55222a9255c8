"""What goes into an assessment of ownership, and what comes out of it?

Bodies and persons are told by their names; whoever builds the values writes one party one way.
Shares are in percent.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum


class Standing(StrEnum):
    """Why a row of a rule counts on its days."""

    IN_FORCE = "IN_FORCE"
    SUSPENDED = "SUSPENDED"
    # Nobody read that it is in force, nor that it is not: the program's conservative default.
    BY_DEFAULT = "BY_DEFAULT"


class Effect(StrEnum):
    """What follows when listed owners hold the threshold or more."""

    BLOCK = "BLOCK"
    RED_FLAG = "RED_FLAG"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A list whose parties count as listed owners; `programs` empty means all of the list."""

    list_code: str
    name: str
    programs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One dated row of a rule. `ends` is the first day on which it no longer counts."""

    code: str
    title: str
    begins: date
    ends: date | None
    standing: Standing
    effect: Effect
    threshold: Decimal
    reaches: tuple[Reach, ...]  # strictest list first
    citation: str
    note: str = ""
    foreign_only: bool = False

    def counts_on(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Something that can be owned. `country` is an ISO 3166 two-letter code; empty is unknown."""

    name: str
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """`percent` None: the share is not known. `is_range`: it is that or more. `is_majority`: only
    that it is the majority.
    """

    holder: str
    held: str
    percent: Decimal | None = None
    is_range: bool = False
    has_control: bool = False
    is_majority: bool = False

    def __post_init__(self) -> None:
        if self.percent is not None and not _is_share(self.percent):
            raise ValueError(f"{self.percent} is no share that {self.holder} can hold")

    @property
    def is_open(self) -> bool:
        return self.percent is None or self.is_range


def _is_share(percent: Decimal) -> bool:
    """So few decimals that a sum of any number of shares stays exact."""
    return percent.is_finite() and 0 <= percent <= 100 and percent == round(percent, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A person who is an officer of a body."""

    person: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A party of the structure that is on a list; `is_open`: nobody has settled that it is."""

    party: str
    list_code: str
    programs: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """Who holds what in whom, and who is an officer where, as disclosed."""

    bodies: tuple[Body, ...] = ()
    stakes: tuple[Stake, ...] = ()
    posts: tuple[Post, ...] = ()


class Level(IntEnum):
    """How much a result asks for. A red flag asks for a person, and denies nothing."""

    NONE = 0
    RED_FLAG = 1
    BLOCK = 2


class FlagKind(StrEnum):
    AFFILIATION = "AFFILIATION", "Owned by listed parties, under a rule that does not block today"
    UNKNOWN_SHARE = "UNKNOWN_SHARE", "Listed owner with an unknown share"
    MINORITY = "MINORITY", "Minority share of listed owners"
    CONTROL = "CONTROL", "Listed owner with control and no majority"
    INDIRECT = "INDIRECT", "Listed owner further up, without a majority on the way"
    SHARED_OFFICER = "SHARED_OFFICER", "Officer shared with a listed party"
    DATA_ERROR = "DATA_ERROR", "Shares that cannot be right"

    label: str

    def __new__(cls, value: str, label: str) -> "FlagKind":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    kind: FlagKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one rule says of one body.

    `share` is what listed owners and bodies counted as listed hold directly. `arithmetic` says how
    it comes about, `grounds` why each holder that is not itself listed counts, `paths` every way
    from a listed party to the body. `basis` is the listings, shares and posts it rests on: the same
    basis is the same result, however it is worded. `depends_on` names the parties whose hits are
    still open.
    """

    body: str
    rule: Rule
    level: Level
    is_listed: bool
    is_majority: bool
    share: Decimal
    arithmetic: str
    grounds: tuple[str, ...]
    flags: tuple[Flag, ...]
    paths: tuple[str, ...]
    facts: tuple[str, ...]
    basis: tuple[tuple[str, ...], ...]
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """`results`: every body under every rule of the day, on what is settled. `provisional`: what
    would be found besides if the open hits were true matches. `remarks`: what is odd in the data.
    `unreached`: owners and officers on lists that no rule of the day speaks of.
    """

    day: date
    rules: tuple[Rule, ...]
    results: tuple[Result, ...]
    provisional: tuple[Result, ...]
    remarks: tuple[str, ...]
    unreached: tuple[str, ...]

    @property
    def found(self) -> tuple[Result, ...]:
        """The results that ask for something, the gravest first."""
        asking = [result for result in self.results if result.level > Level.NONE]
        return tuple(sorted(asking, key=lambda result: -result.level))
