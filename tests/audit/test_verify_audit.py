"""Does `manage.py verify_audit` find what somebody changed behind the trigger's back?"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from exports_portal.accounts.models import User
from exports_portal.audit.chain import hash_of
from exports_portal.audit.models import AuditEvent
from exports_portal.audit.recording import record


@pytest.fixture
def events(db) -> list[AuditEvent]:
    user = User.objects.create_user("officer@program.example", full_name="Olive Officer")
    return [record(f"step.{n}", by=user, subject=user, summary=f"Step {n}") for n in range(5)]


@contextmanager
def trigger_disabled() -> Iterator[None]:
    with connection.cursor() as cursor:
        # Foreign keys are checked late; PostgreSQL wants that done before a change of the table.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER audit_append_only")
        yield
        cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER audit_append_only")


def verify(*arguments: str) -> tuple[int, str]:
    """Exit status and what was said."""
    said = StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=said, stderr=said)
    except SystemExit as end:
        return int(end.code or 0), said.getvalue().strip()
    return 0, said.getvalue().strip()


def refusal(sentence: str) -> tuple[int, str]:
    return 1, sentence


def test_an_untouched_chain_is_intact(events):
    assert verify() == (0, f"5 events, chain intact, head {events[-1].hash}")


def test_a_row_changed_by_hand_is_named(events):
    with trigger_disabled():
        AuditEvent.objects.filter(pk=events[2].pk).update(summary="Step 2, as I wish it had been")

    assert verify() == refusal(
        f"event {events[2].pk}: content changed: its hash does not match what it says "
        "(after 2 intact)",
    )


def test_a_changed_row_with_a_new_hash_breaks_the_link_to_the_next(events):
    forged = events[2]
    forged.summary = "Forged"
    with trigger_disabled():
        AuditEvent.objects.filter(pk=forged.pk).update(summary="Forged", hash=hash_of(forged))

    assert verify() == refusal(
        f"event {events[3].pk}: row missing: the row that came before it is gone or was rewritten "
        "(after 3 intact)",
    )


@pytest.mark.parametrize("position", [0, 2])
def test_a_row_taken_out_is_named_by_its_successor(events, position):
    with trigger_disabled():
        AuditEvent.objects.filter(pk=events[position].pk).delete()

    assert verify() == refusal(
        f"event {events[position + 1].pk}: row missing: the row that came before it is gone or "
        f"was rewritten (after {position} intact)",
    )


def test_a_row_put_in_another_place_is_a_broken_link(events):
    last = events[-1]
    with trigger_disabled():
        AuditEvent.objects.filter(pk=events[3].pk).update(id=last.pk + 1)

    assert verify() == refusal(
        f"event {last.pk}: row missing: the row that came before it is gone or was rewritten "
        "(after 3 intact)",
    )


def test_two_successors_of_one_row_cannot_be_written(events):
    fork = AuditEvent.objects.get(pk=events[4].pk)
    fork.pk, fork.summary, fork.previous_hash = None, "Fork", events[1].hash
    fork.hash = hash_of(fork)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_auditevent DROP CONSTRAINT audit_one_successor")
    fork.save(force_insert=True)

    assert verify() == refusal(
        f"event {fork.pk}: link broken: it follows another row than the one before it "
        "(after 5 intact)",
    )


def test_rows_cut_off_at_the_end_are_seen_with_a_head_noted_earlier(events):
    noted = events[-1].hash
    assert verify("--head", noted)[0] == 0
    with trigger_disabled():
        AuditEvent.objects.filter(pk=events[-1].pk).delete()

    assert verify()[0] == 0
    assert verify("--head", noted) == (
        1,
        f"row missing: no event has the head {noted} noted in --head",
    )
