"""How is a workbook written that people can fill in: headings, choices, help, and rows?

With XlsxWriter: it only writes, needs nothing else, and never takes a text for a formula or a link
when it is told to write a text.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from proposals.content.known import Known
from proposals.content.meanings import Amount, Count, Day, Words
from proposals.content.saying import Field, kind_of
from proposals.content.whole import Part
from proposals.exchange.cells import is_several, options_of
from proposals.exchange.columns import ID_HELP, Column
from proposals.exchange.tables import MOST_TABLE_ROWS

HELP, CHOICES = "How to fill it in", "Choices"
LONGEST_SHEET_NAME = 31  # characters (Microsoft, "Excel specifications and limits")
LONGEST_PROMPT = 255  # as above, of a data validation
LONGEST_CELL = 32_767  # as above
MOST_DIGITS = 15  # as above: what has more is written as a text, so that no digit is lost
FORMATS: dict[str, dict[str, Any]] = {
    "heading": {"bold": True, "bottom": 1, "text_wrap": True},
    "text": {"num_format": "@", "valign": "top", "text_wrap": True},
    "number": {"valign": "top"},
    "day": {"num_format": "yyyy-mm-dd", "valign": "top"},
}
# The same rows give the same bytes.
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def workbook(
    part: Part, columns: Sequence[Column], rows: Iterable[Sequence[Any]], known: Known
) -> bytes:
    """The rows under their headings, with what can be chosen and how to fill it in beside them."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"created": MADE_AT})
    formats = {name: book.add_format(form) for name, form in FORMATS.items()}
    sheet = book.add_worksheet(kind_of(part.of).plural[:LONGEST_SHEET_NAME])
    _write_help(book.add_worksheet(HELP), columns, known, formats)
    choices = book.add_worksheet(CHOICES)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.heading, formats["heading"])
        sheet.set_column(place, place, _width(column), formats[_format(column)])
        if rule := _rule(column, place, choices, known):
            sheet.data_validation(1, place, MOST_TABLE_ROWS, place, rule)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, formats)
    book.close()
    return made.getvalue()


def _write(
    sheet: Worksheet, number: int, place: int, value: Any, formats: Mapping[str, Any]
) -> None:
    if value == "":
        return
    if isinstance(value, date):
        day = datetime(value.year, value.month, value.day)  # noqa: DTZ001  a day has no zone
        if value.year >= 1901:
            sheet.write_datetime(number, place, day, formats["day"])
        else:  # before the first day that a workbook knows
            sheet.write_string(number, place, value.isoformat(), formats["text"])
    elif isinstance(value, Decimal | int) and _is_exact(Decimal(value)):
        sheet.write_number(number, place, value, formats["number"])
    else:
        text = value if isinstance(value, str) else f"{value:f}"
        if len(text) > LONGEST_CELL:
            raise ValueError(f"{len(text)} characters do not fit into a cell")
        sheet.write_string(number, place, text, formats["text"])


def _is_exact(value: Decimal) -> bool:
    """Fewer digits than a number of a workbook has."""
    return len(value.normalize().as_tuple().digits) <= MOST_DIGITS and abs(value) < 10**MOST_DIGITS


def _width(column: Column) -> int:
    meaning = column.field.meaning if column.field else None
    if isinstance(meaning, Words) and meaning.longest > 200:
        return 60
    return max(14, min(30, len(column.heading) + 4))


def _format(column: Column) -> str:
    """Texts as texts: else a spreadsheet makes a number of the ECCN 3E001."""
    meaning = column.field.meaning if column.field else None
    if isinstance(meaning, Day):
        return "day"
    return "number" if isinstance(meaning, Amount | Count) else "text"


def _rule(column: Column, place: int, choices: Worksheet, known: Known) -> dict[str, Any] | None:
    """What the program offers and says when the cell is entered; it refuses nothing by itself."""
    field = column.field
    prompt = _help(column)[:LONGEST_PROMPT]
    if field is None or not (options := options_of(field, known)) or is_several(field):
        return {"validate": "any", "input_message": prompt} if prompt else None
    choices.write_string(0, place, column.heading)
    for number, (_, label) in enumerate(options, start=1):
        choices.write_string(number, place, label)
    letters = xlsxwriter.utility.xl_col_to_name(place)
    return {
        "validate": "list",
        "source": f"={CHOICES}!${letters}$2:${letters}${len(options) + 1}",
        "error_type": "information",
        "error_message": "This is not in the list. A code of the list counts as well.",
        "input_message": prompt,
    }


def _help(column: Column) -> str:
    field = column.field
    if field is None:
        return ID_HELP
    needed = "Needed. " if field.is_required else ""
    unit = f" In {field.said.unit}." if field.said.unit else ""
    return f"{needed}{field.said.help}{unit}".strip()


def _write_help(
    sheet: Worksheet, columns: Sequence[Column], known: Known, formats: Mapping[str, Any]
) -> None:
    for place, (heading, width) in enumerate((("Column", 30), ("What to fill in", 100))):
        sheet.write_string(0, place, heading, formats["heading"])
        sheet.set_column(place, place, width, formats["text"])
    for number, column in enumerate(columns, start=1):
        sheet.write_string(number, 0, column.heading)
        sheet.write_string(
            number, 1, f"{_help(column)} {_choice_help(column.field, known)}".strip()
        )


def _choice_help(field: Field | None, known: Known) -> str:
    if field is None or not (options := options_of(field, known)):
        return ""
    several = " Separate several with semicolons." if is_several(field) else ""
    if len(options) > 12:
        return f"One of the list on the sheet “{CHOICES}”, or its code.{several}"
    return f"{'Of' if several else 'One of'}: {'; '.join(label for _, label in options)}.{several}"
