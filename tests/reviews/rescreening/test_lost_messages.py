"""Is everything that should be screened again found by the sweeper, although no message came?"""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from exports_portal.accounts.actions.organizations import replace_owners
from exports_portal.accounts.roles import Role
from reviews import tasks
from reviews.models import HitAlert, ListVersion, Rescreening, ScreeningRun
from reviews.states import RunKind
from tests.factories.proposals_ready import ANCHOR_OWNER
from tests.factories.reviews import case_in_review, designated_case, fictional_list, officer
from tests.mail import delivered as mail
from tests.reviews.test_tasks import queued  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db


def sweep(queued):  # noqa: F811  the fixture
    tasks.find_unfinished_work()
    return queued()


def after_a_while():
    """Long enough that whoever was at it would have said something."""
    return time_machine.travel(timezone.now() + timedelta(minutes=2))


def carry_out(messages):
    for name, pk in messages:
        getattr(tasks, name)(pk)


def kinds():
    return list(ScreeningRun.objects.order_by("pk").values_list("kind", flat=True))


def test_another_list_whose_message_was_lost_is_followed(queued):  # noqa: F811  the fixture
    case_in_review()
    fictional_list(listed=[ANCHOR_OWNER])
    queued()
    assert not Rescreening.objects.exists(), "in a test without a commit no signal is sent"

    tasks.find_unfinished_work()
    tasks.find_unfinished_work()
    pass_ = Rescreening.objects.get()
    assert (pass_.kind, pass_.list_version) == (RunKind.LIST_CHANGE, ListVersion.objects.first())
    with after_a_while():
        messages = sweep(queued)
        assert ("rescreen", pass_.pk) in messages
        carry_out(messages)

    assert kinds() == ["SUBMITTED", "LIST_CHANGE"]
    with after_a_while():
        assert ("rescreen", pass_.pk) not in sweep(queued)


def test_an_edit_of_a_member_is_followed(queued):  # noqa: F811  the fixture
    case = case_in_review()
    row = {"name": "Quarrystone Ventures", "kind": "ORGANIZATION", "country": "US"}
    rows = [row | {"percent": Decimal(100), "has_control": True}]
    replace_owners(case.ready.anchor, rows=rows, by=case.ready.admin)
    tasks.find_unfinished_work()
    with after_a_while():
        carry_out(sweep(queued))

    assert kinds() == ["SUBMITTED", "PARTY_CHANGE"]
    assert case.run.is_finished


def test_a_missed_week_is_made_up_for(queued):  # noqa: F811  the fixture
    case_in_review()
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        tasks.find_unfinished_work()
        tasks.rescreen_weekly()
        assert Rescreening.objects.get().kind == RunKind.WEEKLY
        with after_a_while():
            carry_out(sweep(queued))
    assert kinds() == ["SUBMITTED", "WEEKLY"]


def test_officers_whom_nobody_told_are_told_once(queued):  # noqa: F811  the fixture
    designated_case()
    officer(Role.DESTINATION_REVIEWER)
    fictional_list(listed=[ANCHOR_OWNER])
    tasks.find_unfinished_work()
    with after_a_while():
        carry_out(sweep(queued))
    run = ScreeningRun.objects.latest("pk")
    mail.outbox.clear()

    messages = sweep(queued)
    assert ("alert_officers", run.pk) in messages
    tasks.alert_officers(run.pk)
    tasks.alert_officers(run.pk)

    assert HitAlert.objects.count() == 1
    assert len(mail.outbox) == 2, "the lead and the reviewer, each once"
    assert ("alert_officers", run.pk) not in sweep(queued)


def test_alerts_of_which_the_mail_was_lost_are_told(queued):  # noqa: F811  the fixture
    designated_case()
    officer(Role.DESTINATION_REVIEWER)
    fictional_list(listed=[ANCHOR_OWNER])
    tasks.find_unfinished_work()
    with after_a_while():
        carry_out(sweep(queued))
    run = ScreeningRun.objects.latest("pk")
    tasks.raise_alerts(run)  # and the worker is killed before it mails anything
    mail.outbox.clear()

    assert ("alert_officers", run.pk) in sweep(queued)
    tasks.alert_officers(run.pk)

    assert len(mail.outbox) == 2, "the lead and the reviewer"
