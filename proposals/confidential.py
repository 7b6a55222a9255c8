"""Does a text that leaves to the public contain something confidential? (Rule R36)

Pure. A confidential value can reach the public only if somebody typed it there; this finds it.
What is looked for is everything that is not declared public. A text is read once, so that
the work grows with the text and with the values, and not with one times the other.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache, partial
from itertools import chain
from typing import Self

from proposals.content import Audience, Component, ProposalContent
from proposals.content.reading import Reader, for_reader
from proposals.content.walk import Answer, confidential_answers
from proposals.content.whole import anchor_of

SHORTEST_PASSAGE = 20  # characters; shorter passages ("Yes.", a product class) are in every text
LONGEST_GUESS = 60  # characters of a sentence; nobody finds a longer one by trying
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


class Secrets:
    """What is looked for, each found by the word, the number or the passage that a text begins it
    with, so that a text asks only after what it may say. The values are folded.
    """

    def __init__(self) -> None:
        self._labels: list[Callable[[], str]] = []
        # sort -> what a text has of it -> the values -> their places in the order they came
        self._known: dict[Sort, dict[str, dict[str, list[int]]]] = {sort: {} for sort in Sort}

    def add(self, label: Callable[[], str], sort: Sort, values: Iterable[str]) -> None:
        """`label` names them, in words for an officer; it is asked for where one is found."""
        place, known = len(self._labels), self._known[sort]
        self._labels.append(label)
        for value in values:
            known.setdefault(_beginning(sort, value), {}).setdefault(value, []).append(place)

    def add_passages(self, label: str, text: str) -> None:
        self.add(lambda: label, Sort.PASSAGE, passages(text))

    def without_names_in(self, public: str) -> Self:
        """What stands in this text is public anyway."""
        for alike in self._known[Sort.NAME].values():
            for name in [name for name in alike if _stands_in(public, name)]:
                del alike[name]
        return self

    def said_in(self, text: "_Searched") -> list[str]:
        """The labels of those that stand in the text."""
        places = {
            place
            for sort, alike in self._known.items()
            for begins in text.beginnings(sort) & alike.keys()
            for value, found in alike[begins].items()
            if text.says(sort, value)
            for place in found
        }
        return [self._labels[place]() for place in sorted(places)]


def leaks(text: str, content: ProposalContent) -> list[str]:
    """The confidential passages of the proposal that stand in the text, in words for an officer."""
    return leaks_in((text,), secrets_of(content))[0]


def leaks_in(texts: tuple[str, ...], *sources: Secrets) -> tuple[list[str], ...]:
    """For each text the labels of the secrets that stand in it, each once."""
    found = [_said_in(texts, secrets) for secrets in sources]
    return tuple(list(dict.fromkeys(chain(*labels))) for labels in zip(*found, strict=True))


@lru_cache(maxsize=8)
def secrets_of(content: ProposalContent) -> Secrets:
    """Everything that must not become public; kept for what it was read from."""
    found = Secrets()
    for answer in confidential_answers(content, worth=_can_be_told):
        _add(found, answer)
    total = Decimal(0)
    for component in content.components:
        value = component.value or Decimal(0)
        total += value
        found.add(partial(_value_of, component), Sort.AMOUNT, amounts(value))
    found.add(lambda: "the value of the hardware layer", Sort.AMOUNT, amounts(total))
    public = " | ".join(folded(member.legal_name) for member in content.members)
    return found.without_names_in(public)


@lru_cache(maxsize=8)
def secrets_from_anchor(content: ProposalContent) -> Secrets:
    """What another member lets the program office alone read: it must not reach the anchor."""
    found, anchor = Secrets(), anchor_of(content)
    for answer in confidential_answers(content, worth=_can_be_told):
        if answer.audience is Audience.PROGRAM and answer.contributor != anchor:
            _add(found, answer)
    return found


def secrets_read_by(reader: Reader, content: ProposalContent) -> Secrets:
    """What this reader may read of it and the public may not. What they may not read decides
    nothing here, not even what a value is called.
    """
    return secrets_of(for_reader(content, reader))


def sentences_kept_from(reader: Reader, content: ProposalContent) -> Secrets:
    """Long sentences that this reader may not read: who writes one has it from somebody else.

    Names, amounts and short sentences are left out: whoever is told that a text repeats one could
    find it by trying.
    """
    found = Secrets()
    for answer in confidential_answers(content, worth=_can_be_told):
        is_read = reader.may_read(answer.audience, answer.contributor)
        if not is_read and isinstance(answer.value, str) and answer.said.is_searched:
            long = (one for one in passages(answer.value) if len(one) > LONGEST_GUESS)
            found.add(partial(label_of, answer), Sort.PASSAGE, long)
    return found


def passages(text: str) -> Iterator[str]:
    """Each sentence of a text that is long enough to be told from others."""
    for sentence in _SENTENCE_END.split(text):
        passage = folded(sentence)
        if len(passage) >= SHORTEST_PASSAGE:
            yield passage


def amounts(value: Decimal) -> list[str]:
    """The ways in which a number is written, if it is large enough to tell."""
    if value < SMALLEST_VALUE:
        return []
    whole = value == value.to_integral_value()
    written = [f"{value:,.2f}", f"{value:.2f}"]
    if whole:
        written.append(f"{value:,.0f}")
    if whole and value >= SMALLEST_PLAIN_VALUE:
        written.append(f"{value:.0f}")
    return written


def _can_be_told(value: object) -> bool:
    """Is it a text or a number that is long enough? Most of thousands of rows are not, and a code
    is none. A sign beyond ASCII can become several letters.
    """
    if type(value) is str:
        return len(value) >= SHORTEST_NAME or not value.isascii()
    if isinstance(value, bool):
        return False
    return isinstance(value, (Decimal, int)) and value >= SMALLEST_VALUE


def _add(found: Secrets, answer: Answer) -> None:
    value, label = answer.value, partial(label_of, answer)
    if not answer.said.is_searched:
        return
    if isinstance(value, (Decimal, int)):
        found.add(label, Sort.AMOUNT, amounts(Decimal(value)))
    elif not answer.said.is_name:
        found.add(label, Sort.PASSAGE, passages(value))
    elif len(name := folded(value)) >= SHORTEST_NAME:
        found.add(label, Sort.NAME, (name,))


def label_of(found: Answer) -> str:
    """What the value is called, for an officer or the anchor, who may read the value itself."""
    if not found.said.called:
        return f"the {found.name.replace('_', ' ')} of {_name_of(found.record)}"
    return found.said.called.format(found.record, _name_of(found.owner))


def _value_of(component: Component) -> str:
    return f"the value of “{component.name}”"


def _name_of(record: object) -> str:
    names = (getattr(record, field, "") for field in ("legal_name", "name", "title", "role"))
    return next((str(name) for name in names if name), type(record).__name__)


@lru_cache(maxsize=16)
def _said_in(texts: tuple[str, ...], secrets: Secrets) -> tuple[tuple[str, ...], ...]:
    """Kept for what it was asked: a page is read more often than a proposal is changed."""
    return tuple(tuple(secrets.said_in(_Searched(folded(text)))) for text in texts)


def _beginning(sort: Sort, value: str) -> str:
    """What a text must have to say this value."""
    match sort:
        case Sort.AMOUNT:
            return value
        case Sort.PASSAGE:
            return value[:SHORTEST_PASSAGE]
        case Sort.NAME:
            word = _WORD.search(value)
            return word[0] if word else ""


class _Searched:
    """A folded text, read once: its words, its numbers, and whatever a passage can begin with."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = frozenset(_WORD.findall(text))
        ends = range(SHORTEST_PASSAGE, len(text) + 1)
        self._beginnings = {
            Sort.AMOUNT: frozenset(_NUMBER.findall(text)),
            Sort.PASSAGE: frozenset(text[end - SHORTEST_PASSAGE : end] for end in ends),
            Sort.NAME: self.words | {""},  # a name of signs alone begins with no word
        }

    def beginnings(self, sort: Sort) -> frozenset[str]:
        return self._beginnings[sort]

    def says(self, sort: Sort, value: str) -> bool:
        """Of a value whose beginning stands there."""
        match sort:
            case Sort.AMOUNT:
                return True
            case Sort.PASSAGE:
                return value in self.text
            case Sort.NAME:
                known = self.words.issuperset(_WORD.findall(value))
                return known and _stands_in(self.text, value)


def _stands_in(text: str, name: str) -> bool:
    """Does the name stand there as words of their own, not as a part of others?"""
    return name in text and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Without what a copy on the way changes: case, spaces, look-alike signs, invisible ones."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    visible = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return " ".join(visible.split())
