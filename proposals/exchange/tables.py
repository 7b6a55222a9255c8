"""What is a table that was read from a spreadsheet, before anybody knows what it means?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from exports_portal.bounds import MOST_RECORDS
from exports_portal.files.uploads import MEGABYTE
from proposals.exchange.found import ImportRefused, refused

LARGEST_TABLE = 5 * MEGABYTE  # bytes of the file
MOST_TABLE_ROWS = MOST_RECORDS
MOST_COLUMNS = 200
MOST_TEXT = 5 * MEGABYTE  # characters in all cells together
TOO_LARGE = f"The file is larger than {LARGEST_TABLE // MEGABYTE} MB."
TOO_MUCH_TEXT = f"The table holds more than {MOST_TEXT // MEGABYTE} million characters."


class CellKind(StrEnum):
    """How a cell of a spreadsheet holds its value. In a CSV every cell is a text."""

    TEXT = "TEXT"
    NUMBER = "NUMBER"
    SCIENTIFIC = "SCIENTIFIC"
    FORMULA = "FORMULA"
    ERROR = "ERROR"


@dataclass(frozen=True, slots=True)
class Cell:
    """The value as a person sees it, and how it is held."""

    text: str
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row with its number in the file, and its cells by the number of their column (from 0).

    Empty cells are not in it.
    """

    number: int
    cells: Mapping[int, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The lines that say anything. `notes`: what of the file is not in them."""

    lines: Sequence[Line]
    notes: Sequence[str] = ()


class Lines:
    """Collects lines, and refuses more than a table may have while it is still being read."""

    def __init__(self) -> None:
        self.found: list[Line] = []
        self._characters = 0

    def add(self, number: int, cells: Mapping[int, Cell]) -> None:
        if not cells:
            return
        if len(self.found) > MOST_TABLE_ROWS:  # the headings are one more
            raise too_many_rows()
        if max(cells) >= MOST_COLUMNS:
            raise refused(f"There are more than {MOST_COLUMNS} columns.", f"Row {number}")
        self._characters += sum(len(cell.text) for cell in cells.values())
        if self._characters > MOST_TEXT:
            raise refused(TOO_MUCH_TEXT, f"Row {number}")
        self.found.append(Line(number=number, cells=cells))


def too_many_rows() -> ImportRefused:
    return refused(f"The table has more than {MOST_TABLE_ROWS:,} rows.")


def column_letters(number: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA: what a spreadsheet calls its columns."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
