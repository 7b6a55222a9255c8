"""Does a program attach, read, download, remove and put back evidence as the page does?"""

from uuid import uuid4

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from exports_portal.bounds import MOST_FIELDS
from exports_portal.files.models import FileScan, ScanState
from exports_portal.files.uploads import LARGEST
from proposals.actions.evidence import remove
from proposals.actions.submit import submit
from proposals.models import RecordEvidence
from tests.factories.accounts import UserFactory
from tests.factories.evidence import TITLE, attached, model_of
from tests.factories.files import cleared
from tests.factories.markings import marked
from tests.factories.proposals_ready import sign_everything
from tests.files import samples
from tests.files.samples import PDF
from tests.hostile import HOSTILE
from tests.proposals.api.calling import PROBLEM, own, pointers, send, upload
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def place(ready, record=None):
    return own(ready, f"records/{(record or model_of(ready.proposal)).pk}/evidence/")


def one(ready, made, part=""):
    return own(ready, f"evidence/{made.pk}/{part}")


def attach(program, ready, content=PDF, **said):
    return upload(program, place(ready), content, **{"title": TITLE, "marking": "ANCHOR"} | said)


@pytest.fixture
def admin(ready, program_of):
    return program_of(ready.admin)


def test_a_file_is_attached_and_nobody_opens_it_before_it_is_clean(ready, admin):
    answer = attach(admin, ready, proves="Two people agree.", issued_on="2026-02-01")
    assert answer.status_code == 201
    made, said = RecordEvidence.objects.get(), answer.json()
    assert answer["Location"].endswith(one(ready, made))
    assert (said["title"], said["proves"], said["marking"]) == (
        TITLE,
        "Two people agree.",
        "ANCHOR",
    )
    assert (said["issued_on"], said["expires_on"]) == ("2026-02-01", None)
    assert (said["scan"], said["scan_words"]) == ("WAITING", "Being checked for viruses")
    assert (said["can_be_opened"], said["same_file"]) == (False, None)
    early = admin.get(one(ready, made, "file/"))
    assert (early.status_code, early["Content-Type"]) == (409, PROBLEM)
    assert early.json()["detail"] == "report.pdf: Being checked for viruses."
    cleared(made.file)
    read = admin.get(one(ready, made)).json()
    assert (read["scan"], read["can_be_opened"]) == ("CLEAN", True)
    assert read["sha256"] == made.file.sha256
    taken = admin.get(one(ready, made, "file/"), headers={"accept": "application/pdf"})
    assert b"".join(taken.streaming_content) == PDF
    assert (taken["Content-Type"], taken["ETag"]) == ("application/pdf", f'"{read["sha256"]}"')


def test_a_part_of_the_file_is_taken_and_a_part_beyond_it_is_a_problem(ready, admin):
    file = one(ready, attached(ready.proposal, by=ready.admin), "file/")
    part = admin.get(file, headers={"range": "bytes=0-3"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 0-3/{len(PDF)}")
    assert b"".join(part.streaming_content) == PDF[:4]
    beyond = admin.get(file, headers={"range": "bytes=9999-"})
    assert (beyond.status_code, beyond["Content-Type"]) == (416, PROBLEM)
    assert beyond["Content-Range"] == f"bytes */{len(PDF)}"


def test_an_infected_file_is_told_of_and_never_handed_out(ready, admin):
    made = attached(ready.proposal, by=ready.admin, is_clean=False)
    FileScan.objects.filter(file=made.file).update(state=ScanState.INFECTED, found="Eicar")
    read = admin.get(one(ready, made)).json()
    assert (read["scan"], read["can_be_opened"]) == ("INFECTED", False)
    assert admin.get(one(ready, made, "file/")).status_code == 409


def test_a_copy_of_a_file_is_told_to_whoever_knows_of_it(ready, admin):
    first = attached(ready.proposal, by=ready.admin, title="Report of January")
    component = ready.proposal.records.filter(kind="components").first()
    answer = upload(admin, place(ready, component), PDF, title=TITLE, marking="ANCHOR")
    assert answer.json()["same_file"] == {"id": str(first.pk), "title": "Report of January"}
    said_otherwise = attach(admin, ready, title="Another title")
    assert said_otherwise.status_code == 422
    assert "is attached here already" in said_otherwise.json()["detail"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", samples.EICAR, "neither a PDF"),
        ("a.docx", samples.docx(word__vbaProject__bin=b"x"), "macro"),
        ("a.docx", samples.bomb_that_says_little(), "far more than it should"),
        ("a.html", b"<html><script>alert(1)</script></html>", "neither a PDF"),
        ("a.pdf", PDF + samples.archive({"a": b"b"}), "two"),
        ("a.pdf", b"", "empty"),
        ("a.pdf", PDF + b"x" * LARGEST, "larger than"),
    ],
)
def test_a_hostile_file_is_refused_at_its_field(ready, admin, name, content, words):
    answer = upload(admin, place(ready), content, name=name, title=TITLE, marking="ANCHOR")
    assert answer.status_code == 422
    assert words in pointers(answer)["#/file"]
    assert not RecordEvidence.objects.exists()


def test_what_is_wrong_or_unknown_is_named_at_its_field(ready, admin):
    days = {"issued_on": "2026-02-02", "expires_on": "2026-02-01"}
    answer = attach(admin, ready, title="", marking="PUBLIC", colour="red")
    assert set(pointers(answer)) == {"#/title", "#/marking", "#/colour"}
    assert pointers(attach(admin, ready, **days)) == {
        "#/expires_on": "It ends after it was issued."
    }
    nothing = admin.post(place(ready), {"title": TITLE, "marking": "ANCHOR"})
    assert set(pointers(nothing)) == {"#/file"}
    as_text = admin.post(place(ready), {"title": TITLE, "marking": "ANCHOR", "file": "report.pdf"})
    assert set(pointers(as_text)) == {"#/file"}


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_refused_and_never_a_fault(ready, admin, value):
    answer = attach(admin, ready, issued_on=value, marking=value, title=value, proves=value)
    assert answer.status_code == 422
    assert {"#/issued_on", "#/marking"} <= set(pointers(answer))


def test_a_browser_attaches_with_the_token_of_its_form_alone(ready):
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, ready.admin)
    assert attach(browser, ready).status_code == 403
    token = browser.get(f"/proposals/{ready.proposal.pk}/evidence/").cookies["csrftoken"].value
    browser.defaults["HTTP_X_CSRFTOKEN"] = token
    assert attach(browser, ready).status_code == 201


