"""Does a program get the bytes that a page hands out, and no more than its person may read?"""

import pytest

from proposals.actions.submit import submit
from proposals.exchange.csv_text import read_csv, read_text
from reviews.actions.letters import issue_letter
from reviews.models import Determination
from tests.factories.accounts import UserFactory
from tests.factories.proposals_ready import CONFIDENTIAL_SUMMARY, UNIT_VALUE
from tests.factories.reviews import designated_case
from tests.proposals.api.calling import PROBLEM, own
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
# operation -> the page with the same file
SAME = {
    "exports/json/": "export/proposal.json",
    "exports/tables/components/csv/": "export/components.csv",
    "versions/1/json/": "versions/1/proposal.json",
}


@pytest.fixture
def submitted(ready):
    submit(ready.proposal, by=ready.signatory)
    return ready


def page(ready, path):
    return f"/proposals/{ready.proposal.pk}/{path}"


@pytest.mark.parametrize("path", SAME)
def test_the_bytes_are_those_of_the_page(submitted, program_of, path):
    for person in (submitted.admin, submitted.member_signatory):
        ours = program_of(person).get(own(submitted, path), headers={"accept": "*/*"})
        theirs = client_of(person).get(page(submitted, SAME[path]))
        assert (ours.status_code, ours.content) == (200, theirs.content)
        for name in ("Content-Type", "Content-Disposition"):
            assert ours[name] == theirs[name]


def test_what_is_confidential_stays_with_the_anchor(submitted, program_of):
    anchor, member = program_of(submitted.admin), program_of(submitted.member_signatory)
    for path in ("exports/json/", "versions/1/json/"):
        assert CONFIDENTIAL_SUMMARY in anchor.get(own(submitted, path)).text
        assert CONFIDENTIAL_SUMMARY not in member.get(own(submitted, path)).text
    table = own(submitted, "exports/tables/components/csv/")
    value = f"{UNIT_VALUE:.0f}"
    assert value in str(read_csv(read_text(anchor.get(table).content)))
    assert value not in member.get(table).text


def test_a_pdf_and_a_workbook_are_asked_for_by_their_kind(submitted, program_of):
    program = program_of(submitted.admin)
    for path, kind, start in (
        ("exports/pdf/", "application/pdf", b"%PDF-"),
        ("versions/1/pdf/", "application/pdf", b"%PDF-"),
        ("exports/tables/components/xlsx/", "application/vnd.openxmlformats", b"PK"),
        ("exports/templates/components/", "application/vnd.openxmlformats", b"PK"),
    ):
        answer = program.get(own(submitted, path), headers={"accept": kind})
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(kind)
        assert answer.content.startswith(start)


@pytest.mark.parametrize(
    "path",
    [
        *("exports/tables/overview/csv/", "exports/tables/components/exe/", "versions/9/pdf/"),
        *("exports/templates/nothing/", "letters/1/", "versions/9/json/"),
    ],
)
def test_what_is_not_there_is_a_problem(ready, program_of, path):
    answer = program_of(ready.admin).get(own(ready, path), headers={"accept": "application/pdf"})
    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)
    assert program_of(UserFactory()).get(own(ready, path)).status_code == 404


def test_the_letter_of_a_decision_is_fetched_by_the_people_of_the_consortium(program_of):
    case = designated_case()
    issue_letter(Determination.objects.get())
    program = program_of(case.ready.admin)
    (letter,) = program.get(own(case.ready, "status/")).json()["letters"]
    path = letter["api_url"].partition("testserver")[2]
    taken = program.get(path)
    assert taken.status_code == 200
    assert b"".join(taken.streaming_content).startswith(b"%PDF-")
    assert program.get(path, headers={"range": "bytes=0-4"}).status_code == 206
    beyond = program.get(path, headers={"range": "bytes=99999999-"})
    assert (beyond.status_code, beyond["Content-Type"]) == (416, PROBLEM)
    assert program_of(UserFactory()).get(path).status_code == 404
