"""Is an end of the trail that was cut off, emptied or rewritten found without anybody's note?"""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from time_machine import travel

from exports_portal.accounts.roles import Role
from exports_portal.audit.anchors import AnchorsUnreadable, anchor_head, anchors_in_file
from exports_portal.audit.chain import GENESIS, hash_of
from exports_portal.audit.models import AuditCheck, AuditEvent
from exports_portal.audit.verification import health_report, verify_trail
from exports_portal.mail.models import SentMail
from proposals.models import Proposal
from reviews import tasks
from reviews.actions.letters import issue_letter
from reviews.models import DecisionLetter, Determination
from reviews.signals import letter_issued
from reviews.witnesses import decisions_without_event
from tests.audit.test_verify_audit import trigger_disabled, verify
from tests.factories.reviews import designated_case, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """Designated, with its letter; the head is anchored as after every letter."""
    case = designated_case()
    issue_letter(Determination.objects.get())
    anchor_head()
    return case


def emptied():
    AuditEvent.objects.all().delete()


def cut_off():
    newest = list(AuditEvent.objects.order_by("-id").values_list("pk", flat=True)[:2])
    AuditEvent.objects.filter(pk__in=newest).delete()


def rewritten():
    """Every hash is right again: a chain that nobody can fault from the inside."""
    head = GENESIS
    for event in AuditEvent.objects.order_by("id"):
        AuditEvent.objects.filter(pk=event.pk).update(
            hash=f"{event.pk:064d}", previous_hash="x" * 64
        )
    for event in AuditEvent.objects.order_by("id"):
        event.previous_hash = head
        event.summary = event.summary.replace("to", "TO")
        event.hash = head = hash_of(event)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE audit_auditevent SET hash=%s, previous_hash=%s, summary=%s WHERE id=%s",
                [event.hash, event.previous_hash, event.summary, event.pk],
            )


def test_an_untouched_trail_is_whole_and_agrees_with_the_states(case):
    status, said = verify()
    assert (status, said) == (
        0,
        f"{AuditEvent.objects.count()} events, chain intact, head {head()}",
    )


def head():
    return AuditEvent.objects.latest("id").hash


@pytest.mark.parametrize("damage", [cut_off, emptied])
def test_what_was_cut_off_is_missed_by_the_anchor(damage, case):
    anchored = head()
    with trigger_disabled():
        damage()
    status, said = verify()
    assert status == 1
    assert f"no event has the head {anchored} noted in" in said


def test_a_consistent_rewrite_is_missed_by_anchor_and_letter(case):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_auditevent DROP CONSTRAINT audit_one_successor")
    with trigger_disabled():
        rewritten()
    problems = verify_trail().problems
    places = [
        place for place in ("audit-heads.jsonl", "the letter ") if place in " ".join(problems)
    ]
    assert places == ["audit-heads.jsonl", "the letter "]


def test_a_letter_prints_the_head_of_its_decision_whatever_comes_later(case):
    decided = AuditEvent.objects.get(verb="proposal.designate")
    letter = DecisionLetter.objects.get()
    assert letter.audit_head == decided.hash != head()
    assert verify("--head", letter.audit_head)[0] == 0
    assert verify("--head", "f" * 64)[0] == 1


def test_a_state_that_no_event_led_to_is_named(case):
    pk = case.proposal.pk
    Proposal.objects.filter(pk=pk).update(state="SUSPENDED")
    assert verify_trail().problems == (
        f"proposal {pk} is SUSPENDED; its last event says DESIGNATED",
    )


def test_decisions_and_their_events_are_counted_in_one_moment(case, django_assert_num_queries):
    """With a query for each, a decision between the two was reported as a fault."""
    with trigger_disabled():
        AuditEvent.objects.filter(verb="proposal.designate").update(verb="proposal.redesignate")
    with django_assert_num_queries(1):
        found = [*decisions_without_event()]
    assert found == [f"proposal {case.proposal.pk} has 1 determinations and 0 events of a decision"]


def test_a_damaged_file_of_anchors_is_no_pass(case, settings):
    with settings.AUDIT_ANCHORS.open("a") as file:
        file.write("{}\n")
    status, said = verify()
    assert (status, "cannot be read" in said) == (1, True)


def test_an_applicant_is_told_of_the_letter_also_when_its_head_cannot_be_anchored(
    settings, django_capture_on_commit_callbacks
):
    designated_case()
    settings.AUDIT_ANCHORS.parent.mkdir(parents=True, exist_ok=True)
    settings.AUDIT_ANCHORS.write_text("{}\n")
    told = []
    letter_issued.connect(lambda **_: told.append(1), weak=False, dispatch_uid="told")
    try:
        with (
            pytest.raises(AnchorsUnreadable),
            django_capture_on_commit_callbacks(execute=True),
        ):
            issue_letter(Determination.objects.get())
    finally:
        letter_issued.disconnect(dispatch_uid="told")
    assert told == [1]


def test_a_head_is_anchored_once(case, settings):
    assert anchor_head() == anchor_head() == head()
    heads = [anchor.head for anchor in anchors_in_file()]
    assert len(heads) == len(set(heads))
    assert json.loads(settings.AUDIT_ANCHORS.read_text().splitlines()[-1])["head"] == head()


def test_every_night_the_head_goes_to_the_auditors_and_what_is_wrong_to_health(case):
    auditor = officer(Role.AUDITOR)
    anchored = head()
    tasks.verify_audit_trail()
    mail = SentMail.objects.get(template="audit_check", to=auditor.email)
    assert mail.subject.endswith("The audit trail is whole")
    assert AuditCheck.objects.latest("id").head in mail.body
    assert health_report()["problems"] == []

    with trigger_disabled():
        cut_off()
    tasks.verify_audit_trail()

    newest = SentMail.objects.filter(template="audit_check").latest("pk")
    assert "did not pass" in newest.subject
    assert anchored in newest.body
    assert health_report()["problems"] == [
        "The audit trail did not pass its last check: run verify_audit."
    ]


@pytest.mark.usefixtures("tasks_at_once", "case")
def test_a_machine_that_sleeps_at_night_checks_when_it_wakes():
    tasks.find_unfinished_work()
    assert not AuditCheck.objects.exists()
    with travel(timezone.now() + timedelta(hours=26)):
        tasks.find_unfinished_work()
        tasks.find_unfinished_work()
        assert AuditCheck.objects.count() == 1


def test_the_command_is_what_the_task_does(case):
    call_command("verify_audit")
    assert AuditCheck.objects.count() == 0, "only the nightly check is kept"
