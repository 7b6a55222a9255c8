"""What of a file is marked as confidential, and can its marking not come with it?

A marking names a record by its id. Where that record is not one of this draft, the marking marks
nothing, and what it marked is left out: to import a file shows nobody what it kept from them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from proposals.content import ProposalContent
from proposals.content.markable import markable_values
from proposals.content.whole import parts, records_of
from proposals.exchange.found import FoundRow

MARKINGS = "markings"
Rows = Mapping[str, Sequence[FoundRow]]


def with_their_markings(own: ProposalContent, rows: Rows) -> tuple[dict[str, Any], list[str]]:
    """The rows without what is marked in the file and cannot be marked here, and in words what that
    is. `own`: what the member says now that imports them.
    """
    found: dict[str, Any] = dict(rows)
    left_out: list[str] = []
    there = _ids(own)
    kept = []
    for row in rows.get(MARKINGS, ()):
        if str(row.values.get("record", "")) in there:
            kept.append(row)
        else:
            found = _without(found, row.values)
            value = markable_values().get(str(row.values.get("value")), "A value")
            left_out.append(f"{row.place}: {value} is marked there. Write it here, and mark it.")
    if MARKINGS in rows:
        found[MARKINGS] = kept
    return found, left_out


def _ids(own: ProposalContent) -> set[str]:
    return {
        str(record.id)
        for part in parts().values()
        if part.is_record
        for record in records_of(own, part)
    }


def _without(rows: dict[str, Any], marking: Mapping[str, Any]) -> dict[str, Any]:
    """The rows without the value that this marking marks, or without its record."""
    kind, _, name = str(marking.get("value", "")).partition(".")
    if kind not in rows:
        return rows
    marked = str(marking.get("record"))
    is_it = [str(row.values.get("id", "")) == marked for row in rows[kind]]
    if not name:
        return rows | {kind: [r for r, yes in zip(rows[kind], is_it, strict=True) if not yes]}
    return rows | {
        kind: [
            replace(row, values={n: v for n, v in row.values.items() if n != name}) if yes else row
            for row, yes in zip(rows[kind], is_it, strict=True)
        ]
    }
