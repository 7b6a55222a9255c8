"""Does the printed dossier say what its reader may read, and nothing else?"""

from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from proposals import documents
from proposals.actions.one_record import add_records
from proposals.actions.submit import submit
from proposals.content.reading import PROGRAM_OFFICE, Reader
from proposals.models import Proposal
from proposals.snapshot import content_of, known_codes
from tests.factories import proposals_ready as made
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    return made.ready_proposal()


def words(pdf: bytes) -> str:
    """The text without any space: where a line ends, there is none or one."""
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return "".join(text.split())


def says(text: str, sought: str) -> bool:
    return "".join(sought.split()) in text


def printed(ready, reader) -> str:
    content = content_of(Proposal.objects.get(pk=ready.proposal.pk))
    known = known_codes(content, timezone.localdate())
    pdf = documents.dossier_pdf(content, reader, known, what="Draft", as_of=timezone.now())
    return words(pdf)


def test_the_program_office_reads_all_of_it_with_contents(ready):
    text = printed(ready, PROGRAM_OFFICE)
    for sought in (made.CONFIDENTIAL_DETAIL, "Lumen L4 accelerator", made.BUYER, "Contents"):
        assert says(text, sought)


def test_a_member_reads_what_it_may(ready):
    member = Reader(organizations=frozenset({ready.member.pk}))
    text = printed(ready, member)
    assert says(text, str(made.OVERVIEW["executive_summary"]))
    assert says(text, made.MEMBER_OWNER)
    for secret in (
        made.CONFIDENTIAL_DETAIL,
        made.CONFIDENTIAL_SUMMARY,
        made.ANCHOR_OWNER,
        made.BUYER,
        "Lumen L4 accelerator",
        "31,250",
    ):
        assert not says(text, secret)


def test_a_long_table_is_cut_and_says_so(ready, monkeypatch):
    monkeypatch.setattr(documents, "MOST_PRINTED", 3)
    row = made.COMPONENTS[0] | {"name": "Last of all"}
    add_records(ready.proposal, "components", [row] * 5, by=ready.admin)
    text = printed(ready, PROGRAM_OFFICE)
    assert says(text, "4 more rows are not printed.")


def test_the_draft_and_a_version_are_files_that_are_saved(ready):
    browser, pk = client_of(ready.admin), ready.proposal.pk
    draft = browser.get(f"/proposals/{pk}/export/proposal.pdf")
    assert draft["Content-Type"] == "application/pdf"
    assert draft["Content-Disposition"].startswith("attachment")
    assert says(words(draft.content), "Draft of")
    version = submit(ready.proposal, by=ready.signatory)
    frozen = browser.get(f"/proposals/{pk}/versions/1/proposal.pdf")
    assert says(words(frozen.content), version.sha256)
    again = browser.get(f"/proposals/{pk}/versions/1/proposal.pdf")
    assert again.content == frozen.content
    member = client_of(ready.member_signatory).get(f"/proposals/{pk}/versions/1/proposal.pdf")
    assert not says(words(member.content), "Lumen L4 accelerator")
    assert browser.get(f"/proposals/{pk}/versions/2/proposal.pdf").status_code == 404


def test_what_is_too_long_to_print_while_somebody_waits_is_refused(ready, monkeypatch):
    monkeypatch.setattr(documents, "MOST_CHARACTERS", 1_000)
    answer = client_of(ready.admin).get(f"/proposals/{ready.proposal.pk}/export/proposal.pdf")
    assert answer.status_code == 409
    assert "Take the JSON or the tables." in answer.text


def test_who_owns_a_member_in_the_end_is_printed_for_who_may_read_its_owners(ready):
    ready.anchor.owners.create(
        name="Penhaligon Trust",
        kind="ORGANIZATION",
        country="GB",
        percent=40,
        holds_shares_in=made.ANCHOR_OWNER,
    )
    text = printed(ready, PROGRAM_OFFICE)
    assert says(text, f"Who owns {ready.anchor} in the end")
    assert says(text, f"Not disclosed in {made.ANCHOR_OWNER} Not known Not known 60 %")
    assert says(text, "Penhaligon Trust Organization United Kingdom 40 %")
    member = printed(ready, Reader(organizations=frozenset({ready.member.pk})))
    assert says(member, f"Who owns {ready.member} in the end")
    assert not says(member, f"Who owns {ready.anchor} in the end")
    assert not says(member, "Penhaligon")


def test_a_drawing_that_does_not_fit_on_a_page_is_left_out_and_the_table_stays(ready):
    def owned():
        content = content_of(Proposal.objects.get(pk=ready.proposal.pk))
        return next(documents.owners_of(content, PROGRAM_OFFICE))

    assert owned().picture.startswith("data:image/svg+xml;base64,")
    for number in range(18):
        ready.anchor.owners.create(name=f"Heir {number}", kind="PERSON", country="US", percent=None)
    assert owned().picture == ""
    assert len(owned().graph.ultimate) == 19
