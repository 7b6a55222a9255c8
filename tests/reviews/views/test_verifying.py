"""Does anyone verify a letter on the pages, and is a stranger's file bounded?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exports_portal.audit.models import AuditEvent
from exports_portal.bounds import LARGEST_ANONYMOUS_BYTES, LARGEST_LETTER_BYTES
from exports_portal.files.models import StoredFile
from exports_portal.web.throttling import StrangersFileRate
from reviews.actions.determine import supervise
from reviews.actions.letters import issue_letter
from reviews.models import DecisionLetter
from tests.factories.files import content_of
from tests.factories.reviews import declined_case, designated_case
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db
FILE = "cases:verify_file"


@pytest.fixture
def designated():
    return designated_case()


@pytest.fixture
def letter(designated):
    return issue_letter(designated.proposal.determinations.get())


def page_of_code(client, letter):
    return client.get(reverse("cases:verification", args=[letter.verification_code]))


def sent(client, content, name="letter.pdf", **options):
    return client.post(reverse(FILE), {"file": SimpleUploadedFile(name, content)}, **options)


@pytest.mark.parametrize("factory", [designated_case, declined_case])
def test_anyone_with_the_code_reads_what_the_letter_says_and_nothing_else(client, factory):
    case = factory()
    letter = issue_letter(case.proposal.determinations.get())

    page = page_of_code(client, letter)

    said = text(page)
    for word in (case.proposal.public_id, case.proposal.title, "In force", letter.sha256):
        assert word in said
    assert [word for word in ("Lumen Harbor Systems", "Juniper", "Kenya") if word in said] == []
    assert "no-store" in page["Cache-Control"]


def test_a_letter_that_promises_less_tells_less(client, designated, letter):
    DecisionLetter.objects.update(template_version="2026-11")
    said = text(page_of_code(client, letter))

    assert "A letter with this code was issued" in said
    assert "It still holds." in said
    told = (designated.proposal.public_id, designated.proposal.title, "Designated", letter.sha256)
    assert [word for word in told if word in said] == []


def test_a_letter_of_a_suspended_designation_is_not_in_force(client, designated, letter):
    supervise(designated.proposal, "suspend", reason="A member left.", by=designated.decider)
    said = text(page_of_code(client, letter))
    assert "Suspended" in said
    assert "What it says no longer holds." in said
    assert "A member left." not in said


def test_a_code_is_found_however_it_is_typed(client, letter):
    typed = letter.verification_code.lower().replace("-", " ").replace("i", "1")
    page = client.get(reverse("cases:verify"), {"code": typed}, follow=True)
    assert "A letter with this code was issued" in text(page)


def test_an_unknown_code_is_said_politely(client):
    page = client.get(reverse("cases:verify"), {"code": "AAAAA-BBBBB-CCCCC-DDDDD"}, follow=True)
    assert page.status_code == 404
    assert "We know of no letter with this code." in text(page)


@pytest.mark.parametrize("typed", ["", " ", "--/?", "é"])
def test_what_is_no_code_gets_its_message_beside_the_field(typed, client):
    page = client.get(reverse("cases:verify"), {"code": typed})
    assert (page.status_code, form_data(page).keys() - {"file"}) == (200, {"code"})
    assert "correction" in text(page)


def test_a_genuine_file_is_told_with_its_standing_and_not_kept(client, designated, letter):
    content = content_of(letter.file)
    before = (StoredFile.objects.count(), AuditEvent.objects.count())

    said = text(sent(client, content))

    assert "This is a letter of the program office, unchanged" in said
    assert "In force" in said
    assert designated.proposal.title in said
    assert (StoredFile.objects.count(), AuditEvent.objects.count()) == before


def test_an_altered_file_is_told_with_what_was_changed_and_the_way_to_the_original(client, letter):
    page = sent(client, content_of(letter.file) + b"\n% more")

    assert "This letter was altered" in text(page)
    assert "Something was appended" in text(page)
    assert f"/verify/{letter.verification_code}/" in page.content.decode()


def test_another_file_is_not_ours_and_no_error(client):
    for content in (b"%PDF-1.7\n%%EOF", b"%PDF-" + bytes(range(256)) * 100):
        page = sent(client, content)
        assert page.status_code == 200
        assert "This is not a letter of the program office" in text(page)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"PK\3\4 a document", "This is not a PDF file."),
        (b"%PDF-1.7" + bytes(LARGEST_LETTER_BYTES), "The file is larger than 2.0"),
    ],
)
def test_what_is_no_letter_at_all_gets_its_sentence(client, content, said):
    page = sent(client, content)
    assert page.status_code == 422
    assert said in text(page)


def test_without_a_file_the_page_asks_for_one(client):
    page = client.post(reverse(FILE), {})
    assert page.status_code == 422
    assert "Choose the file of a letter." in text(page)


def test_a_stranger_sends_a_letter_there_and_nothing_larger_and_nothing_elsewhere(client):
    letter = b"%PDF-1.7" + bytes(2 * LARGEST_ANONYMOUS_BYTES)
    assert sent(client, letter).status_code == 200
    assert client.post(reverse("cases:verify"), {"code": "A" * len(letter)}).status_code == 413
    too_large = bytes(LARGEST_LETTER_BYTES + 2 * LARGEST_ANONYMOUS_BYTES)
    assert sent(client, b"%PDF-" + too_large).status_code == 413


def test_from_one_address_thirty_files_are_read_in_an_hour(client, monkeypatch):
    monkeypatch.setattr(StrangersFileRate, "rate", "2/hour")
    statuses = [sent(client, b"%PDF-1.7", REMOTE_ADDR="192.0.2.1").status_code for _ in range(3)]
    other = sent(client, b"%PDF-1.7", REMOTE_ADDR="192.0.2.2")
    assert (statuses, other.status_code) == ([200, 200, 429], 200)
