"""Which files are kept, and what is said about the others?"""

import re
import struct
import zipfile
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from exports_portal.files.archives import BOMB, DAMAGED, LOCKED, PATH
from exports_portal.files.clamd import EICAR
from exports_portal.files.disguises import TWO_THINGS
from exports_portal.files.kinds import UNKNOWN, checked
from exports_portal.files.office import (
    FETCHES,
    FOREIGN,
    HOLDS_FILE,
    MACROS,
    NO_DOCUMENT,
    OLD,
)
from exports_portal.files.pictures import BROKEN_PICTURE, CUT_OFF, HUGE_PICTURE
from exports_portal.files.texts import FORMULAS, LARGE_JSON, NO_TEXT, NOT_UTF_8, WEB_PAGE
from exports_portal.files.uploads import LARGEST, TOO_LARGE, NewFile, WrongFile
from tests.files import samples
from tests.files.samples import GOOD, PDF, RELATIONS, SHEET, WORD, archive, docx, office

PAGE = b"<html><script>alert(1)</script></html>"
ZIP = archive({"a.txt": b"a"})
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'
XXE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
TEMPLATE = samples.relations("attachedTemplate", "https://else.example/a.dotm")


def refusal_of(name: str, content: bytes) -> str:
    with pytest.raises(WrongFile) as refused:
        checked(NewFile(name=name, content=content))
    (reason,) = refused.value.reasons
    return reason


@pytest.mark.parametrize("name", GOOD)
def test_an_honest_file_is_kept_as_what_it_is(name):
    file = checked(NewFile(name=name, content=GOOD[name]))

    assert (file.name, file.content) == (name, GOOD[name])
    extension = name.rpartition(".")[2].lower()
    assert (
        file.content_type
        == {
            "pdf": "application/pdf",
            "png": "image/png",
            "jpg": "image/jpeg",
            "jpeg": "image/jpeg",
            "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "csv": "text/csv; charset=utf-8",
            "txt": "text/plain; charset=utf-8",
            "json": "application/json",
        }[extension]
    )


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "The file is empty."),
        ("a.pdf", PDF + b"\n" * LARGEST, TOO_LARGE),
        ("a.pdf", PAGE, UNKNOWN),
        ("a.exe", b"MZ\x90\0", UNKNOWN),
        ("a", b"words", UNKNOWN),
        ("a.html", PAGE, UNKNOWN),
        ("a.svg", b"<svg onload='x()'/>", UNKNOWN),
        ("a.pdf", samples.png(), "The content is PNG, and the name says something else."),
        ("a.exe", PDF, "The content is PDF, and the name says something else."),
        ("a.xlsx", docx(), "The content is DOCX, and the name says something else."),
        ("a.docx", PDF, "The content is PDF, and the name says something else."),
        ("a.zip", ZIP, NO_DOCUMENT),
        ("a.rar", b"Rar!\x1a\x07\x01\0", NO_DOCUMENT),
        ("a.gz", b"\x1f\x8b\x08\0", NO_DOCUMENT),
        ("a.tar", b"\0" * 257 + b"ustar\x0000", NO_DOCUMENT),
        ("a.docx", ZIP, NO_DOCUMENT),
        ("a.docx", docx(f"{samples.MAIN}presentationml.presentation.main+xml"), NO_DOCUMENT),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(name, content, reason):
    assert refusal_of(name, content) == reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (PDF[:-8], CUT_OFF),
        (samples.pdf(trailer=b"<< /Encrypt 5 0 R >>"), LOCKED),
        (samples.pdf(trailer=b"<</Encrypt<</Filter/Standard>>>>"), LOCKED),
        (samples.pdf(trailer=b"<< /#45ncry#70t 5 0 R >>"), LOCKED),
        (PDF + ZIP, TWO_THINGS),
        (samples.pdf(behind=PAGE), TWO_THINGS),
        (samples.pdf(body=PAGE), TWO_THINGS),
        (samples.pdf(body=b"1 0 obj stream\n" + ZIP + b"\nendstream"), TWO_THINGS),
        # The end of the ZIP directory hides in the PDF, which ends as it should.
        (b"%PDF-1.7\n" + ZIP[:-2] + b"\x08\0\n%%EOF\n", TWO_THINGS),
        # As above, and no part of it begins as parts mostly do.
        (b"%PDF-1.7\n" + ZIP.replace(b"PK\x03\x04\x14", b"PK\x03\x04\0") + b"%%EOF", TWO_THINGS),
        (samples.pdf(body=b"stream\nRar!\x1a\x07\x01\0endstream"), TWO_THINGS),
    ],
)
def test_a_pdf_is_whole_open_and_nothing_else(content, reason):
    assert refusal_of("a.pdf", content) == reason


