"""A worker is killed in the middle of a pass, or two are at one: is everything done once?"""

import copy
import threading

import pytest
from django.db import connection

from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditEvent
from exports_portal.mail.models import SentMail
from exports_portal.policy.models import PolicySnapshot
from reviews.actions.passes import work_on
from reviews.actions.rescreening import queue_list_change
from reviews.models import (
    HitAlert,
    Rescreening,
    ScreenedParty,
    ScreeningHit,
    ScreeningRun,
    VersionCheck,
)
from reviews.states import RunKind
from tests.factories.proposals_ready import ANCHOR_OWNER, MEMBER_OWNER
from tests.factories.reviews import (
    case_in_review,
    designated_case,
    fictional_list,
    officer,
    shelf_of_cases,
)
from tests.reviews.rescreening.policies import suspending_policy
from tests.workers import Worker

pytestmark = pytest.mark.django_db(transaction=True)
CASES = 60


@pytest.fixture(autouse=True)
def _policy_ends_with_the_test(transactional_db):
    """Policy is written by migrations, so what a test adds to it outlives the emptying."""
    shipped = list(PolicySnapshot.objects.values_list("pk", flat=True))
    yield
    PolicySnapshot.objects.exclude(pk__in=shipped).delete()


@pytest.fixture(params=["filesystem", "rabbitmq", "redis"])
def worker(request, tmp_path):
    url = "filesystem://"
    if request.param != "filesystem":
        url = request.getfixturevalue(f"{request.param}_url")
    worker = Worker(tmp_path, broker=url)
    yield worker
    worker.kill()


def many_cases(count):
    """Cases with one screening each, of the two parties that the next list names."""
    case = case_in_review(listed=[])
    versions = [proposal.versions.get() for proposal in shelf_of_cases(count, like=case)]
    parties = case.run.parties.filter(name__in=[ANCHOR_OWNER, MEMBER_OWNER])
    runs = [as_of(case.run, version=version) for version in versions]
    for run in runs:
        run.party_count = run.screened_count = len(parties)
        finished, run.finished_at = run.finished_at, None
        run.save()
        ScreenedParty.objects.bulk_create(as_of(party, run=run) for party in parties)
        run.finished_at = finished
        run.save()


def as_of(row, **changes):
    made = copy.copy(row)
    made._state = copy.copy(row._state)
    made._state.adding, made.pk = True, None
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def settled():
    return VersionCheck.objects.exclude(outcome="").count()


def once_for_each_version():
    after = ScreeningRun.objects.filter(kind=RunKind.LIST_CHANGE)
    assert after.values("version").distinct().count() == after.count() == CASES + 1
    assert Rescreening.objects.count() == 1
    for verb in ("rescreening.queue", "rescreening.finish"):
        assert AuditEvent.objects.filter(verb=verb).count() == 1


def test_a_pass_that_was_killed_is_finished_once(worker):
    many_cases(CASES)
    fictional_list(listed=[ANCHOR_OWNER, MEMBER_OWNER])
    assert Rescreening.objects.count() == 1, "another list in force makes a pass"
    worker.start()
    worker.wait_for(lambda: settled() >= 3, "the first versions to be looked at")
    worker.kill()
    assert 0 < settled() < CASES, "the kill must come in the middle"
    worker.start()
    worker.wait_for(
        lambda: Rescreening.objects.exclude(finished_at=None).exists(), "the end of the pass"
    )
    worker.wait_for(
        lambda: not ScreeningRun.objects.filter(finished_at=None).exists(), "every screening"
    )
    hits = ScreeningHit.objects.values_list("party", "entry_id", "matched_on")
    assert len(hits) == len(set(hits)) == 2 * (CASES + 1)
    once_for_each_version()
    done = Rescreening.objects.get()
    assert done.looked_at_count == done.party_count
    assert done.affected_count == sum(VersionCheck.objects.values_list("affected_count", flat=True))


def test_a_listing_is_suspended_once_whenever_the_worker_is_killed(worker):
    case = designated_case()
    officer(Role.DESTINATION_REVIEWER)
    suspending_policy()
    fictional_list(listed=[ANCHOR_OWNER])
    found = ScreeningRun.objects.filter(kind=RunKind.LIST_CHANGE)
    worker.start()
    worker.wait_for(found.exists, "the screening that the new list asks for")
    worker.kill()
    worker.start()
    worker.wait_for(
        lambda: HitAlert.objects.exclude(told_at=None).exists(), "the officers to be told"
    )
    worker.kill()

    alert = HitAlert.objects.get()
    assert (alert.proposal, alert.suspended) == (case.proposal, True)
    assert case.now().proposal.state == "SUSPENDED"
    for verb in ("screening.alert", "proposal.suspend"):
        assert AuditEvent.objects.filter(verb=verb).count() == 1
    told = SentMail.objects.filter(template="screening_alert")
    assert told.count() == 2, "the lead and the reviewer, each once"


def test_two_workers_on_one_pass_settle_each_version_once():
    many_cases(CASES)
    fictional_list(listed=[ANCHOR_OWNER, MEMBER_OWNER])
    start, errors, answers = threading.Barrier(2), [], []

    def work():
        try:
            start.wait()
            found = queue_list_change()
            answers.append(found is None or work_on(found))
        except Exception as error:  # noqa: BLE001  whatever it is, the test shows it
            errors.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert errors == []
    assert True in answers
    once_for_each_version()


def test_two_sweeps_at_once_make_one_pass():
    case_in_review(listed=[])
    fictional_list(listed=[ANCHOR_OWNER])
    start, made = threading.Barrier(2), []

    def sweep():
        start.wait()
        made.append(queue_list_change())
        connection.close()

    sweeps = [threading.Thread(target=sweep) for _ in range(2)]
    for one in sweeps:
        one.start()
    for one in sweeps:
        one.join()

    assert made[0] == made[1]
    assert Rescreening.objects.count() == 1
