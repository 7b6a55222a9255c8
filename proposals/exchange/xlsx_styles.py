"""What does a number in a workbook look like to a person: a date, a share, a number with a power?

ECMA-376 part 1, 18.8.30 (numFmt): the formats that every program knows have no code in the file.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Context, Decimal
from enum import StrEnum
from xml.etree import ElementTree as ET

from proposals.exchange.tables import Cell, CellKind


class Shown(StrEnum):
    PLAIN = "PLAIN"
    DATE = "DATE"
    PERCENT = "PERCENT"
    SCIENTIFIC = "SCIENTIFIC"


BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 34, 35, 36, *range(50, 59)), Shown.DATE),
    **dict.fromkeys((9, 10), Shown.PERCENT),
    **dict.fromkeys((11, 48), Shown.SCIENTIFIC),
}
# Words in quotes, characters behind a backslash, and colors and conditions say nothing of it.
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_NUMBER = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{0,400})?(?:[eE][+-]?[0-9]{1,4})?", re.ASCII)
# Excel keeps and shows fifteen digits of a number (Microsoft, "Excel specifications and limits").
DIGITS_OF_EXCEL = Context(prec=15)
MOST_DIGITS = 30  # of a number that is written out
# Day 60 is February 29, 1900, which there never was: days are counted from two days before 1900.
FIRST_DAY, FIRST_DAY_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
LAST_SERIAL = 2_958_465  # December 31, 9999


def local(element: ET.Element) -> str:
    """The name without its namespace: the strict and the usual form of OOXML have another one."""
    return element.tag.rpartition("}")[2]


def styles_of(root: ET.Element) -> list[Shown]:
    """For each style of a cell how a number looks in it."""
    formats: dict[int, Shown] = dict(BUILT_IN)
    found: list[Shown] = []
    for part in root:
        if local(part) == "numFmts":
            formats |= {
                _number(one, "numFmtId"): shown_as(one.get("formatCode", "")) for one in part
            }
        if local(part) == "cellXfs":
            found = [formats.get(_number(one, "numFmtId"), Shown.PLAIN) for one in part]
    return found


def shown_as(code: str) -> Shown:
    """What a format that the file brings along makes of a number."""
    bare = _ASIDE.sub("", code).lower()
    if "%" in bare:
        return Shown.PERCENT
    if "e+" in bare or "e-" in bare:
        return Shown.SCIENTIFIC
    if "general" not in bare and ("y" in bare or "d" in bare):
        return Shown.DATE
    return Shown.PLAIN


def _number(element: ET.Element, name: str) -> int:
    text = element.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def number_cell(text: str, shown: Shown, first_day: date) -> Cell:
    """A number as a person sees it; never by way of a float."""
    if not _NUMBER.fullmatch(text.strip()):
        return Cell(text, CellKind.ERROR)
    value = DIGITS_OF_EXCEL.create_decimal(text.strip())
    if shown is Shown.DATE and 0 <= value <= LAST_SERIAL:
        return Cell((first_day + timedelta(days=int(value))).isoformat())
    if shown is Shown.SCIENTIFIC or abs(value.adjusted()) >= MOST_DIGITS:
        return Cell(f"{value.normalize()}", CellKind.SCIENTIFIC)
    if shown is Shown.PERCENT:
        return Cell(f"{_plain(value * 100)}%", CellKind.NUMBER)
    return Cell(_plain(value), CellKind.NUMBER)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def style_at(styles: Sequence[Shown], cell: Mapping[str, str]) -> Shown:
    text = cell.get("s", "0")
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    return styles[place] if place < len(styles) else Shown.PLAIN