def test_a_pdf_that_another_program_encrypted_is_refused():
    """Encrypted, and with its trailer in a stream: as programs write it."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(one_page())))
    writer.encrypt("secret", algorithm="AES-256")
    locked = BytesIO()
    writer.write(locked)

    assert refusal_of("a.pdf", locked.getvalue()) == LOCKED
    assert checked(NewFile(name="a.pdf", content=one_page())).content_type == "application/pdf"


def test_a_pdf_that_speaks_of_encryption_is_kept():
    speaks = samples.pdf(body=b"(/EncryptMetadata, /Encryption and Encrypt)")
    assert checked(NewFile(name="a.pdf", content=speaks)).content == speaks


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.png", samples.png()[:-4], CUT_OFF),
        ("a.png", samples.png() + ZIP, TWO_THINGS),
        ("a.png", samples.png() + PAGE, TWO_THINGS),
        ("a.png", samples.png(text=b"a\0%PDF-1.7 1 0 obj"), TWO_THINGS),
        ("a.png", samples.png(text=b"a\0<script>alert(1)</script>"), TWO_THINGS),
        ("a.png", samples.png().replace(b"IDAT", b"IDAX"), BROKEN_PICTURE),
        ("a.png", samples.png(100_000, 100_000), HUGE_PICTURE),
        ("a.png", b"\x89PNG\r\n\x1a\n" + samples.chunk(b"IEND", b""), BROKEN_PICTURE),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\xff\xff\xff\xffIHDR" + b"\0" * 40, CUT_OFF),
        ("a.jpg", samples.jpeg()[:-2], CUT_OFF),
        ("a.jpg", samples.jpeg() + ZIP, TWO_THINGS),
        ("a.jpg", samples.jpeg(comment=b"%PDF-1.4"), TWO_THINGS),
        ("a.jpg", samples.jpeg(60_000, 60_000), HUGE_PICTURE),
        ("a.jpg", b"\xff\xd8\xff\xda\0\x08" + b"\0" * 20 + b"\xff\xd9", BROKEN_PICTURE),
        ("a.jpg", b"\xff\xd8" + b"\xff" * 100_000 + b"\xd9", BROKEN_PICTURE),
    ],
)
def test_a_picture_is_whole_and_nothing_else(name, content, reason):
    assert refusal_of(name, content) == reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (office(WORD, {"word/vbaProject.bin": samples.OLE2}), MACROS),
        (office(WORD, {"word/vbaData.xml": b"<a/>"}), MACROS),
        (office(WORD, {"word/renamed-vba.bin": samples.OLE2}), MACROS),
        (docx("application/vnd.ms-word.document.macroEnabled.main+xml"), MACROS),
        (office(SHEET, {"xl/macrosheets/sheet1.xml": b"<a/>"}), MACROS),
        (office(WORD, {"word/activeX/activeX1.bin": b"a"}), MACROS),
        (samples.OLE2 + b"\0" * 512, OLD),
        (samples.OLE2 + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        (office(WORD, {"word/embeddings/a.bin": samples.OLE2}), HOLDS_FILE),
        (office(WORD, {"word/embeddings/a.xlsx": docx(SHEET)}), HOLDS_FILE),
        (office(WORD, {"word/media/a.png": b"\x1f\x8b\x08\0"}), HOLDS_FILE),
        (office(WORD, {"word/media/a.png": PDF}), HOLDS_FILE),
        (office(WORD, {"word/a.xml": LAUGHS}), FOREIGN),
        (office(WORD, {"word/a.xml": XXE}), FOREIGN),
        (office(WORD, {"word/a.bin": XXE}), FOREIGN),
        (office(WORD, {"word/a.xml": XXE.decode().encode("utf-16-le")}), FOREIGN),
        (office(WORD, {"word/a.xml": b"\xfe\xff" + XXE.decode().encode("utf-16-be")}), FOREIGN),
        (office(WORD, {"word/a.xml": b'<?xml version="1.0" encoding="UTF-7"?><a/>'}), FOREIGN),
        (office(WORD, {"word/a.xml": "<?xml version='1.0'?>".encode("cp037")}), DAMAGED),
        (office(WORD, {samples.TYPES.lower(): b"<a/>"}), DAMAGED),
        (office(WORD, {RELATIONS: TEMPLATE}), FETCHES),
        (office(WORD, {RELATIONS: TEMPLATE.replace(b"External", b"&#69;xternal")}), FETCHES),
        (office(WORD, {RELATIONS: b"<Relationships"}), DAMAGED),
        (archive({"%PDF-1.7": b"a"} | {samples.TYPES: samples.types_of(WORD)}), TWO_THINGS),
    ],
)
def test_a_document_holds_no_macro_no_password_no_file_and_no_entity(content, reason):
    assert refusal_of("a.docx", content) == reason


@pytest.mark.parametrize("name", ["a.docm", "a.xlsm", "a.xlsb"])
def test_the_name_of_a_document_with_macros_is_enough(name):
    assert refusal_of(name, docx()) == MACROS


def test_an_archive_behind_something_else_is_refused_though_others_read_it():
    """Otherwise nobody would be protected from anything."""
    with zipfile.ZipFile(BytesIO(samples.behind_something(b"GIF89a"))) as opened:
        assert opened.testzip() is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (office(WORD, {"../../etc/passwd": b"a"}), PATH),
        (office(WORD, {"/etc/passwd": b"a"}), PATH),
        (office(WORD, {"C:/a": b"a"}), PATH),
        (office(WORD, {"word/..\\a": b"a"}), PATH),
        (samples.with_entry(docx(), 38, struct.pack("<L", 0xA1FF << 16)), PATH),
        (samples.with_entry(docx(), 8, b"\x01\0"), LOCKED),
        (samples.with_entry(docx(), 10, b"\x0c\0"), DAMAGED),
        (samples.with_entry(docx(), 46, b"[Content_Type5].xml"), DAMAGED),
        (samples.with_entry(docx(), 16, b"\0\0\0\0"), DAMAGED),
        (docx(word__a=b"\0" * 1_000_000), BOMB),
        (samples.bomb_that_says_little(), BOMB),
        (samples.overlapping(), DAMAGED),
        (samples.within_each_other(), DAMAGED),
        (samples.behind_something(b"PK\x03\x04 something else"), DAMAGED),
        (b"PK\x03\x04" + docx(), DAMAGED),
        (docx() + b"more", DAMAGED),
        (docx()[:-30], DAMAGED),
        (office(WORD, {f"word/{number}": b"" for number in range(2_001)}), BOMB),
    ],
)
def test_an_archive_keeps_to_what_its_directory_says(content, reason):
    assert refusal_of("a.docx", content) == reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"caf\xe9", NOT_UTF_8),
        ("a.txt", "café".encode("utf-16"), NOT_UTF_8),
        ("a.txt", b"a\0b", NO_TEXT),
        ("a.txt", b"a\x1b[2Jb", NO_TEXT),
        ("a.txt", b" \n" + PAGE, WEB_PAGE),
        ("a.txt", b"a\n" + PDF, WEB_PAGE),
        ("a.csv", b"<!DOCTYPE html><p>a", WEB_PAGE),
        ("a.csv", b"a,b\n1,=cmd|' /C calc'!A0\n", FORMULAS),
        ("a.csv", b'a,b\n"=HYPERLINK(""https://else.example"")",1\n', FORMULAS),
        ("a.csv", b"a;@SUM(1+1)\n", FORMULAS),
        ("a.csv", b"a\n+cmd|' /C calc'!A0\n", FORMULAS),
        ("a.json", b"{", "The file is no JSON: see line 1."),
        ("a.json", b'{"a": NaN}', "The file is no JSON: see a number."),
        ("a.json", samples.deep_json(), "The file is no JSON: it is nested too deep."),
        ("a.json", b" " * 3_000_000, LARGE_JSON),
    ],
)
def test_a_text_is_a_text_that_no_program_runs(name, content, reason):
    assert refusal_of(name, content) == reason


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("invoice\u202efdp.exe", "characters that hide what it is"),
        ("../../etc/passwd.pdf", "characters that hide what it is"),
        ("..\\a.pdf", "characters that hide what it is"),
        ("a\r\nSet-Cookie: b.pdf", "characters that hide what it is"),
        ("a\0.pdf", "characters that hide what it is"),
        ("n" * 252 + ".pdf", "longer than 255 characters"),
    ],
)
def test_a_name_that_hides_what_the_file_is_is_refused(name, said):
    assert said in refusal_of(name, PDF)


def test_every_refusal_is_one_sentence():
    reasons = [
        *(BOMB, DAMAGED, LOCKED, PATH, TWO_THINGS, UNKNOWN, FETCHES, FOREIGN, HOLDS_FILE, MACROS),
        *(NO_DOCUMENT, OLD, BROKEN_PICTURE, CUT_OFF, HUGE_PICTURE, FORMULAS, LARGE_JSON, NO_TEXT),
        *(NOT_UTF_8, WEB_PAGE, TOO_LARGE),
    ]
    sentences = {reason: re.findall(r"[.!?](?=\s|$)", reason) for reason in reasons}
    assert {reason for reason, ends in sentences.items() if ends != ["."]} == set()


def one_page() -> bytes:
    writer, made = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(made)
    return made.getvalue()


def test_the_test_file_of_the_scanners_is_a_text_here():
    """Viruses are the scanner's to find, and it gets every file that is kept."""
    assert checked(NewFile(name="a.txt", content=EICAR)).content_type.startswith("text/plain")
