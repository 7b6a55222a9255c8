"""Does a mail leave once, with the right words, and is it tried again when it could not leave?"""

import copy
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail as outbox
from django.db import connection
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.mail.models import MAX_ATTEMPTS, SentMail
from exports_portal.mail.sending import (
    FORGOTTEN,
    LONGEST_PAUSE,
    deliver_what_is_due,
    pause_after,
    send_each,
)
from exports_portal.mail.sending import send as write
from tests.mail.refusing import MuteBackend

pytestmark = pytest.mark.django_db
NAME = "Lumen Harbor & Söhne <Systems>"


@pytest.fixture(autouse=True)
def _templates(settings):
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.PORTAL_URL = "https://portal.example/"


@pytest.fixture
def mail_server_is_away(settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.mail.refusing.RefusingBackend"}}


def send(**given) -> SentMail:
    """Write a mail, and do what a worker does then."""
    mail = write(**given)
    deliver_what_is_due()
    mail.refresh_from_db()
    return mail


@pytest.fixture
def ann() -> User:
    return User.objects.create_user("ann@lumen.example", full_name="Ann Anchor")


def test_the_first_line_is_the_subject_and_nothing_is_escaped(ann):
    send(template="example", to=ann, context={"name": NAME})

    [message] = outbox.outbox
    assert message.to == ["ann@lumen.example"]
    assert message.subject == f"A letter about {NAME}"
    assert message.body.startswith(f"Hello Ann Anchor,\n\nThe letter for {NAME} is ready:\n")
    assert "https://portal.example/proposals/7/\n" in message.body


def test_what_was_sent_is_on_record(ann):
    sent = send(template="example", to=ann, context={"name": NAME}, about=ann, key="letter:7")

    assert SentMail.objects.about(ann).get() == sent
    assert (sent.template, sent.attempts, sent.error) == ("example", 1, "")
    assert sent.sent_at is not None


def test_an_address_without_an_account_gets_mail_too():
    send(template="example", to="invited@harbor.example", context={"name": NAME})

    assert outbox.outbox[0].to == ["invited@harbor.example"]
    assert outbox.outbox[0].body.startswith("Hello,\n")


def test_the_text_of_a_secret_mail_is_forgotten_once_it_is_sent(ann):
    sent = send(template="example", to=ann, context={"name": NAME}, is_secret=True)

    assert NAME in outbox.outbox[0].body
    assert SentMail.objects.get().body == sent.body == FORGOTTEN


def test_a_secret_mail_that_could_not_leave_is_kept_to_be_tried_again(ann, mail_server_is_away):
    assert NAME in send(template="example", to=ann, context={"name": NAME}, is_secret=True).body


@pytest.mark.django_db(transaction=True)
def test_who_is_killed_between_two_mails_leaves_nobody_out(ann, settings):
    bob = User.objects.create_user("bob@lumen.example", full_name="Bob Builder")
    settings.MAILERS = {"default": {"BACKEND": "tests.mail.refusing.KillingBackend"}}
    send_each([ann, bob], template="example", context={"name": NAME}, about=ann, key="step:7")
    with pytest.raises(KeyboardInterrupt):
        deliver_what_is_due()

    written = SentMail.objects.order_by("pk").values_list("to", "key", "sent_at")
    assert list(written) == [
        ("ann@lumen.example", f"step:7:{ann.pk}", None),
        ("bob@lumen.example", f"step:7:{bob.pk}", None),
    ]


def test_one_key_is_one_mail(ann):
    first = send(template="example", to=ann, context={"name": "One"}, key="letter:7")
    second = send(template="example", to=ann, context={"name": "Two"}, key="letter:7")

    assert first == second
    assert [message.subject for message in outbox.outbox] == ["A letter about One"]


def test_mails_without_a_key_are_as_many_as_asked_for(ann):
    send(template="example", to=ann, context={"name": "One"})
    send(template="example", to=ann, context={"name": "One"})

    assert len(outbox.outbox) == 2


def test_a_line_break_in_a_name_makes_no_second_header(ann):
    send(template="example", to=ann, context={"name": "X\r\nBcc: all@example.com"})

    assert outbox.outbox[0].subject == "A letter about X Bcc: all@example.com"
    assert outbox.outbox[0].recipients() == ["ann@lumen.example"]


def test_a_mail_server_that_is_away_loses_nothing(ann, mail_server_is_away):
    with time_machine.travel(datetime(2026, 5, 4, 12, tzinfo=UTC), tick=False):
        kept = send(template="example", to=ann, context={"name": NAME}, key="letter:7")

        assert kept.sent_at is None
        assert kept.error == "ConnectionRefusedError: the mail server does not answer"
        assert kept.next_attempt_at == timezone.now() + timedelta(seconds=30)
        assert not SentMail.objects.unsent().exists()
    with time_machine.travel(datetime(2026, 5, 4, 12, 0, 31, tzinfo=UTC), tick=False):
        assert SentMail.objects.unsent().get() == kept


def test_the_sweeper_sends_what_was_left_and_only_once(ann, settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.mail.refusing.RefusingBackend"}}
    kept = send(template="example", to=ann, context={"name": NAME}, key="letter:7")
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    SentMail.objects.update(next_attempt_at=timezone.now())

    deliver_what_is_due()
    deliver_what_is_due()
    kept.refresh_from_db()
    assert (kept.error, kept.attempts, len(outbox.outbox)) == ("", 2, 1)


def test_a_mail_nobody_takes_is_given_up_after_days_and_shown(ann, mail_server_is_away):
    kept = send(template="example", to=ann, context={"name": NAME})
    SentMail.objects.update(attempts=MAX_ATTEMPTS, next_attempt_at=timezone.now())

    assert not SentMail.objects.unsent().exists()
    assert SentMail.objects.given_up().get() == kept
    deliver_what_is_due()
    assert SentMail.objects.get().attempts == MAX_ATTEMPTS


def test_pauses_double_up_to_six_hours():
    assert [pause_after(n).total_seconds() for n in (1, 2, 3)] == [30, 60, 120]
    assert pause_after(19) == LONGEST_PAUSE


def test_a_mail_is_never_written_to_the_log(ann, caplog, capsys, mail_server_is_away):
    send(template="example", to=ann, context={"name": "A secret name"})

    printed = capsys.readouterr()
    assert "A secret name" not in caplog.text + printed.out + printed.err


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_mail_send_it_once(ann):
    both = threading.Barrier(2)

    def work() -> None:
        try:
            both.wait()
            send(template="example", to=ann, context={"name": NAME}, key="letter:7")
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert (SentMail.objects.count(), len(outbox.outbox)) == (1, 1)


def test_a_mail_that_is_written_has_not_left_yet_and_a_worker_is_asked(
    ann, django_capture_on_commit_callbacks, settings
):
    with django_capture_on_commit_callbacks() as asked:
        kept = write(template="example", to=ann, context={"name": NAME})
    assert (kept.sent_at, outbox.outbox, len(asked)) == (None, [], 1)


def test_a_server_that_is_away_is_asked_once_and_not_for_each_mail(ann, mail_server_is_away):
    for number in range(5):
        write(template="example", to=ann, context={"name": NAME}, key=f"letter:{number}")
    deliver_what_is_due()
    assert sorted(SentMail.objects.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]


def test_a_mail_that_a_server_refuses_holds_up_no_other(ann, settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.mail.refusing.PickyBackend"}}
    write(template="example", to="refused@lumen.example", context={"name": NAME})
    write(template="example", to=ann, context={"name": NAME})
    deliver_what_is_due()
    assert [message.to for message in outbox.outbox] == [["ann@lumen.example"]]


@pytest.mark.django_db(transaction=True)
def test_while_one_process_waits_for_the_server_another_goes_on_without_it(ann, settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.mail.refusing.MuteBackend"}}
    write(template="example", to=ann, context={"name": NAME})
    write(template="example", to=ann, context={"name": NAME})

    def work() -> None:
        try:
            deliver_what_is_due()
        finally:
            connection.close()

    waiting = threading.Thread(target=work)
    waiting.start()
    assert MuteBackend.asked.wait(5)
    deliver_what_is_due()  # comes back at once
    assert sorted(SentMail.objects.values_list("attempts", flat=True)) == [0, 1]
    MuteBackend.may_answer.set()
    waiting.join()
    assert not SentMail.objects.filter(sent_at=None).exists()
