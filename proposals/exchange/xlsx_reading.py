"""How is the first sheet of an XLSX workbook read?

Not by openpyxl: it makes floats of numbers, pads a sheet to the size that it claims, and unpacks
once more what `exports_portal.files` has unpacked within bounds. The parts that are read here were
checked there: no macros, no passwords, no document types, no two parts in one place.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from posixpath import join, normpath
from xml.etree import ElementTree as ET

from exports_portal.files.archives import DAMAGED, Part, parts_of, unpacked
from exports_portal.files.office import kind_within
from exports_portal.files.uploads import MEGABYTE, WrongFile
from proposals.exchange.found import refused
from proposals.exchange.tables import MOST_COLUMNS, Cell, CellKind, Lines, Table
from proposals.exchange.xlsx_styles import (
    FIRST_DAY,
    FIRST_DAY_OF_1904,
    Shown,
    local,
    number_cell,
    style_at,
    styles_of,
)

LARGEST_PART = 20 * MEGABYTE  # bytes of XML; 5,000 rows of twenty texts have 10
NO_WORKBOOK = "This is a Word document: save the table as XLSX or CSV."
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """What is needed to read the cells of its sheet."""

    content: bytes
    parts: Mapping[str, Part]
    strings: list[str]
    styles: list[Shown]
    first_day: date


def read_xlsx(content: bytes) -> Table:
    """The lines of the first sheet. WrongFile or ImportRefused with the reason."""
    if kind_within(content) != "XLSX":
        raise WrongFile(NO_WORKBOOK)
    try:
        return _first_sheet(content, {part.name: part for part in parts_of(content)})
    except (ET.ParseError, LookupError) as error:
        raise WrongFile(DAMAGED) from error


def _first_sheet(content: bytes, parts: Mapping[str, Part]) -> Table:
    home = _target(content, parts, "", "/officeDocument")
    root = ET.fromstring(_xml(content, parts, home))  # noqa: S314  checked: no document type
    sheets = [each for part in root if local(part) == "sheets" for each in part]
    book = Workbook(
        content=content,
        parts=parts,
        strings=list(_strings(content, parts, home)),
        styles=_styles(content, parts, home),
        first_day=FIRST_DAY_OF_1904 if _counts_from_1904(root) else FIRST_DAY,
    )
    if not sheets:
        raise WrongFile(DAMAGED)
    key = next((value for name, value in sheets[0].items() if name.endswith("}id")), "")
    place = _related(content, parts, home).get(key, ("", ""))[1]
    lines = Lines()
    for number, cells in _rows(book, place):
        lines.add(number, cells)
    return Table(lines=lines.found, notes=_other_sheets(sheets))


def _other_sheets(sheets: list[ET.Element]) -> list[str]:
    ours = ("How to fill it in", "Choices")
    others = [name for each in sheets[1:] if (name := each.get("name", "")) not in ours]
    return [f"Sheet “{name}”: only the first sheet is read." for name in others]


def _counts_from_1904(root: ET.Element) -> bool:
    said = [part.get("date1904") for part in root if local(part) == "workbookPr"]
    return said in (["1"], ["true"])


def _xml(content: bytes, parts: Mapping[str, Part], name: str) -> bytes:
    part = parts.get(name)
    if part is None:
        raise WrongFile(DAMAGED)
    if part.size > LARGEST_PART:
        raise refused("The workbook has too much in it: save the one table by itself.")
    return unpacked(content, part)


def _related(content: bytes, parts: Mapping[str, Part], owner: str) -> dict[str, tuple[str, str]]:
    """What a part names: id -> (type, path)."""
    folder, _, name = owner.rpartition("/")
    index = join(folder, "_rels", f"{name}.rels")
    if index not in parts:
        return {}
    root = ET.fromstring(_xml(content, parts, index))  # noqa: S314  as above
    found = {}
    for each in root:
        target = each.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found[each.get("Id", "")] = (each.get("Type", ""), path)
    return found


def _target(content: bytes, parts: Mapping[str, Part], owner: str, kind: str) -> str:
    """The path of the one part of this type; "" where there is none."""
    related = _related(content, parts, owner).values()
    return next((path for type_, path in related if type_.endswith(kind)), "")


def _strings(content: bytes, parts: Mapping[str, Part], home: str) -> Iterator[str]:
    if place := _target(content, parts, home, "/sharedStrings"):
        for _, element in ET.iterparse(io.BytesIO(_xml(content, parts, place))):  # noqa: S314  as above
            if local(element) == "si":
                yield _text(element)
                element.clear()


def _styles(content: bytes, parts: Mapping[str, Part], home: str) -> list[Shown]:
    place = _target(content, parts, home, "/styles")
    return styles_of(ET.fromstring(_xml(content, parts, place))) if place else []  # noqa: S314  as above


def _text(element: ET.Element) -> str:
    """The words of a string, without how they are pronounced."""
    found = []
    for part in element:
        if local(part) == "t":
            found.append(part.text or "")
        elif local(part) == "r":
            found += [each.text or "" for each in part if local(each) == "t"]
    return _ESCAPED.sub(_character, "".join(found))


def _character(escaped: re.Match[str]) -> str:
    """ECMA-376 part 1, 22.9.2.19 (ST_Xstring). Half a character stays as it is written."""
    character = chr(int(escaped[1], 16))
    return escaped[0] if "\ud800" <= character <= "\udfff" else character


def _rows(book: Workbook, place: str) -> Iterator[tuple[int, dict[int, Cell]]]:
    """Row by row; a row that is read is forgotten, so that memory does not grow with the sheet."""
    number = 0
    content = _xml(book.content, book.parts, place)
    for _, element in ET.iterparse(io.BytesIO(content)):  # noqa: S314  as above
        if local(element) == "row":
            number = _row_number(element, number)
            yield number, dict(_cells(book, element))
            element.clear()


def _row_number(row: ET.Element, before: int) -> int:
    text = row.get("r", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else before + 1


def _cells(book: Workbook, row: ET.Element) -> Iterator[tuple[int, Cell]]:
    place = -1
    for element in row:
        if local(element) == "c":
            place = _column(element.get("r", ""), place)
            cell = _cell(book, element)
            if cell.text.strip() or cell.kind is not CellKind.TEXT:
                yield min(place, MOST_COLUMNS), cell


def _column(reference: str, before: int) -> int:
    if not (match := _PLACE.fullmatch(reference)):
        return before + 1
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _cell(book: Workbook, element: ET.Element) -> Cell:
    inner = {local(part): part for part in element}
    value = inner["v"].text or "" if "v" in inner else ""
    kind = element.get("t", "n")
    if "f" in inner:
        return Cell(value, CellKind.FORMULA)
    if kind == "e":
        return Cell(value, CellKind.ERROR)
    if kind != "n":
        return Cell(_words(book, kind, value, inner))
    if not value.strip():
        return Cell("")
    return number_cell(value, style_at(book.styles, element.attrib), book.first_day)


def _words(book: Workbook, kind: str, value: str, inner: Mapping[str, ET.Element]) -> str:
    """What a cell that holds no number says (ECMA-376 part 1, 18.18.11)."""
    match kind:
        case "s":
            return _shared(book, value)
        case "inlineStr":
            return _text(inner["is"]) if "is" in inner else ""
        case "b":
            return "Yes" if value == "1" else "No"
        case "d":
            return value[:10]
    return value


def _shared(book: Workbook, value: str) -> str:
    is_number = value.isascii() and value.isdigit() and len(value) < 9
    if not is_number or int(value) >= len(book.strings):
        raise WrongFile(DAMAGED)
    return book.strings[int(value)]
