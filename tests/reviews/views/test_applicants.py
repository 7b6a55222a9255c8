"""Do applicants answer, and do they and nobody else fetch their letter?"""

import pytest
from django.urls import reverse

from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditEvent
from reviews.actions.letters import issue_letter
from tests.factories.accounts import UserFactory
from tests.factories.reviews import case_with_question, designated_case, officer
from tests.proposals.views.pages import text
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return case_with_question(question="Who operates the site?")


@pytest.fixture
def designated():
    return designated_case()


@pytest.fixture
def letter(designated):
    return issue_letter(designated.proposal.determinations.get())


def question_page(case):
    request = case.proposal.information_requests.get()
    return reverse("cases:question", args=[case.proposal.pk, request.pk])


def letter_page(letter):
    return reverse("cases:letter", args=[letter.pk])


def downloads(case):
    return AuditEvent.objects.about(case.proposal).filter(verb="letter.download")


def test_an_administrator_of_the_anchor_answers_and_the_review_goes_on(asked):
    browser = client_of(asked.ready.admin)
    assert "Who operates the site?" in text(browser.get(question_page(asked)))
    answer = browser.post(question_page(asked), {"answer": "The buyer's own people."})
    assert answer.url == reverse("proposals:detail", args=[asked.proposal.pk])
    assert asked.now().proposal.state == "IN_REVIEW"
    assert "The buyer's own people." in text(browser.get(question_page(asked)))


def test_an_empty_answer_gets_its_message(asked):
    page = client_of(asked.ready.admin).post(question_page(asked), {"answer": " "})
    assert (page.status_code, asked.now().proposal.state) == (422, "INFO_REQUESTED")
    assert "This field is required." in text(page)


def test_a_question_is_answered_once(asked):
    browser = client_of(asked.ready.admin)
    browser.post(question_page(asked), {"answer": "The first answer."})
    page = browser.post(question_page(asked), {"answer": "The second answer."})
    assert page.status_code == 409
    assert "This question is answered already." in text(page)
    assert asked.proposal.information_requests.get().answer == "The first answer."


def test_another_member_and_a_stranger_know_of_no_question(asked):
    for person in (asked.ready.member_signatory, UserFactory()):
        assert client_of(person).get(question_page(asked)).status_code == 404
        answer = client_of(person).post(question_page(asked), {"answer": "Ours."})
        assert answer.status_code == 404
    assert asked.now().proposal.state == "INFO_REQUESTED"


def test_the_people_of_the_consortium_fetch_the_letter_and_it_is_recorded(designated, letter):
    for person in (designated.ready.admin, designated.ready.member_signatory):
        answer = client_of(person).get(letter_page(letter))
        assert answer["Content-Type"] == "application/pdf"
        assert answer.getvalue().startswith(b"%PDF")
        assert answer["Cache-Control"] == "private, no-store"
    actors = {event.actor for event in downloads(designated)}
    assert actors == {designated.ready.admin, designated.ready.member_signatory}
    assert {event.data["sha256"] for event in downloads(designated)} == {letter.sha256}


# A case reader has the letter on the page of the case, behind the second factor.
@pytest.mark.parametrize("roles", [(), (Role.BUYER,), (Role.CATALOG_EDITOR,), (Role.AUDITOR,)])
def test_nobody_else_learns_that_there_is_a_letter(roles, designated, letter):
    assert client_of(officer(*roles)).get(letter_page(letter)).status_code == 404
    assert downloads(designated).count() == 0


def test_the_page_of_the_proposal_links_the_letter(designated, letter):
    detail = reverse("proposals:detail", args=[designated.proposal.pk])
    for person in (designated.ready.admin, designated.ready.member_signatory):
        assert f'href="{letter_page(letter)}"' in client_of(person).get(detail).content.decode()
