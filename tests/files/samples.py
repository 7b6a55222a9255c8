"""Which files do the tests upload: good ones, and those that somebody built to do harm?"""

import json
import struct
import zipfile
import zlib
from io import BytesIO

from exports_portal.files.archives import END
from exports_portal.files.clamd import EICAR

TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument."
WORD = f"{MAIN}wordprocessingml.document.main+xml"
SHEET = f"{MAIN}spreadsheetml.sheet.main+xml"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RELATIONS = "word/_rels/document.xml.rels"
PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"


def types_of(*kinds: str) -> bytes:
    overrides = "".join(
        f'<Override PartName="/p{number}.xml" ContentType="{kind}"/>'
        for number, kind in enumerate(kinds)
    )
    schema = "http://schemas.openxmlformats.org/package/2006/content-types"
    start = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{start}<Types xmlns="{schema}">{overrides}</Types>'.encode()


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", method) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name), content, method)
    return packed.getvalue()


def docx(kind: str = WORD, **more: bytes) -> bytes:
    """A Word document; further parts by name, in which `__` stands for a slash."""
    return office(kind, {name.replace("__", "/"): content for name, content in more.items()})


def office(kind: str, parts: dict[str, bytes]) -> bytes:
    document = {
        TYPES: types_of(kind),
        "word/document.xml": b"<w:document xmlns:w='w'>Rent</w:document>",
    }
    return archive(document | parts)


def relations(kind: str, target: str, mode: str = "External") -> bytes:
    place = "http://schemas.openxmlformats.org"
    return (
        f'<Relationships xmlns="{place}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{place}/officeDocument/2006/relationships/{kind}" Target="{target}" '
        f'TargetMode="{mode}"/></Relationships>'
    ).encode()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def png(width: int = 1, height: int = 1, text: bytes = b"") -> bytes:
    header = chunk(b"IHDR", struct.pack(">2L5B", width, height, 8, 0, 0, 0, 0))
    points = chunk(b"IDAT", zlib.compress(b"\0\0"))
    words = chunk(b"tEXt", text) if text else b""
    return b"\x89PNG\r\n\x1a\n" + header + words + points + chunk(b"IEND", b"")


def jpeg(width: int = 1, height: int = 1, comment: bytes = b"") -> bytes:
    said = b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment if comment else b""
    size = b"\xff\xc0" + struct.pack(">HB2HB3B", 11, 8, height, width, 1, 1, 0x11, 0)
    return b"\xff\xd8" + said + size + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + b"points" + b"\xff\xd9"


def pdf(body: bytes = b"", trailer: bytes = b"<< >>", behind: bytes = b"") -> bytes:
    return b"%PDF-1.7\n" + body + b"\ntrailer " + trailer + b"\n%%EOF\n" + behind


def unpacking_to(size: int) -> bytes:
    """A PDF with a stream of so many zero bytes, as of a scanned page."""
    packed = zlib.compress(b"\0" * size)
    start = b"1 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
    return pdf(body=start + packed + b"\nendstream\nendobj")


def with_entry(content: bytes, place: int, value: bytes, number: int = 0) -> bytes:
    """The archive with other bytes in the record of one entry of its central directory."""
    at = entry_of(content, number)
    return content[: at + place] + value + content[at + place + len(value) :]


def entry_of(content: bytes, number: int) -> int:
    at = -1
    for _ in range(number + 1):
        at = content.index(b"PK\x01\x02", at + 1)
    return at


def bomb_that_says_little() -> bytes:
    """A part of 60 MB whose directory says 1,000 bytes."""
    packed = docx(word__media__a=b"\0" * 60_000_000)
    return with_entry(packed, 24, struct.pack("<L", 1_000), number=2)


def overlapping() -> bytes:
    """Two entries of the directory that name the same bytes (David Fifield's bomb)."""
    content = office(WORD, {"word/a.bin": b"a" * 100, "word/b.bin": b"a" * 100})
    first = content.index(b"PK\x03\x04", content.index(b"word/a.bin") - 31)
    return with_entry(content, 42, struct.pack("<L", first), number=3)


def within_each_other() -> bytes:
    """A part that lies in another one, with a header and an entry of its own."""
    inner = archive({"word/b.bin": b"b"}, zipfile.ZIP_STORED)
    header = inner[: inner.index(b"PK\x01\x02")]
    outer = archive({TYPES: types_of(WORD), "word/a.bin": b"a" + header}, zipfile.ZIP_STORED)
    entry = inner[len(header) : inner.index(b"PK\x05\x06")]
    at = outer.index(header)
    entry = entry[:42] + struct.pack("<L", at) + entry[46:]
    end = END.unpack_from(outer, len(outer) - END.size)
    counted = (*end[:3], 3, 3, end[5] + len(entry), end[6], 0)
    return outer[: -END.size] + entry + END.pack(*counted)


def behind_something(before: bytes) -> bytes:
    """A document behind other bytes, with every place in its directory moved: unpackers read it."""
    content = docx()
    for number in range(2):
        at = int.from_bytes(content[entry_of(content, number) + 42 :][:4], "little")
        content = with_entry(content, 42, struct.pack("<L", at + len(before)), number)
    end = list(END.unpack_from(content, len(content) - END.size))
    end[6] += len(before)
    return before + content[: -END.size] + END.pack(*end)


def deep_json() -> bytes:
    return b"[" * 1_000_000 + b"]" * 1_000_000


GOOD = {
    "a.pdf": PDF,
    "a.png": png(),
    "a.jpg": jpeg(),
    "a.jpeg": jpeg(comment=b"Site 4, 2026"),
    "a.docx": docx(),
    "a.xlsx": docx(SHEET),
    "linked.docx": docx(
        **{RELATIONS.replace("/", "__"): relations("hyperlink", "https://a.example")}
    ),
    "utf16.docx": docx(word__notes__xml="\ufeff<a>é</a>".encode("utf-16-le")),
    "a.csv": "name,share\nHarbor Founders,-12.5\nGröße,+1 202 555 0100\n".encode(),
    "excel.csv": b"\xef\xbb\xbfname;share\r\nLumen;5\r\n",
    "a.txt": b"Rent is paid until 2031. 5 < 6, and x = y.\n",
    "a.json": json.dumps({"a": [1, 2.5, None, "<b>"], "b": 10**30}).encode(),
    "Übersicht 设计 فارسی.PDF": PDF,
}
EICAR_DOCX = docx(word__media__image1=EICAR)
