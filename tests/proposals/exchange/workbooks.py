"""Which workbooks do the tests read: as programs write them, and as somebody built to do harm?"""

from tests.files.samples import SHEET, archive, types_of

SCHEMA = "http://schemas.openxmlformats.org"
MAIN = f"{SCHEMA}/spreadsheetml/2006/main"
OF_DOCUMENT = f"{SCHEMA}/officeDocument/2006/relationships"
HEADINGS = ("Item", "Category", "Manufacturer", "Quantity")


def relations(**targets: str) -> bytes:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{OF_DOCUMENT}/{name.rstrip("0123456789")}" '
        f'Target="{target}"/>'
        for name, target in targets.items()
    )
    space = f"{SCHEMA}/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inner}</Relationships>'.encode()


def workbook(rows: str, *, styles: str = "", strings: str = "", **more: bytes) -> bytes:
    """A workbook of one sheet with these rows, written out in XML; further parts by their path."""
    parts = {
        "[Content_Types].xml": types_of(SHEET),
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OF_DOCUMENT}"><sheets>'
            '<sheet name="Parts" sheetId="1" r:id="worksheet1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": relations(
            worksheet1="worksheets/sheet1.xml", styles="styles.xml", sharedStrings="/xl/strings.xml"
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'.encode(),
        "xl/strings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>'.encode(),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/>'
            f"<sheetData>{rows}</sheetData></worksheet>"
        ).encode(),
    }
    return archive(parts | more)


def row(number: int, *cells: str) -> str:
    """Each cell as XML, or as a text."""
    inner = "".join(
        cell
        if cell.startswith("<c")
        else f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for place, cell in enumerate(cells)
    )
    return f'<row r="{number}">{inner}</row>'


def number(place: str, value: str, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
