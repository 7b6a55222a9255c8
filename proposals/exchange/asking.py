"""What must a person add, because a published format does not say what a record needs?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from exports_portal.canonical import plain
from proposals.content.saying import Field, fields_of
from proposals.content.whole import parts
from proposals.exchange.found import Found, FoundRow, refused

MOST_QUESTIONS = 600  # on one page; whoever has more fills in a template
TOO_MANY = (
    f"The file leaves more than {MOST_QUESTIONS} answers open that these records need. Fill in the "
    "template of the table instead."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A required field of which the file says nothing."""

    name: str
    place: str
    field: Field


def questions(found: Found) -> list[Question]:
    """In the order of the file; none for a format that can say everything itself."""
    asked = list(_questions(found)) if found.may_ask else []
    if len(asked) > MOST_QUESTIONS:
        raise refused(TOO_MANY)
    return asked


def _questions(found: Found) -> Iterator[Question]:
    for kind, rows in found.rows.items():
        for number, row in enumerate(rows):
            for field in _missing(kind, row):
                name = f"{kind}-{number}-{field.name}"
                yield Question(name=name, place=row.place, field=field)


def _missing(kind: str, row: FoundRow) -> list[Field]:
    declared = fields_of(parts()[kind].of)
    return [field for field in declared if field.is_required and field.name not in row.values]


def answered(found: Found, answers: Mapping[str, Any]) -> Found:
    """With the answers; a record of which not all was answered is left out, and listed."""
    rows: dict[str, Sequence[FoundRow]] = {}
    left_out = [*found.left_out]
    for kind, before in found.rows.items():
        kept = []
        for number, row in enumerate(before):
            missing = _missing(kind, row)
            given = {f.name: answers.get(f"{kind}-{number}-{f.name}") for f in missing}
            if open_ones := [f.said.label for f in missing if given[f.name] in (None, "", [])]:
                left_out.append(f"{row.place}: left out, without {', '.join(open_ones)}.")
            else:
                kept.append(FoundRow(place=row.place, values={**row.values, **plain(given)}))
        if kept:
            rows[kind] = kept
    return replace(found, rows=rows, left_out=left_out)