def test_a_body_that_is_no_form_or_says_a_thing_twice_is_refused(ready, admin):
    assert send(admin, "post", place(ready), {"title": TITLE}).status_code == 415
    assert attach(admin, ready, title=["One", "Two"]).status_code == 400
    for body in (b"", b"nonsense", f"--{BOUNDARY}\r\nContent-Disposition: form-data".encode()):
        answer = admin.generic("POST", place(ready), body, content_type=MULTIPART_CONTENT)
        assert answer.status_code in {400, 422}
        assert answer["Content-Type"] == PROBLEM
    many = {f"name-{number}": "" for number in range(MOST_FIELDS + 1)}
    assert attach(admin, ready, **many).status_code == 413
    bare = admin.generic("POST", place(ready), b"x", content_type="multipart/form-data")
    assert (bare.status_code, bare["Content-Type"]) == (400, PROBLEM)


@pytest.mark.parametrize(
    ("marking", "seen"), [("ANCHOR", False), ("CONSORTIUM", True), ("PROGRAM", False)]
)
def test_another_member_reads_only_what_is_marked_for_members(ready, program_of, marking, seen):
    member = program_of(ready.member_signatory)
    made = attached(ready.proposal, by=ready.admin, marking=marking)
    listed = member.get(own(ready, "evidence/"))
    assert (TITLE in listed.text) is seen
    for part in ("", "file/"):
        assert member.get(one(ready, made, part)).status_code == (200 if seen else 404)
    assert program_of(UserFactory()).get(one(ready, made)).status_code == 404


def test_what_is_marked_later_is_kept_from_who_read_it_before(ready, program_of):
    member = program_of(ready.member_signatory)
    made = attached(ready.proposal, by=ready.admin, marking="CONSORTIUM")
    assert member.get(one(ready, made)).json()["read_by"] == "CONSORTIUM"
    marked(ready.proposal, by=ready.admin, record=made.pk, value="evidence", readers="PROGRAM")
    for part in ("", "file/"):
        assert member.get(one(ready, made, part)).status_code == 404
    assert member.get(own(ready, "evidence/")).json() == []


def test_evidence_is_removed_and_put_back_and_never_changed(ready, admin):
    made = attached(ready.proposal, by=ready.admin)
    assert send(admin, "patch", one(ready, made), {"title": "Another"}).status_code == 405
    assert admin.delete(one(ready, made)).status_code == 204
    assert admin.get(own(ready, "evidence/")).json() == []
    assert admin.get(one(ready, made)).status_code == 404
    (gone,) = admin.get(own(ready, "evidence/?removed=true")).json()
    assert (gone["id"], gone["removed_at"] is None) == (str(made.pk), False)
    back = admin.post(one(ready, made, "put-back/"))
    assert (back.status_code, back.json()["removed_at"]) == (200, None)
    assert [each["id"] for each in admin.get(own(ready, "evidence/")).json()] == [str(made.pk)]


def test_only_who_writes_the_record_attaches_and_removes(ready, program_of):
    made = attached(ready.proposal, by=ready.admin, marking="CONSORTIUM")
    for person, status in ((ready.signatory, 403), (UserFactory(), 404)):
        program = program_of(person)
        assert attach(program, ready).status_code == status
        assert program.delete(one(ready, made)).status_code == status
        assert program.post(one(ready, made, "put-back/")).status_code == status
    member = program_of(ready.member_signatory)
    assert member.delete(one(ready, made)).status_code == 403
    hidden = ready.proposal.records.filter(kind="components").first()
    assert upload(member, place(ready, hidden), PDF, title=TITLE).status_code == 404
    assert upload(member, own(ready, f"records/{uuid4()}/evidence/"), PDF).status_code == 404
    assert RecordEvidence.objects.attached().count() == 1


def test_after_the_submission_evidence_is_read_and_not_written(ready, admin):
    made = attached(ready.proposal, by=ready.admin)
    sign_everything(ready)
    submit(ready.proposal, by=ready.signatory)
    assert [each["id"] for each in admin.get(own(ready, "evidence/")).json()] == [str(made.pk)]
    assert admin.get(one(ready, made, "file/")).status_code == 200
    assert attach(admin, ready).status_code == 403
    assert admin.delete(one(ready, made)).status_code == 403


def test_what_a_removed_record_had_is_not_put_back_alone(ready, admin):
    made = attached(ready.proposal, by=ready.admin)
    remove(ready.proposal, made.pk, by=ready.admin)
    model = model_of(ready.proposal)
    model_url = own(ready, f"records/{model.pk}/")
    assert admin.delete(model_url, headers={"if-match": f'"{model.revision}"'}).status_code == 204
    assert admin.get(own(ready, "evidence/?removed=true")).json() == []
