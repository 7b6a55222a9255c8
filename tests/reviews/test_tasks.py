"""Is work that was lost found again, and is work that is done left alone?"""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from exports_portal.audit.models import AuditEvent
from exports_portal.celery import app
from exports_portal.mail.models import SentMail
from exports_portal.mail.tasks import deliver_mail
from proposals.actions.submit import submit
from proposals.models import Proposal
from proposals.tasks import deliver_due_mail, tell_applicant
from reviews import tasks
from reviews.actions.case import receive
from reviews.actions.letters import issue_letter
from reviews.actions.screening import screen_parties
from reviews.models import DecisionLetter, ReviewCase, ScreeningHit, ScreeningRun
from tests.database.triggers import triggers_off
from tests.factories.proposals_ready import ANCHOR_OWNER, ready_proposal
from tests.factories.reviews import (
    case_in_review,
    declined_case,
    designated_case,
    fictional_list,
    submitted_case,
    suspended_case,
)
from tests.mail import delivered as mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued():
    """What lies on the queue in memory: (name, argument) of each message, taken off it."""

    def take():
        found = []
        with app.connection_for_read() as connection:
            queue = connection.SimpleQueue("celery")
            while queue.qsize():
                message = queue.get_nowait()
                arguments = message.payload[0]
                if arguments:  # a call for the mail, or for a sign of life, is about nothing
                    found.append((message.headers["task"].rpartition(".")[2], arguments[0]))
                message.ack()
            queue.close()
        return found

    take()
    return take


def sweep(queued):
    tasks.find_unfinished_work()
    return queued()


def silence():
    """No worker has said anything for a long time."""
    with triggers_off():
        ScreeningRun.objects.update(progress_at=timezone.now() - timedelta(hours=1))


def test_a_version_that_nobody_received_is_found(queued):
    ready = ready_proposal()
    version = submit(ready.proposal, by=ready.signatory)
    assert sweep(queued) == [("receive_version", version.pk)]

    tasks.receive_version(version.pk)
    tasks.receive_version(version.pk)

    assert ScreeningRun.objects.count() == ReviewCase.objects.count() == 1


def test_a_run_that_fell_silent_is_found_and_a_lively_one_is_not(queued):
    run = submitted_case(screened=False).run
    assert sweep(queued) == []
    silence()
    assert sweep(queued) == [("screen_run", run.pk)]

    tasks.screen_run(run.pk)
    tasks.screen_run(run.pk)

    silence()
    assert sweep(queued) == []
    assert AuditEvent.objects.filter(verb="screening.finish").count() == 1


def test_a_run_that_waited_for_a_list_starts_by_itself(queued):
    ready = ready_proposal()
    run = receive(submit(ready.proposal, by=ready.signatory))
    silence()
    for name, pk in sweep(queued):
        getattr(tasks, name)(pk)
    assert ScreeningRun.objects.get().started_at is None
    fictional_list(listed=[ANCHOR_OWNER])

    for name, pk in sweep(queued):
        getattr(tasks, name)(pk)

    assert ScreeningRun.objects.get(pk=run.pk).is_finished
    assert ScreeningHit.objects.count() == 1


@pytest.mark.parametrize("factory", [designated_case, declined_case, suspended_case])
def test_a_determination_without_a_letter_is_found(factory, queued):
    (determination,) = factory().proposal.determinations.all()
    assert sweep(queued) == [("make_letter", determination.pk)]

    tasks.make_letter(determination.pk)
    tasks.make_letter(determination.pk)

    letter = DecisionLetter.objects.get()
    assert sweep(queued) == [("tell_about_letter", letter.pk)]
    tasks.tell_about_letter(letter.pk)
    tasks.tell_about_letter(letter.pk)
    assert SentMail.objects.filter(template="decision_letter").count() == 2
    assert sweep(queued) == []


def test_when_all_is_done_nothing_is_handed_out(queued):
    case = designated_case()
    tasks.tell_about_letter(issue_letter(case.proposal.determinations.get()).pk)
    silence()
    assert sweep(queued) == []


@pytest.mark.django_db(transaction=True)
def test_each_step_hands_out_what_follows_it(queued):
    ready = ready_proposal()
    fictional_list()
    queued()

    version = submit(ready.proposal, by=ready.signatory)
    submitted = AuditEvent.objects.get(verb="proposal.submit")
    assert sorted(queued()) == [("receive_version", version.pk), ("tell_applicant", submitted.pk)]

    run = receive(version)
    assert queued() == [("screen_run", run.pk)]
    screen_parties(run)
    assert queued() == []


@pytest.mark.django_db(transaction=True)
def test_a_decision_hands_out_its_letter_and_the_letter_its_mail(queued):
    case = declined_case()
    (determination,) = case.proposal.determinations.all()
    assert ("make_letter", determination.pk) in queued()

    letter = issue_letter(determination)

    assert queued() == [("tell_about_letter", letter.pk)]


def test_the_receipt_is_mailed_once_to_the_anchors_people():
    ready = ready_proposal()
    submit(ready.proposal, by=ready.signatory)
    event = AuditEvent.objects.get(verb="proposal.submit")
    mail.outbox.clear()

    tell_applicant(event.pk)
    tell_applicant(event.pk)
    deliver_mail()

    assert sorted(m.to[0] for m in mail.outbox) == sorted(
        [ready.admin.email, ready.signatory.email]
    )
    number = Proposal.objects.get().public_id
    assert all(number in message.subject + message.body for message in mail.outbox)


def test_a_receipt_that_was_lost_is_written_by_the_sweeper(queued):
    ready = ready_proposal()
    submit(ready.proposal, by=ready.signatory)
    event = AuditEvent.objects.get(verb="proposal.submit")
    deliver_due_mail()
    assert queued() == [], "the message may still be on its way"

    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        deliver_due_mail()
        assert queued() == [("tell_applicant", event.pk)]
        tell_applicant(event.pk)
        deliver_due_mail()
        assert queued() == []
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        deliver_due_mail()
        assert queued() == []


def test_a_step_that_concerns_officers_alone_is_not_mailed():
    case_in_review()
    event = AuditEvent.objects.get(verb="proposal.accept")
    mail.outbox.clear()

    tell_applicant(event.pk)

    assert list(mail.outbox) == []


def test_what_a_mail_server_did_not_take_is_sent_later():
    ready = ready_proposal()
    submit(ready.proposal, by=ready.signatory)
    tell_applicant(AuditEvent.objects.get(verb="proposal.submit").pk)
    mail.outbox.clear()
    SentMail.objects.update(sent_at=None, next_attempt_at=timezone.now())

    deliver_due_mail()
    deliver_due_mail()

    assert len(mail.outbox) == 2
    assert not SentMail.objects.filter(sent_at=None).exists()
