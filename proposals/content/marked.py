"""Who may read a value of a record: as its field says, or as its contributor marked it?

The one place that decides. A marking counts where it names a record of the same contributor and a
value that can be marked. It narrows who reads; what is for the program office alone, its
contributor may share with the anchor member or with every member, never with the public.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from proposals.content.confidentiality import ConfidentialityMarking
from proposals.content.markable import code_of, markable_values
from proposals.content.saying import Audience, Field, contributor_of, kind_of

# From everybody to nobody else: a marking goes to the right.
NARROWER = (Audience.PUBLIC, Audience.CONSORTIUM, Audience.ANCHOR, Audience.PROGRAM)


def declared_audience(record: Any, field: Field) -> Audience:
    """Who may read this field while nothing is marked: as it says, or as the file is marked."""
    name = kind_of(type(record)).marking
    if not name:
        return field.said.audience
    marked: Audience = getattr(record, name).audience
    return marked


def narrowed(declared: Audience, own: Iterable[Audience], around: Iterable[Audience]) -> Audience:
    """Who reads what is declared so. `own`: as it is marked itself; `around`: as is marked what it
    is a part of.
    """
    asked = list(own)
    start = [] if declared is Audience.PROGRAM and asked else [declared]
    return max((*start, *asked, *around), key=NARROWER.index)


class Marked:
    """Markings, by what they mark. Where several mark the same, the narrowest counts."""

    def __init__(self, *markings: Iterable[ConfidentialityMarking]) -> None:
        self._by_record: dict[Any, list[ConfidentialityMarking]] = {}
        self._by_value: dict[Any, list[ConfidentialityMarking]] = {}
        for marking in chain(*markings):
            if marking.value in markable_values():
                self._by_record.setdefault(marking.record, []).append(marking)
                key = (marking.record, marking.contributor, marking.value)
                self._by_value.setdefault(key, []).append(marking)

    def touches(self, record: Any) -> bool:
        """May anything of this record be read by others than it is declared for?"""
        known = self._by_record
        return bool(known) and (
            getattr(record, "id", None) in known or getattr(record, "record", None) in known
        )

    def audience(self, record: Any, field: Field) -> Audience:
        """Who may read this field of this record."""
        declared = declared_audience(record, field)
        if not self.touches(record):
            return declared
        kind = kind_of(type(record))
        whole = [one.readers.audience for one in self._of(record, "")]
        if kind.marking:
            return narrowed(declared, whole, self._around(record))
        own = [one.readers.audience for one in self._of(record, field.name)]
        return narrowed(declared, own, whole)

    def marking(self, record: Any, field: Field | None = None) -> ConfidentialityMarking | None:
        """The marking of this field alone; without a field, of the whole record."""
        return next(iter(self._of(record, field.name if field else "")), None)

    def _of(self, record: Any, name: str) -> list[ConfidentialityMarking]:
        """What marks exactly this, by whoever says it."""
        pk = getattr(record, "id", None)
        if pk not in self._by_record:
            return []
        key = (pk, contributor_of(record), code_of(type(record), name))
        return self._by_value.get(key, [])

    def _around(self, record: Any) -> list[Audience]:
        """How the record is marked that a file is attached to."""
        return [
            one.readers.audience
            for one in self._by_record.get(getattr(record, "record", None), ())
            if "." not in one.value and one.contributor == contributor_of(record)
        ]
