"""What do the components in templates/components take? Any object with these names will do."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A section in the side navigation; `status` in words, `tone` its colour. `note`: what else is
    there, at `note_url`.
    """

    label: str
    url: str
    is_current: bool = False
    status: str = ""
    tone: str = "neutral"
    note: str = ""
    note_url: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    url: str
    text: str = ""
    status: str = ""
    tone: str = "neutral"
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a history."""

    at: datetime
    what: str
    who: str = ""
    note: str = ""
