"""Is the letter accessible, complete, and silent about what must not be in it?"""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from reviews.documents import LetterAnchor
from tests.pdf.letters import AS_OF, DECLINED, DESIGNATED, letter


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """The text in reading order, line ends taken as spaces."""
    pages = (page.extract_text() for page in read(pdf).pages)
    return " ".join(" ".join(pages).split())


def structure(reader: PdfReader) -> list[tuple[str, str]]:
    """Tag and alternative text of each structure element, in reading order."""
    found: list[tuple[str, str]] = []

    def visit(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                visit(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            if "/K" in node:
                visit(node["/K"])

    visit(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


@pytest.fixture(scope="module")
def designated() -> bytes:
    return letter(DESIGNATED)


def test_the_letter_declares_what_it_is(designated):
    reader = read(designated)
    root = reader.trailer["/Root"]

    assert root["/Lang"] == "en-US"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata.title == "Decision on proposal AAEP-26-0001"
    assert reader.metadata.creation_date == reader.metadata.modification_date == AS_OF
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()


def test_every_page_is_us_letter_and_numbered(designated):
    pages = read(designated).pages

    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        assert (page.mediabox.width, page.mediabox.height) == (612, 792)
        assert f"Page {number} of 2" in page.extract_text()


def test_headings_lists_tables_and_links_are_tagged_in_order(designated):
    tags = [tag for tag, _ in structure(read(designated))]
    headings = [tag for tag in tags if tag in {"/H1", "/H2", "/H3"}]

    assert headings == ["/H1", "/H2", "/H2", "/H2", "/H3", "/H2", "/H2", "/H2", "/H2", "/H2"]
    assert tags.count("/Table") == 2
    assert tags.count("/TH") == 5 + 4 + 2
    assert tags.count("/L") == 4
    assert tags.count("/LI") == 5 + 3 + 3 + 3
    assert tags.count("/Link") == 2


def test_the_qr_code_says_where_it_leads(designated):
    pictures = [alt for tag, alt in structure(read(designated)) if tag == "/Figure"]

    assert pictures == [f"QR code that opens {DESIGNATED.verification_url}"]


def test_all_fonts_are_in_the_file_and_are_ours(designated):
    fonts = {
        font.get_object()["/BaseFont"].partition("+")[2].strip(",")
        for page in read(designated).pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts == {"Public-Sans-Bold", "Public-Sans", "Source-Serif-4", "Source-Serif-4-Bold"}


def test_a_designation_says_all_that_the_recipient_needs(designated):
    text = text_of(designated)

    for needed in (
        "Lumen Harbor Systems, Inc. 410 Pier Street, Suite 1200 Baltimore, MD 21230 United States",
        "November 20, 2026 Proposal AAEP-26-0001, version 2 Designation AAEP-D-26-0001",
        "The package “Harbor Stack for public hospitals” is designated",
        DESIGNATED.legal_basis,
        DESIGNATED.content_sentence,
        DESIGNATED.consultation_sentence,
        f"SHA-256 {DESIGNATED.version_sha256}",
        *DESIGNATED.members,
        *DESIGNATED.markets,
        *DESIGNATED.caveats,
        *DESIGNATED.next_duties,
        *DESIGNATED.snapshot_lines,
        "1 Submit the report of an independent assessment of the security layer.",
        "Security March 31, 2027",
        "within 30 days. Membership Throughout",
        "suited to its uses.",
        f"Questions: {DESIGNATED.contact}",
        f"{DESIGNATED.verification_url} with the code {DESIGNATED.verification_code}",
        f"digitally signed. Check it at {DESIGNATED.verification_page}.",
    ):
        assert needed in text


def test_a_designation_without_conditions_says_so():
    text = text_of(letter(conditions=()))

    assert "Conditions None beyond the duties below." in text
    assert "on the conditions set out below" not in text


def test_a_decline_gives_findings_and_no_number_members_or_markets():
    text = text_of(letter(DECLINED))

    assert "is not designated under the American AI Exports Program" in text
    assert f"Findings {DECLINED.findings[0]} {DECLINED.findings[1]}" in text
    for absent in ("Designation AAEP", "Conditions", "Markets in scope", "Halvorsen"):
        assert absent not in text


def test_the_same_letter_is_the_same_bytes(designated):
    assert letter(DESIGNATED) == designated
    assert letter(DESIGNATED, rationale_public="Another.") != designated


def test_markup_in_a_value_is_printed_and_not_obeyed():
    text = text_of(letter(title="<script>alert(1)</script><img src=x> & <h1>Sons</h1>"))

    assert "“<script>alert(1)</script><img src=x> & <h1>Sons</h1>”" in text


def test_names_in_other_scripts_are_read_back_as_they_were_written():
    names = (
        "Консорциум «Северный Луч»",
        "Κοινοπραξία Φάρος",
        "Công ty Hải Đăng",
        "Łódź Światło sp. z o.o.",
        "Işık Sağlık A.Ş.",
    )

    text = text_of(letter(members=names))

    for name in names:
        assert name in text


def test_arabic_and_hebrew_are_drawn_with_the_shipped_fonts():
    pdf = letter(members=("شركة المنارة", "חברת מגדלור"))

    assert "شركة المنارة" in text_of(pdf)
    assert "חברת מגדלור" in text_of(pdf)


def test_scripts_without_a_font_are_transliterated_in_brackets():
    text = text_of(letter(members=("华为 Lumen", "스택 Harbor", "＜b＞")))

    assert "[HuaWei] Lumen" in text
    assert "[SeuTaeg] Harbor" in text
    assert "[<]b[>]" in text


def test_invisible_characters_cannot_turn_or_hide_text():
    text = text_of(letter(consortium="Lumen\u202e gnivomeR\u202c \u200bHar\u00adbor\x00\x07"))

    assert "Consortium Lumen gnivomeR Harbor" in text


def test_names_without_a_space_stay_inside_the_page():
    name = "Ж" * 300
    pdf = letter(anchor=LetterAnchor(name=name, address_lines=("X" * 200,)), members=(name,) * 5)

    lines = "\n".join(page.extract_text() for page in read(pdf).pages).splitlines()
    assert max(line.count("Ж") for line in lines) <= 468 // 9  # points: a line, a letter
    assert sum(line.count("Ж") for line in lines) == 300 * 7


def test_a_long_letter_goes_on_over_pages_and_loses_nothing():
    conditions = tuple(
        replace(DESIGNATED.conditions[1], text=f"Condition number {number}. " + "More words. " * 40)
        for number in range(12)
    )
    pdf = letter(conditions=conditions)
    text = text_of(pdf)

    assert len(read(pdf).pages) == 6
    assert all(f"Condition number {number}." in text for number in range(12))
    assert text.count("More words.") == 12 * 40
