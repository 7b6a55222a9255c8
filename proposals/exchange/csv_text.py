"""How is a table read from text (CSV, or cells pasted from a spreadsheet), and written as CSV?"""

import csv
import io
from collections.abc import Iterable, Sequence

from exports_portal.files.texts import NOT_UTF_8, check_text
from exports_portal.files.uploads import WrongFile
from proposals.exchange.found import refused
from proposals.exchange.tables import Cell, Lines, Table

DELIMITERS = (",", ";", "\t")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # what Excel calls "Unicode text"
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes a CSV for another encoding


def read_text(content: bytes) -> str:
    """The text of a file. WrongFile for what is no text, or a page or a PDF."""
    if content.startswith(UTF_16):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeError as error:
            raise WrongFile(NOT_UTF_8) from error
    check_text(content)
    return content.decode("utf-8-sig")


def read_csv(text: str) -> Table:
    """The lines of a text, with commas, semicolons or tabs between the cells."""
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines = Lines()
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            cells = {place: Cell(text) for place, text in enumerate(row) if text.strip()}
            if not _says_delimiter(row):
                lines.add(number, cells)
    except csv.Error as error:
        raise refused(
            "The cells cannot be told apart here: a quotation mark is left open, or a cell is"
            " longer than 131,072 characters.",
            f"Row {number + 1}",
        ) from error
    return Table(lines=lines.found)


def _says_delimiter(row: Sequence[str]) -> bool:
    """Excel's own first line, which no other program knows."""
    return ",".join(row).startswith("sep=")


def _delimiter(text: str) -> str:
    """The one that parts the first line into most cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.startswith("sep=") and first[4:5] in DELIMITERS:
        return first[4:5]
    return max(DELIMITERS, key=first.count)


def csv_of(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """As RFC 4180 has it, in UTF-8 with a byte order mark."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(headings)
    writer.writerows(rows)
    return (BYTE_ORDER_MARK + written.getvalue()).encode()
