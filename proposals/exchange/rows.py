"""What do the rows of a table say of the records of a kind, and what is wrong in which cell?"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from exports_portal.canonical import plain
from proposals.content.known import Known
from proposals.content.meanings import Words
from proposals.content.saying import fields_of, kind_of
from proposals.content.whole import Part
from proposals.exchange.cells import NotUnderstood, value_of
from proposals.exchange.columns import RECORD_ID, Column, by_heading, called, kind_by_headings
from proposals.exchange.formulas import unguarded
from proposals.exchange.found import Found, FoundRow, Problem, refuse_any, refused
from proposals.exchange.names import with_codes
from proposals.exchange.tables import Cell, CellKind, Line, Table, column_letters

FORMULA = "This is a formula: paste its value instead, so that what you see is what is kept."
ERROR = "The spreadsheet could not calculate this."
MADE_A_NUMBER = (
    "The spreadsheet made a number of this (as it does of 3E001). Format the column as text, and"
    " type it again."
)
NO_HEADINGS = (
    "These are not the headings of any table of a proposal. Download the template, or choose which"
    " table it is."
)


def rows_of_table(table: Table, part: Part | None, known: Known, *, source: str) -> Found:
    """What the table says; `part` is None where its headings say which kind it is.

    ImportRefused with everything that is wrong, cell by cell.
    """
    if not table.lines:
        raise refused("The table is empty.")
    head, *lines = table.lines
    part = part or kind_by_headings(head)
    if part is None:
        raise refused(NO_HEADINGS, f"Row {head.number}")
    columns = _columns(head, part)
    if not lines:
        raise refused("There is no row below the headings.")
    problems: list[Problem] = []
    rows = [_row(line, columns, part, known, problems) for line in lines]
    refuse_any(problems)
    left_out = [*table.notes, *_unknown(head, columns), *_beside(lines, head)]
    return Found(source=source, rows={part.name: rows}, left_out=left_out)


def _columns(head: Line, part: Part) -> Mapping[int, Column]:
    known = by_heading(part)
    found = {
        place: known[called(cell.text)]
        for place, cell in head.cells.items()
        if called(cell.text) in known
    }
    _refuse_twice(found, head)
    names = {column.name for column in found.values()}
    # A row that is known by its id or key can leave out what it does not change.
    if "id" not in names:
        missing = [f for f in fields_of(part.of) if f.is_required and f.name not in names]
        refuse_any(
            Problem(
                place=f"Row {head.number}",
                text=f"There is no column “{field.said.label}”, which {kind_of(part.of).plural} "
                "need.",
            )
            for field in missing
        )
    return found


def _refuse_twice(columns: Mapping[int, Column], head: Line) -> None:
    names = [column.name for column in columns.values()]
    refuse_any(
        Problem(
            place=f"Row {head.number}, column {column_letters(place)}",
            text=f"A second column is called “{column.heading}”: keep one of them.",
        )
        for number, (place, column) in enumerate(columns.items())
        if column.name in names[:number]
    )


def _unknown(head: Line, columns: Mapping[int, Column]) -> Iterator[str]:
    for place, cell in head.cells.items():
        if place not in columns:
            yield f"Column {column_letters(place)}, “{cell.text[:80]}”: there is no such field."


def _beside(lines: list[Line], head: Line) -> Iterator[str]:
    """Values in columns without a heading."""
    places = {place for line in lines for place in line.cells if place not in head.cells}
    for place in sorted(places):
        yield f"Column {column_letters(place)}: it has no heading."


def _row(
    line: Line,
    columns: Mapping[int, Column],
    part: Part,
    known: Known,
    problems: list[Problem],
) -> FoundRow:
    """The values of a row; an empty cell says that there is nothing."""
    place = f"Row {line.number}"
    values: dict[str, Any] = {}
    for number, column in columns.items():
        try:
            cell = line.cells.get(number)
            values[column.name] = empty(column) if cell is None else value_in(cell, column, known)
        except NotUnderstood as error:
            problems.append(Problem(place=f"{place}, {column.heading}", text=str(error)))
    return FoundRow(place=place, values=plain(with_codes(part.of, values, known)))


def value_in(cell: Cell, column: Column, known: Known) -> Any:
    """What a cell says, as a record takes it. NotUnderstood says what to type instead."""
    field = column.field
    if cell.kind is CellKind.FORMULA:
        raise NotUnderstood(FORMULA)
    if cell.kind is CellKind.ERROR:
        raise NotUnderstood(ERROR)
    if field is None:
        return _id(cell.text)
    if cell.kind is CellKind.SCIENTIFIC and isinstance(field.meaning, Words):
        raise NotUnderstood(MADE_A_NUMBER)
    text = unguarded(cell.text)
    return value_of(field, text, known) if text else empty(column)


def empty(column: Column) -> Any:
    """What a field says that says nothing."""
    field = column.field
    if field is None or field.is_required:
        return ""
    return field.default


def _id(text: str) -> str:
    try:
        return str(UUID(text.strip()))
    except ValueError as error:
        raise NotUnderstood(f"This is no {RECORD_ID.lower()}: leave the cell empty.") from error
