"""Is a workbook read as a person sees it, and is everything hostile refused with a sentence?"""

import struct

import pytest

from exports_portal.files.archives import BOMB, DAMAGED, LOCKED, PATH
from exports_portal.files.office import FOREIGN, HOLDS_FILE, MACROS
from exports_portal.files.uploads import WrongFile
from proposals.exchange.found import ImportRefused
from proposals.exchange.tables import MOST_COLUMNS, CellKind
from proposals.exchange.xlsx_reading import NO_WORKBOOK, read_xlsx
from tests.files.samples import docx, with_entry
from tests.proposals.exchange.workbooks import MAIN, OF_DOCUMENT, number, row, workbook

STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="0.0%"/>'
    '<numFmt numFmtId="165" formatCode="[Red]yyyy&quot;y&quot;"/>'
    '<numFmt numFmtId="166" formatCode="0.00&quot;d&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="164"/>'
    '<xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>'
)


def only_cell(cell: str, **more):
    (line,) = read_xlsx(workbook(row(1, cell), **more)).lines
    return line.cells[0]


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        ("0.1", 0, "0.1"),
        ("0.30000000000000004", 0, "0.3"),
        ("1234.5600000000001", 0, "1234.56"),
        ("1E3", 0, "1000"),
        ("123456789012345", 0, "123456789012345"),
        ("46477", 1, "2027-03-31"),
        ("46477.75", 4, "2027-03-31"),
        ("0.4", 2, "40%"),
        ("0.4025", 3, "40.25%"),
        ("12.5", 5, "12.5"),
        ("7", 99, "7"),
    ],
)
def test_a_number_is_read_as_a_person_sees_it(value, style, shown):
    assert only_cell(number("A1", value, style), styles=STYLES).text == shown


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1_0", "x", "1e9999999999999"])
def test_what_is_no_number_is_an_error(value):
    assert only_cell(number("A1", value)).kind is not CellKind.NUMBER


def test_days_of_1904_are_counted_from_there():
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OF_DOCUMENT}"><workbookPr date1904="1"/><sheets>'
        '<sheet name="A" r:id="worksheet1"/><sheet name="More"/></sheets></workbook>'
    )
    rows = row(1, number("A1", "45015", 1))
    table = read_xlsx(workbook(rows, styles=STYLES, **{"xl/workbook.xml": book.encode()}))
    assert table.lines[0].cells[0].text == "2027-03-31"
    assert table.notes == ["Sheet “More”: only the first sheet is read."]


def test_strings_are_read_with_their_runs_and_without_their_pronunciation():
    strings = (
        "<si><r><t>Lumen </t></r><r><t>L4</t></r><rPh><t>ru</t></rPh></si>"
        "<si><t>a_x000D_b_x005F_x0041__xD800_</t></si>"
    )
    cells = '<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>'
    (line,) = read_xlsx(workbook(row(1, *cells), strings=strings)).lines
    assert [cell.text for cell in line.cells.values()] == ["Lumen L4", "a\rb_x0041__xD800_"]


def test_a_sheet_that_claims_a_million_rows_and_has_two_costs_two():
    rows = row(1, "Item") + row(1_048_576, "A")
    assert [line.number for line in read_xlsx(workbook(rows)).lines] == [1, 1_048_576]


def test_a_cell_beyond_the_last_column_is_refused():
    with pytest.raises(ImportRefused, match=f"more than {MOST_COLUMNS} columns"):
        read_xlsx(workbook('<row r="1"><c r="XFD1" t="str"><v>A</v></c></row>'))


def test_a_part_of_a_gigabyte_by_its_own_word_is_refused_before_it_is_unpacked():
    claimed = with_entry(workbook(row(1, "Item")), 24, struct.pack("<L", 2**30), number=6)
    with pytest.raises(WrongFile, match=BOMB):
        read_xlsx(claimed)


def bomb() -> bytes:
    return workbook("", **{"xl/worksheets/sheet1.xml": b"<x>" + b" " * 60_000_000 + b"</x>"})


XXE = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/passwd">]><s>&e;</s>'
LAUGHS = b'<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><s>&b;</s>'
HOSTILE = {
    "bomb": (bomb(), BOMB),
    "XXE in the sheet": (workbook("", **{"xl/worksheets/sheet1.xml": XXE}), FOREIGN),
    "XXE in UTF-16": (
        workbook("", **{"xl/strings.xml": XXE.decode().encode("utf-16")}),
        FOREIGN,
    ),
    "laughs": (workbook("", **{"xl/strings.xml": LAUGHS}), FOREIGN),
    "macros": (workbook("", **{"xl/vbaProject.bin": b"x"}), MACROS),
    "object": (workbook("", **{"xl/embeddings/a.bin": b"PK\x03\x04"}), HOLDS_FILE),
    "path": (workbook("", **{"../../etc/cron.d/x": b"x"}), PATH),
    "document": (docx(), NO_WORKBOOK),
    "broken": (workbook("<row><c>"), DAMAGED),
    "no sheet": (
        workbook("", **{"xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'.encode()}),
        DAMAGED,
    ),
    "no string": (workbook(row(1, '<c r="A1" t="s"><v>9</v></c>')), DAMAGED),
    "locked": (with_entry(workbook(""), 8, struct.pack("<H", 1)), LOCKED),
}


@pytest.mark.parametrize(("content", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(WrongFile) as refusal:
        read_xlsx(content)
    assert str(refusal.value) == sentence
