"""Which columns does the spreadsheet of a kind have? One for each of its fields."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from proposals.content.meanings import Rows
from proposals.content.saying import Field, fields_of
from proposals.content.whole import Part, parts
from proposals.exchange.tables import Line

RECORD_ID = "Record id"
ID_HELP = "Leave it as it is: by it the row is known again. Leave it empty in a new row."
_AROUND = re.compile(r"\s+|\*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A field under its heading; `field` is None for the id of the record."""

    heading: str
    name: str
    field: Field | None = None


def many() -> Sequence[Part]:
    """The kinds that can be a spreadsheet: several records, one in each row."""
    return [part for part in parts().values() if part.is_written and part.is_many]


def columns_of(part: Part) -> list[Column]:
    """Records within records have no cell: they are written on the page."""
    asked = [field for field in fields_of(part.of) if not isinstance(field.meaning, Rows)]
    called = Counter(field.said.label for field in asked)
    return [
        *(
            Column(
                heading=field.said.label
                if called[field.said.label] == 1
                else f"{field.said.label} ({field.name})",
                name=field.name,
                field=field,
            )
            for field in asked
        ),
        Column(heading=RECORD_ID, name="id"),
    ]


def by_heading(part: Part) -> Mapping[str, Column]:
    """Every way in which a column may be called: by its label, or by the name of its field."""
    found: dict[str, Column] = {}
    for column in columns_of(part):
        found.setdefault(called(column.name), column)
        found[called(column.heading)] = column
    return found


def called(heading: str) -> str:
    """What is compared of a heading: case, blanks and the mark of a required field do not count."""
    return _AROUND.sub(" ", heading.replace("_", " ")).strip().casefold()


def kind_by_headings(headings: Line) -> Part | None:
    """The kind whose columns these are: all that it requires, and most of the others."""
    typed = {called(cell.text) for cell in headings.cells.values()}
    best = max(many(), key=lambda part: _fit(part, typed))
    return best if _fit(best, typed)[1] else None


def _fit(part: Part, typed: Iterable[str]) -> tuple[bool, int]:
    known = by_heading(part)
    names = {known[heading].name for heading in typed if heading in known}
    required = {field.name for field in fields_of(part.of) if field.is_required}
    return required <= names, len(names - {"id"})
