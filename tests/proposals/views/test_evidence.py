"""Who attaches, reads, removes and puts back evidence on the pages, and what is refused there?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exports_portal.accounts.roles import Part
from exports_portal.files.scanning import scan
from proposals.actions.evidence import put_back, remove
from proposals.actions.submit import submit
from proposals.models import ContentRecord, Proposal, RecordEvidence
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.evidence import TITLE, attached, model_of
from tests.factories.proposals_ready import sign_everything
from tests.files import samples
from tests.files.samples import EICAR_DOCX, PDF, pdf

pytestmark = pytest.mark.django_db
WORD = "application/octet-stream"


def url(ready, name, *arguments):
    return reverse(f"proposals:{name}", args=[ready.proposal.pk, *arguments])


def typed(content=PDF, name="report.pdf", **changes):
    file = SimpleUploadedFile(name, content, content_type=WORD)
    return {"file": file, "title": TITLE, "marking": "ANCHOR"} | changes


def post(ready, browser, **changes):
    return browser.post(
        url(ready, "attach_evidence", model_of(ready.proposal).pk), typed(**changes)
    )


@pytest.fixture
def admin(ready, as_user):
    return as_user(ready.admin)


@pytest.fixture
def member(ready, as_user):
    return as_user(ready.member_signatory)


def test_a_file_is_attached_listed_scanned_and_downloaded(ready, admin, scanner):
    assert post(ready, admin, proves="Two people agree.").url == url(ready, "evidence")
    (made,) = RecordEvidence.objects.all()
    page = admin.get(url(ready, "evidence")).content.decode()
    assert TITLE in page
    assert "Two people agree." in page
    assert "Being checked for viruses" in page
    assert admin.get(url(ready, "evidence_file", made.pk)).status_code == 409
    scan(made.file_id)
    taken = admin.get(url(ready, "evidence_file", made.pk))
    assert b"".join(taken.streaming_content) == PDF
    assert taken["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert taken["X-Content-Type-Options"] == "nosniff"


def test_a_virus_is_found_by_the_real_scanner_and_nobody_reads_it(ready, admin, scanner):
    post(ready, admin, content=EICAR_DOCX, name="plan.docx")
    (made,) = RecordEvidence.objects.all()
    scan(made.file_id)
    page = admin.get(url(ready, "evidence")).content.decode()
    assert "A virus was found" in page
    assert "nobody can open it" in page
    assert f'href="{url(ready, "evidence_file", made.pk)}"' not in page
    assert admin.get(url(ready, "evidence_file", made.pk)).status_code == 409


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", samples.EICAR, "kind"),
        ("a.docx", samples.docx(word__vbaProject__bin=b"x"), "macro"),
        ("a.docx", samples.docx(word__embeddings__a=samples.OLE2), "another file"),
        ("a.docx", samples.bomb_that_says_little(), "far more than it should"),
        ("a.xls", samples.OLE2, "macro"),
        ("a.csv", b"name,value\n=cmd|' /C calc'!A0,1\n", "formula"),
        ("a.html", b"<html><script>alert(1)</script></html>", "kind"),
        ("a.pdf", PDF + samples.archive({"a": b"b"}), "two"),
        ("a.pdf", b"", "empty"),
    ],
)
def test_a_hostile_file_is_refused_beside_its_field_and_what_was_typed_stays(
    ready, admin, name, content, words
):
    answer = post(ready, admin, content=content, name=name, proves="Typed by hand.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_file"' in page
    assert words in page.lower()
    assert "Typed by hand." in page
    assert not RecordEvidence.objects.exists()


def test_what_is_missing_or_wrong_stands_beside_its_field(ready, admin):
    answer = post(
        ready, admin, title="", issued_on="2026-02-02", expires_on="2026-02-01", marking="PUBLIC"
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_title"' in page
    assert 'href="#id_marking"' in page
    assert (
        "It ends after it was issued."
        in post(ready, admin, issued_on="2026-02-02", expires_on="2026-02-01").content.decode()
    )


def test_the_same_file_with_another_marking_is_not_said_to_be_attached_so(ready, admin):
    post(ready, admin, marking="CONSORTIUM")
    page = post(ready, admin, marking="PROGRAM", title="Quiet report")
    assert page.status_code == 422
    assert f"This file is attached here already, as “{TITLE}”." in page.content.decode()
    assert 'value="Quiet report"' in page.content.decode()
    assert [one.marking for one in RecordEvidence.objects.all()] == ["CONSORTIUM"]


def test_the_same_file_elsewhere_is_told(ready, admin):
    attached(ready.proposal, by=ready.admin, title="Report of January")
    component = ready.proposal.records.filter(kind="components").first()
    place = url(ready, "attach_evidence", component.pk)
    page = admin.post(place, typed(), follow=True).content.decode()
    assert "The same file is attached already, as “Report of January”." in page


@pytest.mark.parametrize(
    ("marking", "seen"), [("ANCHOR", False), ("CONSORTIUM", True), ("PROGRAM", False)]
)
def test_another_member_reads_only_what_is_marked_for_members(ready, member, marking, seen):
    made = attached(ready.proposal, by=ready.admin, marking=marking)
    assert (TITLE in member.get(url(ready, "evidence")).content.decode()) is seen
    taken = member.get(url(ready, "evidence_file", made.pk))
    assert taken.status_code == (200 if seen else 404)


def test_what_a_member_marks_for_the_program_office_stays_from_the_anchor(ready, admin, member):
    record = model_of(ready.proposal)
    ContentRecord.objects.filter(pk=record.pk).update(contributor=ready.member)
    writer = UserFactory()
    MembershipFactory(organization=ready.member, user=writer, part=Part.CONTRIBUTOR)
    made = attached(ready.proposal, by=writer, marking="PROGRAM")
    assert post(ready, admin).status_code == 403
    assert member.get(url(ready, "evidence_file", made.pk)).status_code == 200
    assert admin.get(url(ready, "evidence_file", made.pk)).status_code == 404
    assert TITLE not in admin.get(url(ready, "evidence")).content.decode()
    assert TITLE not in admin.get(url(ready, "submit")).content.decode()


def test_a_stranger_and_the_public_learn_of_nothing(ready, as_user, client):
    made = attached(ready.proposal, by=ready.admin, marking="CONSORTIUM")
    places = [
        url(ready, "evidence"),
        url(ready, "evidence_file", made.pk),
        url(ready, "attach_evidence", made.record_id),
        url(ready, "remove_evidence", made.pk),
    ]
    stranger = as_user(UserFactory())
    assert {stranger.get(place).status_code for place in places} == {404}
    assert {client.get(place).status_code for place in places} == {302}


def test_whoever_does_not_write_sees_no_way_to_attach_and_is_refused(ready, as_user, member):
    made = attached(ready.proposal, by=ready.admin, marking="CONSORTIUM")
    for browser in (as_user(ready.signatory), member):
        page = browser.get(url(ready, "evidence")).content.decode()
        assert TITLE in page
        assert url(ready, "attach_evidence", made.record_id) not in page
        assert url(ready, "remove_evidence", made.pk) not in page
        assert browser.get(url(ready, "remove_evidence", made.pk)).status_code == 403
        assert browser.post(url(ready, "put_back_evidence", made.pk)).status_code == 403
    assert post(ready, as_user(ready.signatory)).status_code == 403


def test_a_removal_asks_first_and_can_be_undone_on_the_page(ready, admin):
    made = attached(ready.proposal, by=ready.admin)
    asked = admin.get(url(ready, "remove_evidence", made.pk)).content.decode()
    assert "A version that was submitted keeps it." in asked
    assert RecordEvidence.objects.attached().exists()
    after = admin.post(url(ready, "remove_evidence", made.pk), follow=True).content.decode()
    assert url(ready, "put_back_evidence", made.pk) in after
    assert admin.get(url(ready, "evidence_file", made.pk)).status_code == 404
    admin.post(url(ready, "put_back_evidence", made.pk))
    assert RecordEvidence.objects.attached().exists()


def test_a_contributor_of_the_anchor_attaches_too(ready, as_user):
    person = UserFactory()
    MembershipFactory(organization=ready.anchor, user=person, part=Part.CONTRIBUTOR)
    assert post(ready, as_user(person)).status_code == 302


def test_a_version_shows_and_hands_out_what_the_draft_has_removed(ready, admin, member):
    made = attached(ready.proposal, by=ready.admin)
    sign_everything(ready)
    submit(ready.proposal, by=ready.signatory)
    Proposal.objects.filter(pk=ready.proposal.pk).update(state="RETURNED")
    remove(Proposal.objects.get(pk=ready.proposal.pk), made.pk, by=ready.admin)
    version = reverse("proposals:version", args=[ready.proposal.pk, 1])
    assert TITLE in admin.get(version).content.decode()
    assert TITLE not in member.get(version).content.decode()
    assert admin.get(url(ready, "evidence_file", made.pk)).status_code == 200
    assert member.get(url(ready, "evidence_file", made.pk)).status_code == 404


def test_a_record_without_evidence_is_found_by_name(ready, admin):
    page = admin.get(url(ready, "evidence"), {"q": "lumen l4"}).content.decode()
    assert "Lumen L4 accelerator" in page
    assert "Harbor storage shelf" not in page
    none = admin.get(url(ready, "evidence"), {"q": "zeppelin"}).content.decode()
    assert "No record without evidence is called so." in none


def test_a_page_asks_as_many_questions_for_three_files_as_for_one(
    ready, admin, django_assert_max_num_queries
):
    attached(ready.proposal, by=ready.admin)
    with django_assert_max_num_queries(100) as one:
        admin.get(url(ready, "evidence"))
    for body in (b"2", b"3"):
        attached(ready.proposal, by=ready.admin, content=pdf(body))
    with django_assert_max_num_queries(100) as three:
        admin.get(url(ready, "evidence"))
    assert len(three) == len(one)


@pytest.mark.parametrize(("marking", "seen"), [("ANCHOR", False), ("CONSORTIUM", True)])
def test_the_page_of_a_record_shows_its_own_evidence_to_those_who_may_read_it(
    ready, admin, member, marking, seen
):
    made = attached(ready.proposal, by=ready.admin, marking=marking)
    other = ready.proposal.records.filter(kind="components").first()
    place = url(ready, "record", made.record_id)
    assert TITLE in admin.get(place).content.decode()
    assert url(ready, "attach_evidence", made.record_id) in admin.get(place).content.decode()
    assert TITLE not in admin.get(url(ready, "record", other.pk)).content.decode()
    assert (TITLE in member.get(place).content.decode()) is seen


def test_one_file_exchanged_for_another_is_seen_at_once_by_what_was_signed(ready, admin):
    first = attached(ready.proposal, by=ready.admin, title="The first")
    second = attached(ready.proposal, by=ready.admin, content=pdf(b"other"), title="The second")
    remove(ready.proposal, second.pk, by=ready.admin)
    sign_everything(ready)
    page = reverse("proposals:certifications", args=[ready.proposal.pk])
    assert "what was signed has changed" not in admin.get(page).text
    remove(ready.proposal, first.pk, by=ready.admin)
    put_back(ready.proposal, second.pk, by=ready.admin)
    assert "what was signed has changed" in admin.get(page).text
