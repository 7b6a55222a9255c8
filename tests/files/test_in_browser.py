"""Does a page say plainly how each file stands, on a desk and on a phone, without a barrier?"""

import pytest
from django.utils import timezone

from exports_portal.files.models import FileScan, ScanState
from reviews.models import Adjudication
from tests.factories import reviews
from tests.factories.files import uploaded
from tests.files.samples import GOOD, PDF, docx
from tests.reviews.views.hit_rooms import ENTITY_LIST, hit_page
from tests.reviews.views.test_in_browser import session_of
from tests.web.browser import barriers, opened

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "shareholders-of-the-harbor-founders-holding-company-2026-as-sent-by-the-notary.pdf"
SCAN = {"scanned_at": timezone.now(), "scanner": "ClamAV of a test"}
# How a file is called, what the scanner said of it, and what the page says.
FILES = [
    ("extract of the register of Port Lumen.pdf", {}, "Being checked for viruses"),
    ("lease.pdf", SCAN | {"state": ScanState.CLEAN}, ""),
    (
        LONG,
        SCAN | {"state": ScanState.INFECTED, "found": "Eicar"},
        "A virus was found (Eicar), and the file was removed",
    ),
    (
        "deed.pdf",
        SCAN | {"state": ScanState.FAILED},
        "Could not be checked for viruses: upload it again",
    ),
]


def case_with_files():
    """An adjudication with a file in each state."""
    case = reviews.case_in_review(listed=[ENTITY_LIST])
    reviews.clear(case.hits[0], by=case.lead)
    first = Adjudication.objects.get()
    for number, (name, scan, _) in enumerate(FILES):
        file = uploaded(PDF + b" " * number, name=name, by=case.lead)
        if scan:
            FileScan.objects.filter(file=file).update(**scan)
        first.pk, first.evidence = None, file
        first.save(force_insert=True)
    return case


def test_each_file_says_how_it_stands_and_a_refusal_stands_at_the_field(
    live_server, chromium, tmp_path, settings
):
    case = case_with_files()
    macros = tmp_path / "MINUTES.DOCX"
    macros.write_bytes(docx(word__vbaProject=b"macro"))
    session = session_of(case.lead)
    with opened(chromium, live_server.url, session=session) as tab:
        tab.goto(hit_page(case))
        found = [barriers(tab)]
        said = tab.inner_text("main")
        links = tab.locator("main .portal-timeline a").all_inner_texts()
        settings.FILES_WITHOUT_SCANNER = "readable"
        tab.reload()
        unscanned = tab.locator("main .portal-timeline__item").nth(3).inner_text()
        tab.set_input_files("#id_evidence", macros)
        tab.get_by_role("button", name="Save", exact=True).click()
        message = tab.locator("#id_evidence_error").inner_text()
        found.append(barriers(tab))

    assert found == [[], []]
    assert links == ["lease.pdf"]
    assert [name for name, _, _ in FILES if name not in said] == []
    assert [words for _, _, words in FILES if words not in said] == []
    assert "Not checked for viruses on this machine" in unscanned
    assert message.startswith("The document holds macros")


def test_the_script_of_the_page_takes_every_kind_and_refuses_others_in_our_words(
    live_server, chromium, tmp_path
):
    case = reviews.case_in_review(listed=[ENTITY_LIST])
    with opened(chromium, live_server.url, session=session_of(case.lead)) as tab:
        tab.goto(hit_page(case))
        taken = {name: chosen(tab, tmp_path, name) for name in (*GOOD, "a.zip")}
        message = tab.locator(".usa-file-input__accepted-files-message").inner_text()

    assert taken == {**dict.fromkeys(GOOD, 1), "a.zip": 0}
    assert message == "Choose a file of the kind PDF, PNG, JPEG, DOCX, XLSX, CSV, TXT or JSON."


def chosen(tab, folder, name):
    """How many files the form would send after this one was chosen."""
    (folder / name).write_bytes(GOOD.get(name, b"PK"))
    tab.set_input_files("#id_evidence", folder / name)
    return tab.locator("#id_evidence").evaluate("input => input.files.length")
