"""Which files are kept as evidence, who gets them, and what of a hit reaches an applicant?"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exports_portal.accounts.roles import Agency, Role
from exports_portal.audit.models import AuditEvent
from exports_portal.files.archives import BOMB, DAMAGED, LOCKED, PATH
from exports_portal.files.disguises import TWO_THINGS
from exports_portal.files.models import StoredFile
from exports_portal.files.office import FOREIGN, HOLDS_FILE, MACROS, NO_DOCUMENT, OLD
from exports_portal.files.scanning import scan
from exports_portal.files.texts import FORMULAS, WEB_PAGE
from exports_portal.mail.models import SentMail
from reviews.models import Adjudication
from tests.factories import reviews
from tests.factories.files import cleared
from tests.factories.proposals_ready import ANCHOR_OWNER
from tests.files.samples import (
    EICAR_DOCX,
    OLE2,
    WORD,
    archive,
    bomb_that_says_little,
    docx,
    office,
    overlapping,
    pdf,
    png,
)
from tests.reviews.views.hit_rooms import (
    FALSE_POSITIVE,
    ON_THREE_LISTS,
    hit_page,
    page_of,
)
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"

ZIP = archive({"a.txt": b"a"})
XXE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
HOSTILE = {
    "bomb.docx": (bomb_that_says_little(), BOMB),
    "overlap.docx": (overlapping(), DAMAGED),
    "path.docx": (office(WORD, {"../../etc/passwd": b"a"}), PATH),
    "xxe.docx": (office(WORD, {"word/a.xml": XXE}), FOREIGN),
    "macro.docx": (office(WORD, {"word/vbaProject.bin": OLE2}), MACROS),
    "old.docx": (OLE2 + b"\0" * 512, OLD),
    "nested.docx": (office(WORD, {"word/a.zip": ZIP}), HOLDS_FILE),
    "locked.pdf": (pdf(trailer=b"<< /Encrypt 5 0 R >>"), LOCKED),
    "zip.pdf": (PDF + ZIP, TWO_THINGS),
    "page.pdf": (pdf(body=b"<html><script>alert(1)</script>"), TWO_THINGS),
    "page.txt": (b"<html><script>alert(1)</script>", WEB_PAGE),
    "formula.csv": (b"a,=cmd|' /C calc'!A0\n", FORMULAS),
    "archive.zip": (ZIP, NO_DOCUMENT),
    "invoice\u202efdp.exe": (PDF, "The content is PDF, and the name says something else."),
}


def upload(name="register.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def text_of(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("register.pdf", b"<html><script>alert(1)</script></html>", "neither a PDF nor a PNG"),
        ("register.pdf", png(), "The content is PNG"),
        ("register.exe", PDF, "The content is PDF, and the name says something else."),
        ("register.pdf", PDF[:-8], "The file is cut off"),
        ("register.pdf", b"", "The submitted file is empty"),
        ("register.pdf", b"%PDF-" + b"0" * 10 * 1024 * 1024, "The file is larger than 10 MB."),
        ("register.docx", docx(word__vbaProject=b"macro"), "The document holds macros"),
        ("register.docx", bomb_that_says_little(), "The file unpacks to far more than it should"),
        ("register.pdf", pdf(trailer=b"<< /Encrypt 5 0 R >>"), "The file is encrypted"),
    ],
)
def test_a_wrong_file_is_refused_beside_its_field_and_nothing_typed_is_lost(name, content, message):
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    answer = client_of(case.lead).post(
        hit_page(case), FALSE_POSITIVE | {"evidence": upload(name, content)}
    )

    assert answer.status_code == 422
    assert message in answer.context["form"].errors["evidence"][0]
    assert 'href="#id_evidence"' in text_of(answer)
    assert FALSE_POSITIVE["reason"] in text_of(answer)
    assert '<option value="DIFFERENT_PLACE" selected>' in text_of(answer)
    assert (Adjudication.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_evidence_is_kept_with_its_hash_and_each_download_is_in_the_trail():
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    row = attached(case)
    cleared(row.evidence)
    place = page_of(case, "evidence", row.pk)
    auditor = reviews.officer(Role.AUDITOR)

    taken = client_of(auditor).get(place)

    assert (taken.getvalue(), taken["Content-Type"]) == (PDF, "application/pdf")
    assert taken["Content-Disposition"] == 'attachment; filename="register.pdf"'
    event = AuditEvent.objects.get(verb="screening.evidence")
    assert (event.actor_id, event.data["sha256"]) == (auditor.pk, row.evidence.sha256)
    judged = AuditEvent.objects.get(verb="screening.adjudicate")
    assert judged.data["evidence"] == row.evidence.sha256
    assert f'href="{place}">register.pdf</a>' in text_of(client_of(case.lead).get(hit_page(case)))
    part = client_of(auditor).get(place, headers={"range": "bytes=1-4"})
    assert (part.status_code, part.getvalue()) == (206, PDF[1:5])


def test_evidence_that_no_scanner_has_passed_is_named_and_opened_by_nobody():
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    place = page_of(case, "evidence", attached(case).pk)
    page = text_of(client_of(case.lead).get(hit_page(case)))

    refused = client_of(case.lead).get(place)

    assert "register.pdf" in page
    assert "Being checked for viruses" in page
    assert f'href="{place}"' not in page
    assert refused.status_code == 409
    assert "register.pdf: Being checked for viruses." in text_of(refused)
    assert not AuditEvent.objects.filter(verb="screening.evidence").exists()


def test_the_real_scanner_s_word_stands_on_the_real_page(scanner):
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    row = attached(case, upload("register.docx", EICAR_DOCX))

    scan(row.evidence_id)

    page = text_of(client_of(case.lead).get(hit_page(case)))
    assert "A virus was found (Eicar-Test-Signature.UNOFFICIAL), and the file was removed" in page
    assert client_of(case.lead).get(page_of(case, "evidence", row.pk)).status_code == 409
    mail = SentMail.objects.get(template="file_infected")
    assert (mail.to, "register" in mail.subject + mail.body) == (case.lead.email, False)


def test_every_hostile_file_gets_its_sentence_beside_the_field_and_nothing_is_kept():
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    client = client_of(case.lead)
    said = {}
    for name, (content, _) in HOSTILE.items():
        sent = FALSE_POSITIVE | {"evidence": upload(name, content)}
        answer = client.post(hit_page(case), sent)
        said[name] = (answer.status_code, answer.context["form"].errors.get("evidence"))

    assert said == {name: (422, [reason]) for name, (_, reason) in HOSTILE.items()}
    assert (Adjudication.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_clean_file_is_opened_after_the_real_scanner_looked_at_it(scanner):
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    row = attached(case)

    scan(row.evidence_id)

    taken = client_of(case.lead).get(page_of(case, "evidence", row.pk))
    assert (taken.status_code, taken.getvalue()) == (200, PDF)


def test_who_attaches_a_file_that_the_case_has_already_is_told():
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    attached(case)

    client = client_of(case.lead)
    sent = FALSE_POSITIVE | {"reason": "Said again, in other words.", "evidence": upload("b.pdf")}
    answer = client.post(hit_page(case), sent, follow=True)

    assert "The same file is attached in this case already, since" in text_of(answer)
    assert "as register.pdf." in text_of(answer)


def attached(case, file=None):
    """The adjudication with this file, as the case lead makes it on the page."""
    client_of(case.lead).post(hit_page(case), FALSE_POSITIVE | {"evidence": file or upload()})
    return Adjudication.objects.latest("pk")


def test_neither_applicants_nor_agencies_nor_other_cases_reach_the_evidence():
    case = reviews.case_in_consultation(listed=[ANCHOR_OWNER])
    other = reviews.submitted_case()
    client_of(case.lead).post(hit_page(case), FALSE_POSITIVE | {"evidence": upload()})
    row = Adjudication.objects.get()
    people = [case.ready.admin, case.ready.signatory, reviews.consultant(Agency.STATE)]

    for person in people:
        assert client_of(person).get(page_of(case, "evidence", row.pk)).status_code == 404
        assert client_of(person).get(hit_page(case)).status_code == 404
    assert client_of(case.lead).get(page_of(other, "evidence", row.pk)).status_code == 404
    assert not AuditEvent.objects.filter(verb="screening.evidence").exists()


def test_nothing_of_a_hit_reaches_the_applicant():
    case = reviews.case_in_consultation(listed=ON_THREE_LISTS)
    client_of(case.lead).post(hit_page(case), FALSE_POSITIVE | {"evidence": upload()})
    number = case.proposal.pk
    places = [f"/proposals/{number}/", f"/proposals/{number}/versions/1/", "/proposals/"]
    places += [f"/proposals/{number}/receipt/", f"/api/v1/proposals/{number}/"]
    places += [f"/api/v1/proposals/{number}/status/", f"/api/v1/proposals/{number}/readiness/"]
    for person in (case.ready.admin, case.ready.member_signatory):
        client = client_of(person)
        for place in places:
            text = client.get(place).content.decode().lower()
            for said in (FALSE_POSITIVE["reason"], "register.pdf", "different_place", "SDN"):
                assert said.lower() not in text, place
            assert not re.search(r"false positive|second person|screening hit|listed party", text)
