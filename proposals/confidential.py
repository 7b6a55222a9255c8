"""Does a text that leaves to the public contain something confidential? (Rule R36)

Pure. A confidential value can reach the public only if somebody typed it there; this finds it.
What is looked for is everything that is not declared public. A text is read once, so that
the work grows with the text and with the values, and not with one times the other.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from proposals.content import ProposalContent
from proposals.content.walk import Answer, confidential_answers

SHORTEST_PASSAGE = 20  # characters; shorter passages ("Yes.", a product class) are in every text
SHORTEST_NAME = 5  # letters; a shorter name of a party is also a word or an abbreviation
SMALLEST_VALUE = 1000  # smaller numbers stand in public texts by accident
SMALLEST_PLAIN_VALUE = 10_000  # written without commas, a smaller one could be a year
_QUOTES = str.maketrans("‘’“”–—", "''\"\"--")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_WORD = re.compile(r"\w+")
# A whole number as it is written, and not a part of a longer one.
_NUMBER = re.compile(r"(?<![\d.,])\d(?:[\d.,]*\d)?")


class Sort(StrEnum):
    PASSAGE = "passage"
    NAME = "name"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Secret:
    """What is looked for, in words for an officer (`label`), and how; the value is folded."""

    label: str
    sort: Sort
    value: str


def leaks(text: str, content: ProposalContent) -> list[str]:
    """The confidential passages of the proposal that stand in the text, in words for an officer."""
    return leaks_in((text,), secrets_of(content))[0]


def leaks_in(texts: tuple[str, ...], secrets: tuple[Secret, ...]) -> tuple[list[str], ...]:
    """For each text the labels of the secrets that stand in it, each once."""
    return tuple(list(labels) for labels in _leaks_in(texts, secrets))


@lru_cache(maxsize=8)
def secrets_of(content: ProposalContent) -> tuple[Secret, ...]:
    """Everything that must not become public, each value once; kept for what it was read from."""
    public = " | ".join(folded(member.legal_name) for member in content.members)
    found = [
        secret
        for secret in _secrets(content)
        # What stands in the name of a member is public anyway.
        if secret.sort is not Sort.NAME or not _stands_in(public, secret.value)
    ]
    return tuple(dict.fromkeys(found))


def passages(label: str, text: str) -> Iterator[Secret]:
    """Each sentence of a text that is long enough to be told from others."""
    for sentence in _SENTENCE_END.split(text):
        passage = folded(sentence)
        if len(passage) >= SHORTEST_PASSAGE:
            yield Secret(label, Sort.PASSAGE, passage)


def _secrets(content: ProposalContent) -> Iterator[Secret]:
    for found in confidential_answers(content):
        value = found.value
        if not found.said.is_searched or isinstance(value, (StrEnum, bool)):
            continue
        if isinstance(value, str):
            yield from _in_words(label_of(found), value, is_name=found.said.is_name)
        elif isinstance(value, (Decimal, int)):
            yield from _amounts(label_of(found), Decimal(value))
    total = Decimal(0)
    for component in content.components:
        value = component.value or Decimal(0)
        total += value
        yield from _amounts(f"the value of “{component.name}”", value)
    yield from _amounts("the value of the hardware layer", total)


def label_of(found: Answer) -> str:
    """What the value is called, for an officer or the anchor, who may read the value itself."""
    if not found.said.called:
        return f"the {found.name.replace('_', ' ')} of {_name_of(found.record)}"
    return found.said.called.format(found.record, _name_of(found.owner))


def _name_of(record: object) -> str:
    names = (getattr(record, field, "") for field in ("legal_name", "name", "title", "role"))
    return next((str(name) for name in names if name), type(record).__name__)


def _in_words(label: str, text: str, *, is_name: bool) -> Iterator[Secret]:
    if not is_name:
        yield from passages(label, text)
    elif len(name := folded(text)) >= SHORTEST_NAME:
        yield Secret(label, Sort.NAME, name)


def _amounts(label: str, value: Decimal) -> Iterator[Secret]:
    """The ways in which a number is written, if it is large enough to tell."""
    if value < SMALLEST_VALUE:
        return
    whole = value == value.to_integral_value()
    written = [f"{value:,.2f}", f"{value:.2f}"]
    if whole:
        written.append(f"{value:,.0f}")
    if whole and value >= SMALLEST_PLAIN_VALUE:
        written.append(f"{value:.0f}")
    yield from (Secret(label, Sort.AMOUNT, amount) for amount in written)


@lru_cache(maxsize=16)
def _leaks_in(texts: tuple[str, ...], secrets: tuple[Secret, ...]) -> tuple[tuple[str, ...], ...]:
    """Kept for what it was asked: a page is read more often than a proposal is changed."""
    return tuple(_labels(_Searched(folded(text)), secrets) for text in texts)


def _labels(text: "_Searched", secrets: tuple[Secret, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(secret.label for secret in secrets if text.says(secret)))


class _Searched:
    """A folded text, read once: its words, its numbers, and whatever a passage can begin with."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = frozenset(_WORD.findall(text))
        self.numbers = frozenset(_NUMBER.findall(text))
        ends = range(SHORTEST_PASSAGE, len(text) + 1)
        self.beginnings = frozenset(text[end - SHORTEST_PASSAGE : end] for end in ends)

    def says(self, secret: Secret) -> bool:
        match secret.sort:
            case Sort.AMOUNT:
                return secret.value in self.numbers
            case Sort.PASSAGE:
                begins = secret.value[:SHORTEST_PASSAGE] in self.beginnings
                return begins and secret.value in self.text
            case Sort.NAME:
                known = self.words.issuperset(_WORD.findall(secret.value))
                return known and _stands_in(self.text, secret.value)


def _stands_in(text: str, name: str) -> bool:
    """Does the name stand there as words of their own, not as a part of others?"""
    return name in text and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Without what a copy on the way changes: case, spaces, look-alike signs, invisible ones."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    visible = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return " ".join(visible.split())
