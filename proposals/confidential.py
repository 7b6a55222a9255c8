"""Does a text that leaves to the public contain something confidential? (Rule R36)

Pure. A confidential value can reach the public only if somebody typed it there; this finds it.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from proposals.content import ProposalContent

SHORTEST_PASSAGE = 20  # characters; shorter passages ("Yes.", a product class) are in every text
SHORTEST_NAME = 5  # letters; a shorter name of a party is also a word or an abbreviation
SMALLEST_VALUE = 1000  # U.S. dollars; smaller numbers stand in public texts by accident
SMALLEST_PLAIN_VALUE = 10_000  # written without commas, a smaller one could be a year
_QUOTES = str.maketrans("‘’“”–—", "''\"\"--")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")


def leaks(text: str, content: ProposalContent) -> list[str]:
    """The confidential passages of the proposal that stand in the text, in words for an officer."""
    searched = _folded(text)
    found = [label for label, passage in _confidential(content) if _folded(passage) in searched]
    found += [label for label, name in _names(content) if _stands_in(searched, name)]
    found += [label for label, value in _values(content) if _names_amount(searched, value)]
    return list(dict.fromkeys(found))


def _confidential(content: ProposalContent) -> Iterator[tuple[str, str]]:
    """(where it comes from, the passage)."""
    for passage in _passages(content.confidential_summary):
        yield "the confidential summary", passage
    for passage in _passages(content.content_justification):
        yield "the U.S.-content justification", passage
    for layer in content.layers:
        for passage in _passages(layer.confidential_detail):
            yield f"the confidential detail of layer “{layer.code.label}”", passage
    for party in content.involved_parties:
        for passage in _passages(party.note):
            yield f"the note on “{party.name}”", passage


def _names(content: ProposalContent) -> Iterator[tuple[str, str]]:
    """(where it comes from, a name or street) of the parties to the transaction.

    Not what stands in the name of a member: that is public anyway.
    """
    public = [_folded(member.legal_name) for member in content.members]
    for party in content.involved_parties:
        label = f"the name of a party to the transaction, “{party.name}”"
        for name in (party.name, party.majority_owner_name):
            if not any(_stands_in(text, name) for text in public):
                yield label, name
        yield f"the address of “{party.name}”", party.address.street


def _stands_in(text: str, name: str) -> bool:
    """Does the name stand there as words of their own, not as a part of others?"""
    searched = _folded(name)
    if len(searched) < SHORTEST_NAME:
        return False
    return re.search(rf"(?<!\w){re.escape(searched)}(?!\w)", text) is not None


def _values(content: ProposalContent) -> Iterator[tuple[str, Decimal]]:
    """(where it comes from, U.S. dollars)."""
    for component in content.components:
        for value in (component.unit_value, component.value):
            if value is not None:
                yield f"the value of “{component.name}”", value
    yield (
        "the value of the hardware layer",
        sum((c.value or Decimal(0) for c in content.components), Decimal(0)),
    )


def _names_amount(text: str, value: Decimal) -> bool:
    """Does the amount stand there as a number of its own, not as a part of a longer one?"""
    return any(
        re.search(rf"(?<![\d.,]){re.escape(amount)}(?!\d|[.,]\d)", text)
        for amount in _amounts(value)
    )


def _amounts(value: Decimal) -> Iterator[str]:
    """The ways in which an amount in U.S. dollars is written, if it is large enough to tell."""
    if value < SMALLEST_VALUE:
        return
    whole = value == value.to_integral_value()
    yield f"{value:,.2f}"
    yield f"{value:.2f}"
    if whole:
        yield f"{value:,.0f}"
    if whole and value >= SMALLEST_PLAIN_VALUE:
        yield f"{value:.0f}"


def _passages(text: str) -> Iterator[str]:
    for passage in _SENTENCE_END.split(text):
        if len(passage.strip()) >= SHORTEST_PASSAGE:
            yield passage.strip()


def _folded(text: str) -> str:
    """Without what a copy on the way changes: case, spaces, look-alike signs, invisible ones."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    visible = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return " ".join(visible.split())
