"""How does a record stand in the row of a grid, and what is meant by what was typed into one?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports_portal.canonical import plain
from proposals.content import meanings
from proposals.content.known import Known
from proposals.content.reading import Sight
from proposals.content.saying import contributor_of
from proposals.content.whole import Part
from proposals.content.writing import shallow
from proposals.exchange.cells import NotUnderstood, cell_of, is_several, options_of, texts_of
from proposals.exchange.columns import Column, columns_of
from proposals.exchange.names import name_in, with_codes
from proposals.exchange.rows import empty, value_in
from proposals.exchange.sheets import as_text
from proposals.exchange.tables import Cell

NUMBERS = (meanings.Amount, meanings.Count)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """What a grid needs to know of a field. `editor` is how its cells are typed: as a text, as
    lines, as a number, as one choice, or as several that are parted by semicolons.
    """

    column: Column
    editor: str
    choices: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def heading(self) -> str:
        return self.column.heading

    @property
    def field(self) -> Any:
        return self.column.field

    @property
    def is_required(self) -> bool:
        return bool(self.field.is_required)


def grid_columns(part: Part, known: Known) -> list[GridColumn]:
    """One for each field of the kind; the id of a record has no column."""
    return [_column(each, known) for each in columns_of(part) if each.field is not None]


def _column(column: Column, known: Known) -> GridColumn:
    field: Any = column.field
    return GridColumn(
        column=column,
        editor=_editor(field, known),
        choices=tuple(texts_of(field, known).values()),
    )


def _editor(field: Any, known: Known) -> str:
    if is_several(field):
        return "several"
    if options_of(field, known):
        return "choice"
    if isinstance(field.meaning, NUMBERS):
        return "number"
    has_lines = isinstance(field.meaning, meanings.Words) and field.meaning.has_lines
    return "lines" if has_lines else "text"


def texts_of_row(
    record: Any, columns: Sequence[GridColumn], sight: Sight, known: Known
) -> list[str | None]:
    """A row, cell by cell; None for what this reader may not read."""
    blanks = sight.blanks(record, contributor_of(record)).hidden
    hidden = {field.name for field in blanks}
    return [None if each.name in hidden else _text(record, each.column, known) for each in columns]


def _text(record: Any, column: Column, known: Known) -> str:
    field: Any = column.field
    name = name_in(record, field.name, known)
    return name or as_text(cell_of(field, getattr(record, field.name), known))


class CellsWrong(ValueError):
    """What is wrong in which cell: name of the field -> a sentence for the person who typed it."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        super().__init__("; ".join(cells.values()))
        self.cells = dict(cells)


def values_typed(
    part: Part,
    columns: Sequence[Column],
    texts: Sequence[str | None],
    known: Known,
    *,
    before: Any = None,
) -> dict[str, Any]:
    """What was typed into the cells of a row, as the record takes it; None stands for a cell that
    was not touched. `before` is the record that the row was, if it was one.

    CellsWrong for what is not understood.
    """
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for column, text in zip(columns, texts, strict=True):
        if text is None:
            continue
        try:
            values[column.name] = _value(column, text, known)
        except NotUnderstood as error:
            wrong[column.name] = str(error)
    if wrong:
        raise CellsWrong(wrong)
    return dict(_placed(part, values, known, before))


def _value(column: Column, text: str, known: Known) -> Any:
    return value_in(Cell(text), column, known) if text.strip() else empty(column)


def _placed(
    part: Part, values: Mapping[str, Any], known: Known, before: Any
) -> Iterator[tuple[str, Any]]:
    """With codes in the place of names that only the whole row can place."""
    said = plain(shallow(before)) if before is not None else {}
    placed = with_codes(part.of, {**said, **values}, known)
    for name, value in values.items():
        yield name, placed.get(name, value)
