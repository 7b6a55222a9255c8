"""Does who asked hear of the answer, once, and is nothing of it in the mail?"""

import pytest

from exports_portal.audit.models import AuditEvent
from exports_portal.mail.models import SentMail
from proposals.notifications import notify_applicant
from reviews.actions.asking import answer
from reviews.actions.case import declare_conflict
from reviews.notifications import tell_answer
from reviews.tasks import find_unfinished_work
from tests.factories.reviews import case_with_question

pytestmark = pytest.mark.django_db
TEXT = "Nairobi Civic Compute Trust operates it, at 41 units a week."


@pytest.fixture
def case():
    return case_with_question()


def answered(case):
    answer(case.proposal, text=TEXT, by=case.ready.signatory)
    return case.proposal.information_requests.get()


def mails(template):
    return list(SentMail.objects.filter(template=template))


def test_who_asked_is_told_once_that_there_is_an_answer(case):
    question = case.proposal.information_requests.get()
    tell_answer(question)
    assert mails("question_answered") == []
    question = answered(case)
    for _ in range(2):
        tell_answer(case.proposal.information_requests.get())
    (mail,) = mails("question_answered")
    assert mail.to == question.asked_by.email
    assert TEXT not in mail.subject + mail.body
    assert question.question not in mail.body


def test_who_must_not_work_on_the_case_any_more_is_not_told(case):
    declare_conflict(case.proposal, has_conflict=True, note="Shares.", by=case.lead)
    tell_answer(answered(case))
    assert mails("question_answered") == []
    assert case.proposal.information_requests.get().told_at is not None


@pytest.mark.usefixtures("tasks_at_once")
def test_a_lost_message_is_found_by_the_sweeper(case):
    answered(case)
    assert mails("question_answered") == []
    for _ in range(2):
        find_unfinished_work.delay()
    assert len(mails("question_answered")) == 1


def test_the_people_of_the_anchor_member_hear_that_it_is_answered(case):
    answered(case)
    event = AuditEvent.objects.get(verb="proposal.answer")
    for _ in range(2):
        notify_applicant(case.proposal, step="answer", event=event)
    found = mails("proposal_answered")
    assert sorted(mail.to for mail in found) == sorted(
        [case.ready.admin.email, case.ready.signatory.email]
    )
    assert all(TEXT not in mail.body for mail in found)
