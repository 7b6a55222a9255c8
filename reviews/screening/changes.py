"""What changed between two versions of the list?

The published file gives the same party a new `id` now and then, so an entry is told by what it
says: its substance. Two entries of one substance are the same entry.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz

from reviews.screening.names import words
from reviews.screening.parties import ListedParty
from reviews.screening.vocabulary import LEGAL_FORMS, LINKING_WORDS, PLACES, TITLES

# What the feed writes about its own rows, and not about the listed party.
NOT_SUBSTANCE = ("id", "source_list_url", "source_information_url")
# Words that two rows can share without being about one party.
SAYS_LITTLE = LEGAL_FORMS | LINKING_WORDS | TITLES | PLACES
LEAST_LIKENESS = 60  # percent of the letters in the same order


@dataclass(frozen=True, slots=True)
class ListChanges:
    """In the order of the lists; `changed` holds what stood before and what stands now."""

    added: tuple[ListedParty, ...]
    removed: tuple[ListedParty, ...]
    changed: tuple[tuple[ListedParty, ListedParty], ...]

    @property
    def to_screen(self) -> tuple[ListedParty, ...]:
        """What stands in the newer version and did not stand so in the older one."""
        return (*self.added, *(after for _, after in self.changed))


def substance(entry: ListedParty) -> ListedParty:
    """What the entry says about the listed party, without the feed's own id and links."""
    blank: dict[str, Any] = dict.fromkeys(NOT_SUBSTANCE, "")
    return replace(entry, **blank)


def changes_between(before: Sequence[ListedParty], after: Sequence[ListedParty]) -> ListChanges:
    """Entries of unchanged substance drop out; the others are paired by id, number, then name.

    A source uses an id again now and then: two rows with one id and nothing else in common are one
    removed and one added.
    """
    removed, added = _without_unchanged(before, after)
    changed: list[tuple[ListedParty, ListedParty]] = []
    for key in (_by_id, _by_number, _by_name):
        pairs = _pairs(removed, added, key)
        changed += pairs
        gone = {id(old) for old, _ in pairs}
        come = {id(new) for _, new in pairs}
        removed = [entry for entry in removed if id(entry) not in gone]
        added = [entry for entry in added if id(entry) not in come]
    place = {id(entry): number for number, entry in enumerate(after)}
    changed.sort(key=lambda pair: place[id(pair[1])])
    return ListChanges(added=tuple(added), removed=tuple(removed), changed=tuple(changed))


def _without_unchanged(
    before: Sequence[ListedParty], after: Sequence[ListedParty]
) -> tuple[list[ListedParty], list[ListedParty]]:
    """Entry against entry, so that of two equal rows that became one, one is removed."""
    standing: defaultdict[ListedParty, list[ListedParty]] = defaultdict(list)
    for entry in reversed(before):
        standing[substance(entry)].append(entry)
    added = []
    for entry in after:
        same = standing[substance(entry)]
        if same:
            same.pop()
        else:
            added.append(entry)
    left = {id(entry) for entries in standing.values() for entry in entries}
    return [entry for entry in before if id(entry) in left], added


def _pairs(
    removed: list[ListedParty],
    added: list[ListedParty],
    key: Callable[[ListedParty], Hashable | None],
) -> list[tuple[ListedParty, ListedParty]]:
    waiting: defaultdict[Hashable, list[ListedParty]] = defaultdict(list)
    for entry in reversed(removed):
        if (value := key(entry)) is not None:
            waiting[value].append(entry)
    return [
        (waiting[value].pop(), entry)
        for entry in added
        if (value := key(entry)) is not None
        and waiting[value]
        and is_same_party(waiting[value][-1], entry)
    ]


def is_same_party(one: ListedParty, other: ListedParty) -> bool:
    """Do two rows with the same id or number share a word of a name, an identifier or a street?

    A spelling that was corrected shares no word, but most letters.
    """
    if _words(one) & _words(other) or _marks(one) & _marks(other):
        return True
    return fuzz.ratio(_telling(one.name), _telling(other.name)) >= LEAST_LIKENESS


def _words(entry: ListedParty) -> frozenset[str]:
    return frozenset(word for name in entry.names for word in _telling(name).split())


def _telling(name: str) -> str:
    return " ".join(word for word in words(name) if word not in SAYS_LITTLE)


def _marks(entry: ListedParty) -> frozenset[str]:
    numbers = {known.number for known in entry.ids if known.number}
    return frozenset(numbers | {place.address for place in entry.addresses if place.address})


def _by_id(entry: ListedParty) -> Hashable:
    return entry.source, entry.id


def _by_number(entry: ListedParty) -> Hashable | None:
    return (entry.source, entry.entity_number) if entry.entity_number else None


def _by_name(entry: ListedParty) -> Hashable:
    return entry.source, entry.name.casefold()
