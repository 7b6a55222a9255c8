"""Two people saved the same page: what says both of what they said?

What only one of them changed is kept as that one said it. Where both changed the same field in
different ways nobody can know, so they are asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, replace
from dataclasses import field as also
from typing import Any
from uuid import UUID

from proposals.content.in_words import title_of, words
from proposals.content.meanings import Known
from proposals.content.saying import Field, Record, fields_of, kind_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A field that both changed, or a record that one of them removed (`label` is "").

    `name` is that of the field: what a person is told does not change with it.
    """

    heading: str
    label: str
    saved: str
    typed: str
    name: str = also(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The records that say what both said. In a conflict they say what was typed last."""

    records: tuple[Any, ...]
    conflicts: tuple[Conflict, ...]


def merge_one[R: Record](base: R, typed: R, saved: R, known: Known) -> Merged:
    """The only record of a kind: `base` is what the writer read, `saved` what stands now."""
    conflicts = tuple(_conflicts(base, typed, saved, known))
    return Merged(records=(_both(base, typed, saved),), conflicts=conflicts)


def merge[R: Record](
    base: Sequence[R], typed: Sequence[R], saved: Sequence[R], known: Known
) -> Merged:
    """`base` is what the writer read, `typed` what the writer wants, `saved` what stands now.

    In the order of what was typed; what others added comes last.
    """
    before, now = _by_id(base), _by_id(saved)
    typed = _saved_already(typed, before, saved)
    known_ids = {*before, *(record.id for record in typed)}
    added = {_key(other): other for other in saved if _key(other) and other.id not in known_ids}
    records: list[R] = []
    conflicts: list[Conflict] = []
    for record in typed:
        old, other = before.get(record.id), now.get(record.id)
        if old is None and other is None and (other := added.get(_key(record))) is not None:
            old = _blank(record)  # both added the same
        if other is not None:
            records.append(_both(old, record, other))
            conflicts += _conflicts(old, record, other, known)
        elif old is None:
            records.append(record)
        elif record != old:
            records.append(record)
            conflicts.append(_gone(record, known, saved="Removed", typed="Changed"))
    taken = {record.id for record in (*typed, *records)}
    others, lost = _of_others([other for other in saved if other.id not in taken], before, known)
    found = (*records, *others)
    return Merged(records=found, conflicts=(*conflicts, *lost, *_named_twice(found, known)))


def _saved_already[R: Record](
    typed: Sequence[R], before: Mapping[UUID, R], saved: Sequence[R]
) -> list[R]:
    """A new row that was saved since is that record: the button was pressed twice."""
    sent = {record.id for record in typed if record.id.int}
    since = {
        _said(other): other.id for other in saved if other.id not in before and other.id not in sent
    }
    return [
        record if record.id.int else replace(record, id=since.pop(_said(record), record.id))
        for record in typed
    ]


def _said(record: Record) -> tuple[Any, ...]:
    return tuple(getattr(record, field.name) for field in fields_of(type(record)))


def _named_twice[R: Record](records: Sequence[R], known: Known) -> Iterator[Conflict]:
    """One person added what the other turned another record into."""
    keys = [_key(record) for record in records]
    for number, record in enumerate(records):
        if keys[number] and keys[number] in keys[:number]:
            yield _gone(record, known, saved="Added", typed="Added")


def _of_others[R: Record](
    rest: Sequence[R], before: Mapping[UUID, R], known: Known
) -> tuple[list[R], list[Conflict]]:
    """What stands now and was not typed: others added it, or the writer removed it."""
    added = [other for other in rest if other.id not in before]
    changed = [other for other in rest if before.get(other.id, other) != other]
    return added, [_gone(other, known, saved="Changed", typed="Removed") for other in changed]


def _by_id[R: Record](records: Sequence[R]) -> Mapping[UUID, R]:
    return {record.id: record for record in records if record.id.int}


def _key(record: Record) -> tuple[str, ...]:
    return tuple(str(getattr(record, name)) for name in kind_of(type(record)).key)


def _blank[R: Record](record: R) -> R:
    """A record that says its key and nothing else."""
    return type(record)(**{name: getattr(record, name) for name in kind_of(type(record)).key})


def _both[R: Record](old: R | None, mine: R, other: R) -> R:
    """Field by field: what I changed as I said it, everything else as it stands.

    `old` is None where nobody knows what I read: then all of it is what I said.
    """
    changed = {
        field.name: getattr(mine, field.name)
        for field in fields_of(type(mine))
        if getattr(mine, field.name) != getattr(old, field.name, MISSING)
    }
    return replace(other, **changed)


def _conflicts(old: Record | None, mine: Record, other: Record, known: Known) -> Iterator[Conflict]:
    for field in fields_of(type(mine)):
        if _is_conflict(field, old, mine, other):
            yield Conflict(
                heading=title_of(mine, known),
                label=field.said.label,
                saved=words(other, field, known),
                typed=words(mine, field, known),
                name=field.name,
            )


def _is_conflict(field: Field, old: Record | None, mine: Record, other: Record) -> bool:
    was = getattr(old, field.name, MISSING)
    typed, stands = getattr(mine, field.name), getattr(other, field.name)
    return bool(typed not in (was, stands) and stands != was)


def _gone(record: Record, known: Known, *, saved: str, typed: str) -> Conflict:
    return Conflict(heading=title_of(record, known), label="", saved=saved, typed=typed)
