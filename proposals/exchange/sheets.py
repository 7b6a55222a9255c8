"""How do the records of a kind leave as a spreadsheet, and with which template do they come in?"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from proposals.content.known import Known
from proposals.content.reading import Reader, Sight, sight_of
from proposals.content.saying import NO_ID
from proposals.content.whole import Part, ProposalContent, records_of
from proposals.exchange.cells import cell_of
from proposals.exchange.columns import Column, columns_of
from proposals.exchange.csv_text import csv_of
from proposals.exchange.formulas import guarded
from proposals.exchange.names import name_in
from proposals.exchange.xlsx_writing import workbook

Value = str | Decimal | int | date


def readable_columns(part: Part, records: Sequence[Any], sight: Sight) -> list[Column]:
    """The columns of which this reader may read a value."""
    return [
        column
        for column in columns_of(part)
        if column.field is None or any(_may_read(record, column, sight) for record in records)
    ]


def _may_read(record: Any, column: Column, sight: Sight) -> bool:
    return column.field is None or sight.reads(record, column.field)


def cells_of(record: Any, columns: Sequence[Column], sight: Sight, known: Known) -> Iterator[Value]:
    """A row; what the reader may not read is empty."""
    for column in columns:
        field = column.field
        if field is None:
            yield "" if record.id == NO_ID else str(record.id)
        elif _may_read(record, column, sight):
            name = name_in(record, field.name, known)
            cell = name or cell_of(field, getattr(record, field.name), known)
            yield guarded(cell) if isinstance(cell, str) else cell
        else:
            yield ""


def csv_file(content: ProposalContent, part: Part, reader: Reader, known: Known) -> bytes:
    columns, rows = _table(content, part, reader, known)
    texts = [[as_text(value) for value in row] for row in rows]
    return csv_of([column.heading for column in columns], texts)


def xlsx_file(content: ProposalContent, part: Part, reader: Reader, known: Known) -> bytes:
    columns, rows = _table(content, part, reader, known)
    return workbook(part, columns, rows, known)


def template(part: Part, known: Known) -> bytes:
    """A workbook with every column and no row."""
    return workbook(part, columns_of(part), [], known)


def _table(
    content: ProposalContent, part: Part, reader: Reader, known: Known
) -> tuple[list[Column], list[list[Value]]]:
    """`content` is what this reader may read (`for_reader`)."""
    records, sight = records_of(content, part), sight_of(reader, content)
    columns = readable_columns(part, records, sight) if records else columns_of(part)
    return columns, [list(cells_of(each, columns, sight, known)) for each in records]


def as_text(value: Value) -> str:
    """What a cell reads, without zeros that say nothing."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)
