"""Does the audit trail take what happened, in one chain, and keep it?"""

import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from exports_portal.accounts.models import User
from exports_portal.audit.chain import GENESIS, hash_of, walk
from exports_portal.audit.models import AuditEvent
from exports_portal.audit.recording import THE_PORTAL, record


@pytest.fixture
def officer(db) -> User:
    return User.objects.create_user("officer@program.example", full_name="Olive Officer")


@time_machine.travel(datetime(2026, 5, 4, 12, 0, 0, 123456, tzinfo=UTC), tick=False)
def test_an_event_says_who_did_what_to_which_object(officer):
    event = record("case.note", by=officer, subject=officer, summary="Noted", score=Decimal("0.90"))

    event.refresh_from_db()
    assert (event.actor, event.actor_label) == (officer, "officer@program.example")
    assert (event.subject_type, event.subject_id) == ("accounts.user", str(officer.pk))
    assert (event.verb, event.summary, event.data) == ("case.note", "Noted", {"score": "0.90"})
    assert event.at == datetime(2026, 5, 4, 12, 0, 0, 123456, tzinfo=UTC)


def test_the_portal_itself_can_act(officer):
    event = record("screening.run", by=None, subject=officer)

    assert (event.actor, event.actor_label) == (None, THE_PORTAL)


def test_each_event_names_the_one_before(officer):
    first = record("a", by=officer, subject=officer)
    second = record("b", by=officer, subject=officer)

    assert (first.previous_hash, second.previous_hash) == (GENESIS, first.hash)


def test_what_is_read_back_has_the_same_hash_whatever_the_data(officer):
    event = record(
        "case.data",
        by=officer,
        subject=officer,
        share=1.5e20,
        day=date(2026, 6, 30),
        names=["Öl & Söhne", "华为", "\u202eabc"],
        nested={"b": {1, 2}, "a": None, "yes": True},
    )

    event.refresh_from_db()
    assert hash_of(event) == event.hash


def test_history_is_read_per_object_oldest_first(officer):
    other = User.objects.create_user("other@program.example", full_name="Otto Other")
    record("first", by=officer, subject=officer)
    record("not mine", by=officer, subject=other)
    record("second", by=officer, subject=officer)

    verbs = AuditEvent.objects.about(officer).values_list("verb", flat=True)

    assert list(verbs) == ["first", "second"]


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    user = User.objects.create_user("late@program.example", full_name="Lena Late")

    with pytest.raises(TransactionManagementError, match="in the transaction of the change"):
        record("case.note", by=user, subject=user)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_auditevent SET summary = 'nothing to see'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent CASCADE",
    ],
)
def test_the_database_refuses_to_change_the_trail(officer, change):
    record("case.note", by=officer, subject=officer, summary="Noted")
    connection.check_constraints()

    with (
        pytest.raises(IntegrityError, match="audit trail is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)

    assert AuditEvent.objects.get().summary == "Noted"


def test_an_actor_in_the_trail_cannot_be_deleted(officer):
    record("case.note", by=officer, subject=officer)

    with pytest.raises(IntegrityError):
        User.objects.filter(pk=officer.pk).delete()


@pytest.mark.django_db(transaction=True)
def test_four_writers_at_once_make_one_chain():
    user = User.objects.create_user("busy@program.example", full_name="Bea Busy")
    start = threading.Barrier(4)

    def write(name: str) -> None:
        try:
            start.wait()
            for turn in range(10):
                with transaction.atomic():
                    record(f"{name}.{turn}", by=user, subject=user)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(f"writer{number}",)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    found = walk(AuditEvent.objects.order_by("id"))
    assert (found.events, found.broken_id) == (40, None)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_leaves_no_event_and_no_break():
    user = User.objects.create_user("undo@program.example", full_name="Uma Undo")
    with transaction.atomic():
        record("kept", by=user, subject=user)
    with transaction.atomic():
        record("undone", by=user, subject=user)
        transaction.set_rollback(True)
    with transaction.atomic():
        after = record("after", by=user, subject=user)

    found = walk(AuditEvent.objects.order_by("id"))
    assert (found.events, found.broken_id, found.head) == (2, None, after.hash)
